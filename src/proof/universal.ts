/** Is every record of a class covered, not only its samples? If not, a record that is not, as like a real one as can be. */
import type { Formula } from '../languages/formula/index.ts';
import { ABSENT, and, atom, complement, evaluate, not, oneOf, solve } from '../languages/formula/index.ts';
import { partitionOf } from '../model/arn.ts';
import type { EventClass } from '../model/rule.ts';
import type { CloudTrailRecord, Value } from '../model/value.ts';
import { enumerate, quoted, written } from '../model/words.ts';
import type { Cover } from './coverage.ts';
import type { Change } from './differing.ts';
import { changesOf, fieldsIn, made } from './differing.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { some } from './symbolic/bounds.ts';
import { credible } from './symbolic/credible.ts';
import { hintsIn } from './symbolic/hints.ts';
import { conditionFormula, everyRecord, plainFields, recordsAt } from './symbolic/records.ts';
import { undocumentedIn } from './symbolic/undocumented.ts';

/** A record of the class that is certainly, or perhaps, not covered; or why that could not be found out. */
export type Hole =
  | {
      readonly truth: 'false' | 'unknown';
      readonly record: CloudTrailRecord;
      /** Where it differs from a sample: "userIdentity.arn is ...". */
      readonly what: string;
      /** It is the sample of this name. */
      readonly sample?: string;
      /** Why there may be no such record. */
      readonly doubt?: string;
    }
  | { readonly truth: 'unknown'; readonly record: null; readonly what: string };

export interface Universe {
  readonly events: EventClass;
  /** Samples as they would be recorded in the account. */
  readonly samples: EventClass['samples'];
  /** 12 digits. */
  readonly account: string;
  /** Regions that are alike; empty: any but those in `except`. */
  readonly regions: readonly string[];
  readonly except: readonly string[];
  /** Callers may be those of any account, so that what is covered here is covered in all of them. */
  readonly ofAnybody?: true;
}

/** Null where every record of the class is certainly covered. */
export function holeIn(universe: Universe, covers: readonly Cover[]): Hole | null {
  const { events, samples } = universe;
  const bounds = some(covers.map((cover) => cover.bounds));
  const patterns = [bounds.must, bounds.may];
  const records = recordsOf(universe, patterns);
  const own = samples.map(({ record }) => record);
  const strange = undocumentedIn(patterns, conditionFormula(events.records), own);
  const hole = holeAmong(universe, and(records, ...strange.map((path) => atom(path, ABSENT))), bounds);
  if (hole !== null || strange.length === 0) return hole;
  const doubtful = holeAmong(universe, records, bounds);
  if (!doubtful?.record) return doubtful;
  const fields = enumerate(strange.map((path) => path.join('.')));
  return { ...doubtful, truth: 'unknown', doubt: `whether CloudTrail ever writes ${fields} is not documented` };
}

function holeAmong(universe: Universe, records: Formula, { must, may }: Bounds): Hole | null {
  const left = nearby(universe, and(records, not(must)), [not(may)]);
  if (left === null) return null;
  if (left.record === null) return left;
  // What is surely not covered is most often what is not surely covered.
  if (!evaluate(may, left.record)) return { ...left, truth: 'false' };
  const certain = nearby(universe, and(records, not(may)));
  if (certain === null || certain.record === null) return { ...left, truth: 'unknown' };
  return { ...certain, truth: 'false' };
}

/** Whether there is any record at all of which patterns with these bounds are asked. */
export function isInhabited(universe: Universe, bounds: Bounds): boolean {
  const records = recordsOf(universe, [bounds.must, bounds.may]);
  return universe.samples.some(({ record }) => evaluate(records, record)) || solve(records).result === 'sat';
}

/** A record of a class that has no sample; none where the class is empty, or where that could not be found out. */
export function exampleOf(events: EventClass, account: string, regions: readonly string[]): EventClass['samples'] {
  const found = solve(recordsOf({ events, samples: [], account, regions, except: [] }, []));
  return found.result === 'sat' ? [{ name: 'a record that is left', record: found.record }] : [];
}

function recordsOf(universe: Universe, patterns: readonly Formula[]): Formula {
  const { events, account, regions, except, ofAnybody } = universe;
  const member = conditionFormula(events.records);
  const near = regions[0] ?? except[0];
  const partition = near === undefined ? undefined : partitionOf(near);
  const records = ofAnybody ? recordsAt(account, regions) : everyRecord(account, regions, partition);
  const elsewhere = regions.length > 0 ? [] : [atom(['awsRegion'], complement(oneOf(...except)))];
  return and(member, records, ...elsewhere, plainFields([member, ...patterns]));
}

