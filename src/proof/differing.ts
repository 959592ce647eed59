/** What sets a record that nobody is told about apart from the nearest one that somebody is: as few fields as can be. */
import type { Difference } from '../model/proof.ts';
import type { CloudTrailRecord, Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';

/** A field in which two records differ; `undefined` stands for absent. */
export interface Change {
  readonly path: readonly string[];
  readonly own: Value | undefined;
  readonly other: Value | undefined;
}

/**
 * `isLost` says whether nobody is told about a record. Fields that can take the value of the told record without anybody
 * being told are no part of the difference; the rest is, and together it is.
 */
export function differing(
  lost: CloudTrailRecord,
  told: readonly CloudTrailRecord[],
  isLost: (record: CloudTrailRecord) => boolean,
): readonly Difference[] {
  const all = told.map((record) => changesOf(lost, record));
  const [nearest] = all.toSorted((one, other) => one.length - other.length);
  if (!nearest) return [];
  const { kept } = narrowed(lost, nearest, isLost);
  return kept
    .flatMap(({ path, own }) => fieldsIn(path, own))
    .map(({ path, own }) => ({ field: path.join('.'), ...(own === undefined ? {} : { value: own }) }));
}

interface Narrowing {
  readonly record: CloudTrailRecord;
  /** Changes that cannot be made without somebody being told. */
  readonly kept: readonly Change[];
}

/** Halves first: of many fields that differ, few matter. */
function narrowed(
  record: CloudTrailRecord,
  changes: readonly Change[],
  isLost: (record: CloudTrailRecord) => boolean,
): Narrowing {
  const changed = changes.reduce(made, record);
  if (isLost(changed)) return { record: changed, kept: [] };
  if (changes.length < 2) return { record, kept: changes };
  const middle = Math.ceil(changes.length / 2);
  const first = narrowed(record, changes.slice(0, middle), isLost);
  const second = narrowed(first.record, changes.slice(middle), isLost);
  return { record: second.record, kept: [...first.kept, ...second.kept] };
}

/** The record with the other's value in one field. */
export function made(record: CloudTrailRecord, { path, other }: Change): CloudTrailRecord {
  const [key, ...rest] = path;
  if (key === undefined) return record;
  const { [key]: before, ...others } = record;
  if (rest.length === 0) return other === undefined ? others : { ...record, [key]: other };
  return isObject(before) ? { ...record, [key]: made(before, { path: rest, own: undefined, other }) } : record;
}

export function changesOf(
  own: Value | undefined,
  other: Value | undefined,
  path: readonly string[] = [],
): readonly Change[] {
  if (own === other) return [];
  if (!isObject(own) || !isObject(other)) {
    return JSON.stringify(own) === JSON.stringify(other) ? [] : [{ path, own, other }];
  }
  const keys = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  return keys.flatMap((key) => changesOf(own[key], other[key], [...path, key]));
}

/** What stands in an object, field by field; any other value is one field. */
export function fieldsIn(path: Change['path'], own: Value | undefined): readonly Omit<Change, 'other'>[] {
  const entries = isObject(own) ? Object.entries(own) : [];
  return entries.length === 0 ? [{ path, own }] : entries.flatMap(([key, value]) => fieldsIn([...path, key], value));
}

/** The fields that a sentence speaks of come first: the rest of an identity only comes with them. */
export function mentionedFirst(differs: readonly Difference[], sentence: string): readonly Difference[] {
  const isMentioned = ({ field }: Difference) => sentence.includes(`${field} `);
  return [...differs.filter(isMentioned), ...differs.filter((each) => !isMentioned(each))];
}
