/** Every condition that differs from a given one in one small way. */
import type { Kind } from '../../kinds/kind.ts';
import type { Condition, Quantifier } from '../../model/condition.ts';
import type { CheckWord } from '../../model/outcome.ts';
import type { Edit } from './edit.ts';
import { always, itemChanged, itemLeftOut, lifted } from './edit.ts';
import { editsOfTests } from './tests.ts';

export interface Vocabulary {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
}

type Of<T extends Condition['type']> = Extract<Condition, { type: T }>;
const QUANTIFIERS: readonly Quantifier[] = ['some', 'every', 'none'];

/** The condition left out or turned around, and what can be changed within it. */
export function editsOf(condition: Condition, kind: Kind, vocabulary: Vocabulary): readonly Edit[] {
  const name = nameOf(condition);
  const { at } = condition;
  if (name === null) return within(condition, kind, vocabulary);
  return [
    { what: `${name} is left out`, at, apply: always },
    { what: `${name} is turned around`, at, apply: (before) => ({ type: 'not', of: before, at }) },
    ...within(condition, kind, vocabulary),
  ];
}

/** As the edits call it; null for connectives, whose parts are left out one by one. */
function nameOf(condition: Condition): string | null {
  switch (condition.type) {
    case 'all':
    case 'any':
    case 'not':
      return null;
    case 'field':
      return `${condition.field}: ${condition.tests.map(({ operator, written }) => `${operator} ${written}`).join(', ')}`;
    case 'exists':
      return `${condition.relation}: exists ${condition.exists}`;
    case 'target':
      return condition.relation;
    case 'quantified':
      return `${condition.relation}: ${condition.quantifier}`;
    case 'count':
      return `${condition.relation}: count`;
    case 'word':
      return condition.word;
    case 'cel':
      return 'cel';
    default:
      return condition satisfies never;
  }
}

function within(condition: Condition, kind: Kind, vocabulary: Vocabulary): readonly Edit[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return ofConnective(condition, kind, vocabulary);
    case 'not':
      return [
        { what: 'not is left out', at: condition.at, apply: (before) => (before as Of<'not'>).of },
        ...inner(condition, kind, vocabulary),
      ];
    case 'field':
      return ofField(condition, kind);
    case 'exists':
    // What stands in an expression is read by another language.
    case 'cel':
      return [];
    case 'target':
      return inner(condition, targetOf(condition, kind, vocabulary), vocabulary);
    case 'quantified':
      return [...requantified(condition), ...inner(condition, targetOf(condition, kind, vocabulary), vocabulary)];
    case 'count':
      return ofCount(condition, kind, vocabulary);
    case 'word':
      return ofWord(condition, vocabulary);
    default:
      return condition satisfies never;
  }
}

function ofConnective(condition: Of<'all' | 'any'>, kind: Kind, vocabulary: Vocabulary): readonly Edit[] {
  const { at, of, type } = condition;
  const other = type === 'all' ? 'any' : 'all';
  const swapped: Edit = {
    what: `${type} is ${other}`,
    at,
    apply: (before) => ({ ...(before as Of<'all' | 'any'>), type: other }),
  };
  const parts = of.flatMap((part, index) =>
    editsOf(part, kind, vocabulary).map(({ what, at, apply }): Edit => {
      const change = (before: Condition): Condition => {
        const whole = before as Of<'all' | 'any'>;
        // A part that is left out of alternatives is one alternative less, not one that always holds.
        const left = apply === always ? itemLeftOut(whole.of, index) : itemChanged(whole.of, index, apply);
        return { ...whole, of: left };
      };
      return { what, at, apply: change };
    }),
  );
  return of.length > 1 ? [swapped, ...parts] : parts;
}

function inner(
  condition: Of<'not' | 'target' | 'quantified' | 'count'>,
  kind: Kind,
  vocabulary: Vocabulary,
): readonly Edit[] {
  return lifted(editsOf(condition.of, kind, vocabulary), (whole, change) => {
    const before = whole as typeof condition;
    return { ...before, of: change(before.of) };
  });
}

function targetOf({ relation }: { readonly relation: string }, kind: Kind, { kinds }: Vocabulary): Kind {
  return kinds.get(kind.relations[relation]?.kind ?? '') ?? kind;
}

const OTHER_ABSENT = ['pass', 'fail', 'unknown'] as const;

function ofField(condition: Of<'field'>, kind: Kind): readonly Edit[] {
  const { at, field, absent } = condition;
  const others = absent === undefined ? [] : OTHER_ABSENT.filter((each) => each !== absent);
  const meanings = others.map(
    (other): Edit => ({
      what: `${field}: absent is ${other}`,
      at,
      apply: (before) => ({ ...(before as Of<'field'>), absent: other }),
    }),
  );
  return [...meanings, ...changedTests(field, condition, kind.fields[field])];
}

function changedTests(name: string, condition: Of<'field' | 'count'>, field?: Kind['fields'][string]): readonly Edit[] {
  return lifted(editsOfTests(name, condition.tests, field), (whole, change) => {
    const before = whole as typeof condition;
    return { ...before, tests: change(before.tests) };
  });
}

function requantified({ at, quantifier, relation }: Of<'quantified'>): readonly Edit[] {
  return QUANTIFIERS.filter((other) => other !== quantifier).map((other) => ({
    what: `${relation}: ${quantifier} is ${other}`,
    at,
    apply: (before) => ({ ...(before as Of<'quantified'>), quantifier: other }),
  }));
}

function ofCount(condition: Of<'count'>, kind: Kind, vocabulary: Vocabulary): readonly Edit[] {
  return [
    ...changedTests(`the number of ${condition.relation}`, condition),
    ...inner(condition, targetOf(condition, kind, vocabulary), vocabulary),
  ];
}

function ofWord({ at, word, input }: Of<'word'>, { words }: Vocabulary): readonly Edit[] {
  const variants = words.get(word)?.variants?.(input) ?? [];
  return variants.map(({ what, change }) => ({
    what: `${word}: ${what}`,
    at,
    apply: (before) => ({ ...(before as Of<'word'>), input: change((before as Of<'word'>).input) }),
  }));
}