/** A record that meets the formula: a sample as it is, or else one that differs from a sample in as little as can be. `naming`: further formulas that name good values. */
function nearby(
  { events, samples, account, regions }: Universe,
  formula: Formula,
  naming: readonly Formula[] = [],
): Hole | null {
  const [region] = regions;
  const placed = samples.map(({ name, record }) => ({
    name,
    record: region === undefined ? record : { ...record, awsRegion: region },
  }));
  const sample = placed.find(({ record }) => evaluate(formula, record));
  if (sample) return { truth: 'false', record: sample.record, what: sample.name, sample: sample.name };
  const [first] = placed;
  const found = solve(formula, first ? { base: first.record } : {});
  if (found.result === 'unsat') return null;
  if (found.result === 'unknown') {
    return {
      truth: 'unknown',
      record: null,
      what: `whether every ${events.id} is covered took too long to decide (${found.reason})`,
    };
  }
  const wanted = and(formula, credible(placed));
  const better = solve(wanted, first ? { base: first.record } : {});
  const [shown, goal] = better.result === 'sat' ? [better.record, wanted] : [found.record, formula];
  const hints = hintsIn([goal, ...naming], account, region === undefined ? undefined : partitionOf(region));
  const near = alike(placed, shown).flatMap(({ record: base }) => {
    const closer = solve(goal, { base, hints });
    return closer.result === 'sat' ? [reduced(closer.record, base, goal)] : [];
  });
  const [best] = near.toSorted((one, other) => byLikeness(one.changes, other.changes));
  return { truth: 'false', record: best?.record ?? shown, what: differences(best?.changes ?? []) };
}

/** Samples to stay near to: some of the same event, or of the same service, or of the class. */
const MOST_BASES = 4;

function alike(samples: EventClass['samples'], record: CloudTrailRecord): EventClass['samples'] {
  const same = (key: string) => samples.filter((sample) => sample.record[key] === record[key]);
  const nearest = [same('eventName'), same('eventSource'), samples].find((some) => some.length > 0) ?? [];
  return nearest.slice(0, MOST_BASES);
}

interface Near {
  readonly record: CloudTrailRecord;
  /** Where it differs from a sample. */
  readonly changes: readonly Change[];
}

/** Takes back what need not differ. */
function reduced(record: CloudTrailRecord, base: CloudTrailRecord, formula: Formula): Near {
  const kept = changesOf(record, base).reduce((so, change) => {
    const without = made(so, change);
    return evaluate(formula, without) ? without : so;
  }, record);
  return { record: kept, changes: changesOf(kept, base) };
}

/** Fewer fields that differ, then fewer that are absent, then texts that have more in common. */
function byLikeness(one: readonly Change[], other: readonly Change[]): number {
  const absent = (changes: readonly Change[]) => changes.filter(({ own }) => own === undefined).length;
  const common = (changes: readonly Change[]) => changes.reduce((sum, change) => sum + inCommon(change), 0);
  return one.length - other.length || absent(one) - absent(other) || common(other) - common(one);
}

/** How many signs two texts begin with alike. */
function inCommon({ own, other }: Change): number {
  if (typeof own !== 'string' || typeof other !== 'string') return 0;
  const end = [...own].findIndex((sign, at) => sign !== other.charAt(at));
  return end < 0 ? own.length : end;
}

/** "userIdentity.arn is "..." and errorCode is absent": where a record differs from a sample. The region is told apart from it. */
function differences(changes: readonly Change[]): string {
  const fields = changes.flatMap(({ path, own }) => fieldsIn(path, own));
  const texts = fields
    .map(({ path, own }) => ({ field: path.join('.'), own }))
    .filter(({ field }) => field !== 'awsRegion')
    .map(({ field, own }) => (own === undefined ? `${field} is absent` : `${field} is ${seen(own)}`));
  return texts.length === 0 ? 'nothing but the region differs from a sample' : enumerate(texts, 3);
}

/** What would not be seen on one line, as line ends would not be, is written as an escape. */
function seen(value: Value): string {
  return typeof value === 'string' && /\p{Cc}/u.test(value) ? quoted(value, 120) : written(value);
}
