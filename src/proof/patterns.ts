/** Patterns of metric filters, each read once however many accounts, filters and records ask about it. */
import { leavesOf, parsePattern } from '../languages/filter-pattern/index.ts';
import { and, solve } from '../languages/formula/index.ts';
import { once } from './once.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { OPEN } from './symbolic/bounds.ts';
import { patternBounds } from './symbolic/pattern.ts';
import { managementEvents } from './symbolic/records.ts';

type Parsed = ReturnType<typeof parsePattern>;

export const parsedPattern: (text: string) => Parsed = once(parsePattern);

/** Dotted paths of the fields a pattern looks at; null: of any. */
export const fieldsOf: (text: string) => readonly string[] | null = once((text) => {
  const parsed = parsedPattern(text);
  if (!parsed.ok || parsed.pattern.form !== 'json') return null;
  const paths = leavesOf(parsed.pattern.expression).map(({ selector }) => {
    const keys = selector.steps.flatMap((step) => (step.type === 'key' ? [step.name] : []));
    return keys.length === selector.steps.length ? keys.join('.') : null;
  });
  return paths.every((path) => path !== null) ? paths : null;
});

/** What is not understood may match anything. */
export const boundsOf: (text: string) => Bounds = once((text) => {
  const parsed = parsedPattern(text);
  return parsed.ok ? patternBounds(parsed.pattern) : OPEN;
});

/** Whether it asks for nothing but that something stands in the text of a record. */
export const isFinding: (text: string) => boolean = once((text) => {
  const parsed = parsedPattern(text);
  if (!parsed.ok) return false;
  const { pattern } = parsed;
  return (
    pattern.form === 'regex' || (pattern.form === 'terms' && pattern.terms.every(({ role }) => role !== 'excluded'))
  );
});

/** Whether no management event at all can match. */
function isNever({ may }: Bounds): boolean {
  return solve(and(may, managementEvents), { allowance: 100_000 }).result === 'unsat';
}

/** Why a pattern matches nothing, in one sentence without subject, and the part that shows it; null where something may match it. */
export const vainOf: (text: string) => Vain | null = once((text) => {
  const parsed = parsedPattern(text);
  if (!parsed.ok || !isNever(boundsOf(text))) return null;
  const contradiction = parsed.lints.find(({ rule }) => rule === 'FP-62');
  if (!contradiction) return { sentence: 'no record meets its pattern', start: 0, end: text.length };
  return contradiction;
});

interface Vain {
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** Whether no management event of CloudTrail can match the pattern; false for one that is not understood. */
export function matchesNothing(text: string): boolean {
  return vainOf(text) !== null;
}
