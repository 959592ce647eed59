/** The rule of a composite alarm as a tree. Offsets are UTF-16 units into the text, `end` exclusive. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const;
export type State = (typeof STATES)[number];

export type Sign = 'AND' | 'OR';

export type Rule =
  | (Span & { readonly type: 'constant'; readonly holds: boolean })
  | (Span & { readonly type: 'state'; readonly state: State; readonly alarm: string })
  | (Span & { readonly type: 'not'; readonly of: Rule })
  /** Parts as they stand beside each other, without parentheses: one sign fewer than parts. */
  | (Span & { readonly type: 'joined'; readonly of: readonly Rule[]; readonly signs: readonly Sign[] })
  | (Span & {
      readonly type: 'atLeast';
      readonly least: number;
      /** `least` is a share of the alarms, 1 to 100. */
      readonly isPercent: boolean;
      readonly state: State;
      /** Alarms that are not in the state are counted. */
      readonly isNegated: boolean;
      readonly alarms: readonly string[];
    });

export interface RuleError extends Span {
  readonly message: string;
}

/** Names and ARNs of alarms that the rule looks at, each once, in the order they stand. */
export function alarmsIn(rule: Rule): readonly string[] {
  return [...new Set(named(rule))];
}

function named(rule: Rule): readonly string[] {
  switch (rule.type) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return named(rule.of);
    case 'joined':
      return rule.of.flatMap(named);
    case 'atLeast':
      return rule.alarms;
    default:
      return rule satisfies never;
  }
}

/** Whether AND and OR stand beside each other without parentheses: which of them binds first is not documented. */
export function isMixed(rule: Rule): boolean {
  switch (rule.type) {
    case 'not':
      return isMixed(rule.of);
    case 'joined':
      return new Set(rule.signs).size > 1 || rule.of.some(isMixed);
    case 'constant':
    case 'state':
    case 'atLeast':
      return false;
    default:
      return rule satisfies never;
  }
}
