/** A sample of an event class as it would be recorded in an account and a region. */
import { COMMON, inPartition } from '../model/arn.ts';
import type { CloudTrailRecord, Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';

/** The sample's own account id, wherever it stands, becomes the account's, and its ARNs are those of the account's partition. */
export function ownedBy(account: string, record: CloudTrailRecord, partition = 'aws'): CloudTrailRecord {
  const { recipientAccountId: own } = record;
  const changed = (value: Value): Value => {
    if (typeof value === 'string') {
      const there = inPartition(value, partition);
      return typeof own === 'string' ? there.replaceAll(own, account) : there;
    }
    if (Array.isArray(value)) return value.map(changed);
    return isObject(value) ? fieldsOf(value) : value;
  };
  const fieldsOf = (object: CloudTrailRecord) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, changed(value)]));
  const isAlike = own === account && partition === 'aws';
  const owned = { ...(isAlike ? record : fieldsOf(record)), recipientAccountId: account };
  // Of what was moved before it is not known which fields name which account.
  if (!origins.has(record)) origins.set(owned, record);
  return owned;
}

export function inRegion(region: string, record: CloudTrailRecord): CloudTrailRecord {
  const there = { ...record, awsRegion: region };
  origins.set(there, origins.get(record) ?? record);
  return there;
}

/** Record -> what it was made of by giving it another account or region. */
const origins = new WeakMap<CloudTrailRecord, CloudTrailRecord>();

const MOST_KEPT = 5_000;

/**
 * What a pattern makes of a record is the same in every account and region, unless it looks at what is different there: it is found once
 * for a sample. `looksAt` gives dotted paths; null: anywhere.
 */
export function onceForSample<T>(
  find: (text: string, record: CloudTrailRecord) => T,
  looksAt: (text: string) => readonly string[] | null,
): (text: string, record: CloudTrailRecord) => T {
  const known = new WeakMap<CloudTrailRecord, Map<string, { readonly found: T } | null>>();
  return (text, record) => {
    const sample = origins.get(record);
    if (!sample) return find(text, record);
    const byText = known.get(sample) ?? new Map<string, { readonly found: T } | null>();
    known.set(sample, byText);
    const before = byText.get(text);
    if (before) return before.found;
    const found = find(text, record);
    // Forgetting costs time only.
    if (byText.size >= MOST_KEPT) byText.clear();
    if (before === undefined) byText.set(text, isMoved(sample, looksAt(text)) ? null : { found });
    return found;
  };
}

/** Whether what stands at one of the paths is another in another account or region. */
export function isMoved(sample: CloudTrailRecord, paths: readonly string[] | null): boolean {
  const moved = movedIn(sample);
  return paths === null || paths.some((path) => moved.some((each) => isWithin(each, path) || isWithin(path, each)));
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

const fields = new WeakMap<CloudTrailRecord, readonly string[]>();

/** Dotted paths of what is different in another account or region. */
function movedIn(sample: CloudTrailRecord): readonly string[] {
  const before = fields.get(sample);
  if (before) return before;
  const named = [String(sample['recipientAccountId']), COMMON].flatMap((text) => naming(sample, text));
  const moved = [...new Set(['awsRegion', 'recipientAccountId', ...named])];
  fields.set(sample, moved);
  return moved;
}

/** Fields in which a text stands; those in lists are lists as a whole. Without recursion, since records come from elsewhere. */
function naming(sample: CloudTrailRecord, text: string): readonly string[] {
  const found: string[] = [];
  const queue: [value: Value, path: string][] = Object.entries(sample).map(([key, value]) => [value, key]);
  for (const [value, path] of queue) {
    if (typeof value === 'string' && value.includes(text)) found.push(path);
    else if (Array.isArray(value)) for (const item of value) queue.push([item, path]);
    else if (isObject(value)) for (const [key, inner] of Object.entries(value)) queue.push([inner, `${path}.${key}`]);
  }
  return found;
}
