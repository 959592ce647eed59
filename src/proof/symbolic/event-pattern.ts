/** Event patterns as bounds on records, as `languages/event-pattern` decides them on the event that EventBridge makes of a record. */
import type { Entry, EventPattern, Field } from '../../languages/event-pattern/index.ts';
import {
  combinations,
  eventOf,
  fieldsOf,
  matchEventPattern,
  mayBeAbsent,
} from '../../languages/event-pattern/index.ts';
import type { ValueSet } from '../../languages/formula/index.ts';
import {
  atom,
  complement,
  exchange,
  FALSE,
  finding,
  intersect,
  NOTHING,
  ofKind,
  oneOf,
  or,
  union,
} from '../../languages/formula/index.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { wantedBy } from './alternatives.ts';
import type { Bounds } from './bounds.ts';
import { ALWAYS, every, NEVER, OPEN, some } from './bounds.ts';
import { mayBeList } from './contents.ts';
import type { Sought } from './elements.ts';
import { foundTogether, listsOnTheWay } from './elements.ts';

/** More ways to choose the branches of `$or` than are looked at one by one. */
const MOST_COMBINATIONS = 50;

export function eventPatternBounds({ entries }: EventPattern): Bounds {
  const fields = fieldsOf(entries);
  const shared = sharedLists(fields);
  const boundsOf = (field: Field) => fieldBounds(field, shared);
  const apart = entriesBounds(entries, boundsOf);
  // Each field by itself says too much where several have to be found in one element.
  if (shared.size === 0) return apart;
  if (fields.some(({ uncertain }) => uncertain !== undefined)) return { must: FALSE, may: apart.may };
  const ways: Bounds[] = [];
  for (const { fields: chosen, mayBeDropped } of combinations(entries)) {
    if (ways.length === MOST_COMBINATIONS) return { must: FALSE, may: apart.may };
    const others = chosen.filter((field) => keysOf(field) === null).map(boundsOf);
    const { must, may } = every([...others, foundTogether(chosen.flatMap((field) => soughtOf(field, shared) ?? []))]);
    ways.push({ must: mayBeDropped ? FALSE : must, may });
  }
  return some(ways);
}

const spokenOf = new WeakMap<CloudTrailRecord, boolean>();

/** Whether bounds speak of a record: names of its fields hold no dots, and lists stand in it only where they are known to. */
export function isSpokenOf(record: CloudTrailRecord): boolean {
  const before = spokenOf.get(record);
  if (before !== undefined) return before;
  const is = isUsual(record);
  spokenOf.set(record, is);
  return is;
}

const partsSpokenOf = new WeakMap<object, Map<string, boolean>>();

/** Records of one sample in several regions have their parts in common. */
function isUsual(record: CloudTrailRecord): boolean {
  return Object.entries(record).every(([key, value]) => {
    if (key.includes('.')) return false;
    if (typeof value !== 'object' || value === null) return true;
    const byKey = partsSpokenOf.get(value) ?? new Map<string, boolean>();
    partsSpokenOf.set(value, byKey);
    const is = byKey.get(key) ?? isUsualPart(value, key);
    byKey.set(key, is);
    return is;
  });
}

/** Without recursion, since records come from elsewhere. */
function isUsualPart(part: Value, name: string): boolean {
  const queue: [value: Value, path: readonly string[]][] = [[part, [name]]];
  for (const [value, path] of queue) {
    if (Array.isArray(value)) {
      if (!mayBeList(path)) return false;
      for (const item of value) queue.push([item, [...path, '[]']]);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (key.includes('.')) return false;
        if (typeof inner === 'object' && inner !== null) queue.push([inner, [...path, key]]);
      }
    }
  }
  return true;
}

function entriesBounds(entries: readonly Entry[], boundsOf: (field: Field) => Bounds): Bounds {
  return every(
    entries.map((entry) => {
      if (entry.type === 'field') return boundsOf(entry);
      if (entry.type === 'nested') return entriesBounds(entry.entries, boundsOf);
      return some(
        entry.branches.map(({ entries: inner, mayBeDropped }) => {
          const { must, may } = entriesBounds(inner, boundsOf);
          return { must: mayBeDropped ? FALSE : must, may };
        }),
      );
    }),
  );
}

