/** Fields that are found in a list of objects have to be found in one and the same of them ("Arrays in event patterns", EventBridge User Guide). */
import type { Value } from '../../model/value.ts';
import { isLeaf } from './leaf.ts';
import { leavesAt, routes } from './paths.ts';
import type { Answer } from './questions.ts';
import { anyAnswer, everyAnswer, NO, open } from './questions.ts';
import type { Field } from './tree.ts';
import { absence, onLeaves } from './values.ts';

/** A field with what is left of its path. `isSeen`: it has a value already, so it is not absent. */
interface Pending {
  readonly field: Field;
  readonly rest: string;
  readonly isSeen: boolean;
}

/** Whether a field without a value where it was looked for counts as absent. */
type IsAbsent = (field: Field) => boolean;

/** Events are not nested as deeply as this. */
const DEEPEST = 500;

/** Whether all fields hold at once, with one element chosen from every list of objects. */
export function holdTogether(fields: readonly Field[], event: Value, isAbsent: IsAbsent): Answer {
  const pending = fields.map((field) => ({ field, rest: field.path, isSeen: false }));
  return inValue(pending, event, isAbsent, 0);
}

function inValue(pending: readonly Pending[], value: Value, isAbsent: IsAbsent, depth: number): Answer {
  const [only, another] = pending;
  // A list that a single field looks into is looked at as a whole.
  if (only && !another) return alone(only, value, isAbsent);
  if (depth > DEEPEST) return open('EBQ-13');
  if (isLeaf(value)) return everyAnswer(pending.map((each) => alone(each, value, isAbsent)));
  if (Array.isArray(value)) return inList(pending, value, isAbsent, depth);
  return inObject(pending, value, isAbsent, depth);
}

function alone({ field, rest, isSeen }: Pending, value: Value, isAbsent: IsAbsent): Answer {
  const { leaves } = leavesAt(rest, value);
  if (leaves.length > 0) return onLeaves(field, leaves);
  return isSeen || !isAbsent(field) ? NO : absence(field);
}

function inObject(pending: readonly Pending[], object: Value, isAbsent: IsAbsent, depth: number): Answer {
  const groups = new Map<string, { readonly inner: Value; readonly group: Pending[] }>();
  const answers: Answer[] = [];
  for (const each of pending) {
    const [first, another] = routes(each.rest, object);
    // With keys that hold dots, a path may lead into two members at once.
    if (another) answers.push(open('EBQ-9'));
    else if (!first) answers.push(alone(each, object, isAbsent));
    else {
      const group = groups.get(first.key)?.group ?? [];
      group.push({ ...each, rest: first.further });
      groups.set(first.key, { inner: first.inner, group });
    }
  }
  for (const { inner, group } of groups.values()) answers.push(inValue(group, inner, isAbsent, depth + 1));
  return everyAnswer(answers);
}

function inList(pending: readonly Pending[], list: readonly Value[], isAbsent: IsAbsent, depth: number): Answer {
  const leaves = list.filter(isLeaf);
  const elements = list.filter((item) => !isLeaf(item));
  if (elements.length === 0) return everyAnswer(pending.map((each) => alone(each, list, isAbsent)));
  const onward = pending.filter(({ rest }) => rest !== '');
  const arrived = pending
    .filter(({ rest }) => rest === '')
    .map((each) => ({ ...each, isSeen: each.isSeen || leaves.length > 0 }));
  const byLeaves = leaves.length > 0 ? everyAnswer(arrived.map(({ field }) => onLeaves(field, leaves))) : NO;
  return anyAnswer(chosen());

  function* chosen(): Generator<Answer> {
    for (const element of elements) {
      yield inValue([...arrived, ...onward], element, isAbsent, depth + 1);
      // Values that stand in the list itself belong to none of its elements.
      if (arrived.length > 0 && byLeaves.truth !== 'false') {
        yield everyAnswer([byLeaves, inValue(onward, element, isAbsent, depth + 1)]);
      }
    }
  }
}
