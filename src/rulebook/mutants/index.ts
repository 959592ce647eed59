/** Rules that are wrong in one small way each: one that no test beside its rule notices shows a case that is missing. */
import type { Condition, Position } from '../../model/condition.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Parameter, Rule } from '../../model/rule.ts';
import type { Value } from '../../model/value.ts';
import { throughOf } from '../through.ts';
import type { Vocabulary } from './condition.ts';
import { editsOf } from './condition.ts';
import type { Edit } from './edit.ts';
import { itemChanged, itemLeftOut, lifted } from './edit.ts';

type Params = Readonly<Record<string, Value>>;

export interface Mutant {
  /** In a few words: `logging: is true is left out`. */
  readonly what: string;
  readonly at: Position;
  /** The parameters with which the rule is compiled, of those that a test sets. */
  readonly params: (given: Params) => Params;
  readonly apply: (rule: Rule) => Rule;
}

const IF_NONE = ['notApplicable', 'fail', 'pass'] as const;

/** An audit without them has nothing to find. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['account', 'region']);

export function mutantsOf(rule: Rule, vocabulary: Vocabulary): readonly Mutant[] {
  const edits = [
    ...inAssertion(rule, vocabulary),
    ...inSelection(rule, vocabulary),
    ...inExemptions(rule, vocabulary),
    ...ofNone(rule),
  ];
  const ofRule = edits.map((edit): Mutant => ({ ...edit, params: (given) => given }));
  return [...ofRule, ...Object.entries(rule.params).flatMap(([name, parameter]) => ofParameter(name, parameter))];
}

function inAssertion(rule: Rule, vocabulary: Vocabulary): readonly Edit<Rule>[] {
  const kind = vocabulary.kinds.get(rule.for);
  if (!kind) return [];
  return lifted(editsOf(rule.assert, kind, vocabulary), (before, change) => ({
    ...before,
    assert: change(before.assert),
  }));
}

/** How subjects are found (`through`) follows from `where`. */
function inSelection(rule: Rule, vocabulary: Vocabulary): readonly Edit<Rule>[] {
  const { where } = rule;
  const kind = vocabulary.kinds.get(rule.for);
  if (!where || !kind) return [];
  const selecting = ({ through: _, ...rest }: Rule, other: Condition): Rule => {
    const through = throughOf(other, kind, vocabulary.kinds);
    return { ...rest, where: other, ...(through === undefined ? {} : { through }) };
  };
  const put = (before: Rule, change: (part: Condition) => Condition): Rule =>
    before.where ? selecting(before, change(before.where)) : before;
  const all: Edit<Rule> = {
    what: 'where is left out',
    at: where.at,
    apply: ({ where: _, through: __, ...rest }) => rest,
  };
  return [all, ...lifted(editsOf(where, kind, vocabulary), put)];
}

function inExemptions({ except, for: name }: Rule, vocabulary: Vocabulary): readonly Edit<Rule>[] {
  const kind = vocabulary.kinds.get(name);
  if (!kind) return [];
  return except.flatMap(({ where }, index): readonly Edit<Rule>[] => [
    {
      what: 'the exemption is left out',
      at: where.at,
      apply: (before) => ({ ...before, except: itemLeftOut(before.except, index) }),
    },
    ...lifted(editsOf(where, kind, vocabulary), (before: Rule, change) => ({
      ...before,
      except: itemChanged(before.except, index, (each) => ({ ...each, where: change(each.where) })),
    })),
  ]);
}

function ofNone(rule: Rule): readonly Edit<Rule>[] {
  if (ALWAYS_THERE.has(rule.for) && !rule.where) return [];
  return IF_NONE.filter((other) => other !== rule.ifNone).map((ifNone) => ({
    what: `ifNone is ${ifNone}`,
    at: rule.at,
    apply: (before) => ({ ...before, ifNone }),
  }));
}

/** Another default, seen by tests that do not set it; and one that takes no notice of what is set. */
function ofParameter(name: string, { at, value, type }: Parameter): readonly Mutant[] {
  const apply = (rule: Rule) => rule;
  const ignored: Mutant = {
    what: `the parameter ${name} has no effect`,
    at,
    params: ({ [name]: _, ...others }) => others,
    apply,
  };
  const moved = neighbours(value, type).map(
    (other): Mutant => ({
      what: `the parameter ${name} is ${JSON.stringify(other)} unless it is set`,
      at,
      params: (given) => ({ [name]: other, ...given }),
      apply,
    }),
  );
  return [ignored, ...moved];
}

function neighbours(value: Value, type: Parameter['type']): readonly Value[] {
  if (typeof value === 'number') return [value + 1, value - 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) return value.map((_, index) => itemLeftOut(value, index) as Value[]);
  const minutes = type === 'duration' ? Math.round((parseDuration(value) ?? 0) / 60_000) : 0;
  return minutes > 1 ? [`${minutes + 1}m`, `${minutes - 1}m`] : [];
}