/** The keys that lead to a field from the record, which is the `detail` of the event; null for fields beside it. Keys of records hold no dots. */
function keysOf({ path }: Field): readonly string[] | null {
  const [root, ...keys] = path.split('.');
  return root === 'detail' && keys.length > 0 ? keys : null;
}

/** Lists that more than one field looks into, by their path. */
function sharedLists(fields: readonly Field[]): ReadonlySet<string> {
  const lists = fields.flatMap((field) => listsOnTheWay(keysOf(field) ?? []).map((keys) => keys.join('.')));
  return new Set(lists.filter((list, index) => lists.indexOf(list) !== index));
}

function soughtOf(field: Field, shared: ReadonlySet<string>): Sought | null {
  const keys = keysOf(field);
  if (!keys) return null;
  const isUnclearInLists = mayBeAbsent(field) && listsOnTheWay(keys).some((list) => shared.has(list.join('.')));
  return { field, keys, isUnclearInLists };
}

function fieldBounds(field: Field, shared: ReadonlySet<string>): Bounds {
  if (field.uncertain !== undefined) return OPEN;
  const sought = soughtOf(field, shared);
  return sought ? foundTogether([sought]) : besideDetail(field);
}

// Fields beside the detail -------------------------------------------------------------------------

/** Event types that are known to arrive under a detail-type of their own. */
const TYPES = ['AwsApiCall', 'AwsConsoleSignIn'] as const;
const OTHER_TYPES = complement(oneOf(...TYPES));

function besideDetail(field: Field): Bounds {
  switch (field.path) {
    case 'detail-type':
      return some([
        ...TYPES.map((eventType) => where('eventType', oneOf(eventType), answer(field, { eventType }))),
        where('eventType', OTHER_TYPES, answer(field, {})),
      ]);
    case 'source':
      return sourceBounds(field);
    case 'account':
      return copied(field, 'recipientAccountId');
    case 'region':
      return copied(field, 'awsRegion');
    default:
      // Of fields below these it depends on the record whether it is known that there is nothing.
      return /^(detail-type|source|account|region)\./.test(field.path) ? OPEN : OF_TRUTH[answer(field, {})];
  }
}

const OF_TRUTH: Readonly<Record<Truth, Bounds>> = { true: ALWAYS, false: NEVER, unknown: OPEN };

/** What comes of the field by itself on a record. */
function answer(field: Field, record: CloudTrailRecord): Truth {
  const { event, doubts } = eventOf(record);
  return matchEventPattern(only(field), event, doubts).truth;
}

function only(field: Field): EventPattern {
  return { entries: [field], start: field.start, end: field.end };
}

/** The same answer for all records with such a value. */
function where(key: string, set: ValueSet, truth: Truth): Bounds {
  return every([{ must: atom([key], set), may: atom([key], set) }, OF_TRUTH[truth]]);
}

const FILLED = intersect(ofKind('text'), complement(oneOf('')));

/** A field of the event that holds a text of the record; where the record has none, it may hold anything. */
function copied(field: Field, key: string): Bounds {
  const { yes, open } = wantedBy(field);
  const inFilled = (set: ValueSet) => atom([key], intersect(set, FILLED));
  return some([
    { must: inFilled(yes), may: inFilled(union(yes, open)) },
    where(key, complement(FILLED), answer(field, {})),
  ]);
}

const SERVICES = finding('^[a-z0-9-]+\\.amazonaws\\.com$') ?? NOTHING;

/** `aws.s3` for `s3.amazonaws.com`. */
function sourceBounds(field: Field): Bounds {
  const { yes, open } = wantedBy(field);
  const services = (set: ValueSet) => intersect(exchange(set, 'aws.', '.amazonaws.com'), SERVICES);
  // Events of other types may come from CloudTrail itself.
  const elsewhere = matchEventPattern(only(field), { source: 'aws.cloudtrail' }).truth;
  const may = atom(['eventSource'], services(union(yes, open)));
  return some([
    {
      must: atom(['eventSource'], services(yes)),
      may: elsewhere === 'false' ? may : or(may, atom(['eventType'], OTHER_TYPES)),
    },
    where('eventSource', complement(SERVICES), answer(field, {})),
  ]);
}
