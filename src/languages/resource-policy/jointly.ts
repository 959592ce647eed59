/** Can one request meet some conditions and escape others? Each alone may be in somebody's hand, and all together in nobody's. */
import type { Truth } from '../../model/verdict.ts';
import { allOf, not } from '../../model/verdict.ts';
import { hasVariable, holdsFor, isCompared } from './compare.ts';
import type { Condition } from './condition.ts';

/** What a request is: key in lower case -> value, null where it is not sent. */
export type Sent = ReadonlyMap<string, string | null>;

/** Whom a request may come from: what a condition on who asks says of one of them; null: it is about something else. */
export type Asker = (condition: Condition) => Truth | null;

interface Question {
  /** All of these have to hold. */
  readonly meet: readonly Condition[];
  /** Of each list, one must not hold. */
  readonly avoid: readonly (readonly Condition[])[];
}

/** How many requests are tried. */
const TRIES = 5000;

/** `askers`: at least one of them. Never false: a request that was not thought of may be left. */
export function isSomeRequest(question: Question, askers: readonly Asker[], fixed: Sent): Truth {
  const all = [...question.meet, ...question.avoid.flat()];
  const keys = [...new Set(all.map(({ key }) => key))].filter((key) => !fixed.has(key));
  const choices = keys.map((key) => candidates(all.filter((each) => each.key === key)));
  if (choices.reduce((product, each) => product * each.length, askers.length) > TRIES) return 'unknown';
  for (const asker of askers) {
    for (const values of product(choices)) {
      const sent = new Map([...fixed, ...keys.map((key, at) => [key, values[at] ?? null] as const)]);
      if (isMet(question, (each) => asker(each) ?? answer(each, sent, all)) === 'true') return 'true';
    }
  }
  return 'unknown';
}

function isMet({ meet, avoid }: Question, holds: (condition: Condition) => Truth): Truth {
  return allOf([...meet.map(holds), ...avoid.map((conditions) => not(allOf(conditions.map(holds))))]);
}

/** What is not compared here is tried both ways, where no other condition is about the same key. */
const HOLDS = 'it holds';

function answer(condition: Condition, sent: Sent, all: readonly Condition[]): Truth {
  const value = sent.get(condition.key) ?? null;
  if (isCompared(condition) || hasVariable(condition)) return holdsFor(condition, value);
  if (all.filter(({ key }) => key === condition.key).length > 1) return 'unknown';
  return value === HOLDS ? 'true' : 'false';
}

/** Not sent, each value that was written, and none of them; whether TLS is used is known of every request. */
function candidates(conditions: readonly Condition[]): readonly (string | null)[] {
  if (conditions.some((each) => !isCompared(each))) return [HOLDS, 'it does not'];
  const isTruth = conditions.some(({ operator }) => operator === 'Bool');
  const written = conditions.flatMap(({ operator, values }) => (operator === 'Null' ? [] : values));
  const texts = written.map((each) => each.replaceAll('*', '').replaceAll('?', 'x'));
  const [first] = conditions;
  if (first?.key === 'aws:securetransport') return ['true', 'false'];
  return [...new Set([null, ...(isTruth ? ['true', 'false'] : []), ...texts, 'none:of:these:is:it:x'])];
}

function* product(choices: readonly (readonly (string | null)[])[]): Generator<readonly (string | null)[]> {
  const [first, ...rest] = choices;
  if (!first) yield [];
  else for (const each of first) for (const others of product(rest)) yield [each, ...others];
}
