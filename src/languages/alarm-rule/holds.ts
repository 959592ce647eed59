/** Does a rule hold in every state that its alarms can be in, in none, or in some? */
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf, not } from '../../model/verdict.ts';
import type { Rule, Sign, State } from './tree.ts';
import { alarmsIn, isMixed } from './tree.ts';

/** The states an alarm can be in. */
export type StatesOf = (alarm: string) => readonly State[];

/** How parts beside each other are taken together. */
const READINGS = ['andFirst', 'orFirst', 'inTurn'] as const;
type Reading = (typeof READINGS)[number];

/** Evaluations after which "some" is answered: what is not found by then is not decided. */
const MOST_STEPS = 2000;

export interface Answer {
  /** `true`: in every combination of states; `false`: in none; `unknown`: in some, or it could not be told. */
  readonly truth: Truth;
  /** It is unknown because AND and OR may bind in more than one way. */
  readonly isAmbiguous: boolean;
}

export function holds(rule: Rule, states: StatesOf): Answer {
  const alarms = alarmsIn(rule);
  const table: Table = new Map(alarms.map((alarm) => [alarm, states(alarm)]));
  const readings = isMixed(rule) ? READINGS : READINGS.slice(0, 1);
  const truths = readings.map((reading) => everywhere(rule, reading, alarms, table, { left: MOST_STEPS }));
  const isAmbiguous = truths.some((truth) => truth !== truths[0]);
  return { truth: isAmbiguous ? 'unknown' : (truths[0] ?? 'unknown'), isAmbiguous };
}

type Table = ReadonlyMap<string, readonly State[]>;

/** An alarm that is looked at twice is in one state both times, so what stays open is tried state by state. */
function everywhere(
  rule: Rule,
  reading: Reading,
  alarms: readonly string[],
  table: Table,
  budget: { left: number },
): Truth {
  const truth = at(rule, reading, table);
  if (truth !== 'unknown' || budget.left-- <= 0) return truth;
  const open = alarms.find((alarm) => (table.get(alarm)?.length ?? 0) > 1);
  if (open === undefined) return truth;
  let all: Truth | undefined;
  for (const state of table.get(open) ?? []) {
    const inState = everywhere(rule, reading, alarms, new Map([...table, [open, [state]]]), budget);
    if (inState === 'unknown' || (all !== undefined && all !== inState)) return 'unknown';
    all = inState;
  }
  return all ?? 'unknown';
}

function at(rule: Rule, reading: Reading, table: Table): Truth {
  switch (rule.type) {
    case 'constant':
      return rule.holds ? 'true' : 'false';
    case 'state':
      return isIn(table.get(rule.alarm) ?? [], rule.state);
    case 'not':
      return not(at(rule.of, reading, table));
    case 'joined':
      return together(
        rule.of.map((part) => at(part, reading, table)),
        rule.signs,
        reading,
      );
    case 'atLeast':
      return counted(rule, table);
    default:
      return rule satisfies never;
  }
}

function isIn(states: readonly State[], state: State): Truth {
  if (!states.includes(state)) return 'false';
  return states.length === 1 ? 'true' : 'unknown';
}

function together(parts: readonly Truth[], signs: readonly Sign[], reading: Reading): Truth {
  switch (reading) {
    case 'andFirst':
      return anyOf(runs(parts, signs, 'OR').map((run) => allOf(run)));
    case 'orFirst':
      return allOf(runs(parts, signs, 'AND').map((run) => anyOf(run)));
    case 'inTurn':
      return parts.slice(1).reduce((before, part, index) => {
        return signs[index] === 'AND' ? allOf([before, part]) : anyOf([before, part]);
      }, parts[0] ?? 'unknown');
    default:
      return reading satisfies never;
  }
}

/** The parts between signs of one kind. */
function runs(parts: readonly Truth[], signs: readonly Sign[], between: Sign): readonly (readonly Truth[])[] {
  const all: Truth[][] = [[]];
  parts.forEach((part, index) => {
    if (index > 0 && signs[index - 1] === between) all.push([]);
    all.at(-1)?.push(part);
  });
  return all;
}

/** What counts for an alarm that is named twice, and which way a share is rounded, is not documented: all must agree. */
function counted(rule: Extract<Rule, { type: 'atLeast' }>, table: Table): Truth {
  const lists =
    new Set(rule.alarms).size < rule.alarms.length ? [rule.alarms, [...new Set(rule.alarms)]] : [rule.alarms];
  const truths = lists.flatMap((alarms) => {
    const share = (rule.least * alarms.length) / 100;
    const least = rule.isPercent ? [Math.max(1, Math.floor(share)), Math.ceil(share)] : [rule.least];
    const one = alarms.map((alarm) => isIn(table.get(alarm) ?? [], rule.state));
    const inState = rule.isNegated ? one.map(not) : one;
    const certain = inState.filter((truth) => truth === 'true').length;
    const possible = inState.filter((truth) => truth !== 'false').length;
    return least.map((each): Truth => (certain >= each ? 'true' : possible < each ? 'false' : 'unknown'));
  });
  return truths.every((truth) => truth === truths[0]) ? (truths[0] ?? 'unknown') : 'unknown';
}
