/** What is seen of an event at the paths of a pattern, and what comes of each field by itself. */
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import type { Leaf } from './leaf.ts';
import type { Found } from './paths.ts';
import { leavesAt } from './paths.ts';
import type { Answer, QuestionId } from './questions.ts';
import { decided, open } from './questions.ts';
import type { Field } from './tree.ts';
import { absence, mayBeAbsent, onLeaves } from './values.ts';

/** A field at the root of an event of which more is possible than the event shows. */
export interface Doubt {
  readonly field: string;
  /** What it may hold besides; null: anything. */
  readonly others: readonly Leaf[] | null;
  /** Every event has it. */
  readonly isPresent: boolean;
  readonly question: QuestionId;
}

export interface Sight {
  readonly event: CloudTrailRecord;
  /** There are lists that more than one field looks into, and that hold more than one element with values. */
  readonly hasCrowds: boolean;
  leaves(field: Field): readonly Leaf[];
  answer(field: Field): Answer;
  isDoubtful(field: Field): boolean;
  /** It looks into such a list. */
  isInCrowd(field: Field): boolean;
}

export function look(fields: readonly Field[], event: CloudTrailRecord, doubts: readonly Doubt[]): Sight {
  const found = new Map(fields.map((field) => [field, leavesAt(field.path, event)]));
  const crowds = sharedCrowds(found.values());
  const at = (field: Field): Found => found.get(field) ?? leavesAt(field.path, event);
  const doubtOf = (field: Field) =>
    doubts.find((doubt) => field.path === doubt.field || field.path.startsWith(`${doubt.field}.`));
  const plain = (field: Field): Answer => {
    const { leaves, crowds: passed } = at(field);
    const doubt = doubtOf(field);
    if (doubt) return doubted(field, leaves, doubt);
    if (leaves.length === 0) return absence(field);
    const answer = onLeaves(field, leaves);
    const mayBeMissed = answer.truth === 'false' && mayBeAbsent(field) && passed.some((list) => crowds.has(list));
    return mayBeMissed ? open('EBQ-7') : answer;
  };
  const answers = new Map<Field, Answer>();
  const answer = (field: Field): Answer => {
    const known = answers.get(field) ?? counted(field, fields, plain);
    answers.set(field, known);
    return known;
  };
  return {
    event,
    hasCrowds: crowds.size > 0,
    isInCrowd: (field) => at(field).crowds.some((list) => crowds.has(list)),
    leaves: (field) => at(field).leaves,
    answer,
    isDoubtful: (field) => doubtOf(field) !== undefined,
  };
}

function sharedCrowds(found: Iterable<Found>): ReadonlySet<Value> {
  const once = new Set<Value>();
  const shared = new Set<Value>();
  for (const { crowds } of found) {
    for (const list of crowds) (once.has(list) ? shared : once).add(list);
  }
  return shared;
}

/** The answer of a field, as far as it is known to count. */
function counted(field: Field, fields: readonly Field[], plain: (field: Field) => Answer): Answer {
  switch (field.uncertain) {
    case undefined:
      return plain(field);
    case 'or':
      return open('EBQ-2');
    case 'repeated':
    case 'elsewhere': {
      const answer = plain(field);
      const others = fields.filter(({ path }) => path === field.path).map(plain);
      if (!others.every(({ truth }) => truth === answer.truth)) return open('EBQ-1');
      // Where it does not count at all, it is not in the way.
      return answer.truth === 'false' && field.uncertain === 'repeated' ? open('EBQ-1') : answer;
    }
    default:
      return field.uncertain satisfies never;
  }
}

function doubted(field: Field, leaves: readonly Leaf[], doubt: Doubt): Answer {
  const { others, question } = doubt;
  const isItself = field.path === doubt.field;
  if (others === null) {
    const isPresent = doubt.isPresent && isItself;
    const existence = field.alternatives.filter((alternative) => alternative.type === 'exists');
    if (isPresent && existence.some(({ exists }) => exists)) return decided(true);
    if (isPresent && existence.length === field.alternatives.length) return decided(false);
    return open(question);
  }
  const shown = leaves.length === 0 ? absence(field) : onLeaves(field, leaves);
  const otherwise = isItself ? onLeaves(field, others) : absence(field);
  return shown.truth === 'true' || otherwise.truth === 'false' ? shown : open(question);
}
