/**
 * Where nothing looks at account or region, whether all of a class is covered is one question for every account and region: it is asked
 * once, of an account of its own, and a record found there is moved to where it is asked about.
 */
import type { Formula } from '../languages/formula/index.ts';
import { and, evaluate, not } from '../languages/formula/index.ts';
import { partitionOf } from '../model/arn.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { Cover } from './coverage.ts';
import { inRegion, ownedBy } from './sample.ts';
import { some } from './symbolic/bounds.ts';
import { conditionFormula, everyRecord, looksAtPlace, plainFields } from './symbolic/records.ts';
import { numberOf } from './symbolic/same.ts';
import type { Hole, Universe } from './universal.ts';
import { holeIn, isInhabited } from './universal.ts';

interface Found {
  readonly hole: Hole | null;
  /** What every such hole meets, wherever it is. */
  readonly formula: Formula;
}

const MOST_KEPT = 20_000;
const known = new Map<string, Found>();

/** As `holeIn`: null where every record of the class is certainly covered. */
export function holeOf(universe: Universe, covers: readonly Cover[]): Hole | null {
  // Most often one filter is made for the class and covers all of it, whatever else is there.
  const records = covers.length < 2 ? [] : recordsOf(universe);
  const made = covers.find(({ bounds }) => records.length > 0 && records.every((each) => evaluate(bounds.must, each)));
  return made && sharedHole(universe, [made]) === null ? null : sharedHole(universe, covers);
}

function recordsOf({ samples, regions }: Universe): readonly CloudTrailRecord[] {
  const [region] = regions;
  return samples.map(({ record }) => (region === undefined ? record : inRegion(region, record)));
}

function sharedHole(universe: Universe, covers: readonly Cover[]): Hole | null {
  const { events, account, regions } = universe;
  const [home] = events.samples.map(({ record }) => record);
  const [region] = regions;
  const { must, may } = some(covers.map(({ bounds }) => bounds));
  const member = conditionFormula(events.records);
  const own = home?.['recipientAccountId'];
  if (!home || typeof own !== 'string' || region === undefined || [member, must, may].some(looksAtPlace)) {
    return soundHole(universe, covers);
  }
  const key = [events, must, may].map(numberOf).join(' ');
  const found = known.get(key) ?? find(universe, home, covers);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  const { hole, formula } = found;
  if (!hole?.record) return hole;
  const record = inRegion(region, ownedBy(account, hole.record, partitionOf(region)));
  // A pattern may name the account, and then it makes a difference whose the record is.
  if (!evaluate(and(formula, everyRecord(account, [region])), record)) return soundHole(universe, covers);
  return { ...hole, record, what: hole.what.replaceAll(own, account) };
}

const VOID: Hole = {
  truth: 'unknown',
  record: null,
  what: 'no record is known that is of the class and such as the patterns take for granted',
};

/** That nothing is left of nothing proves nothing. */
function soundHole(universe: Universe, covers: readonly Cover[]): Hole | null {
  const hole = holeIn(universe, covers);
  if (hole !== null || isInhabited(universe, some(covers.map(({ bounds }) => bounds)))) return hole;
  return VOID;
}

/** In the account and region of the record. */
function find({ events }: Universe, home: CloudTrailRecord, covers: readonly Cover[]): Found {
  const account = String(home['recipientAccountId']);
  const samples = events.samples.map(({ name, record }) => ({ name, record: ownedBy(account, record) }));
  const regions = [String(home['awsRegion'])];
  const hole = soundHole({ events, samples, account, regions, except: [], ofAnybody: true }, covers);
  const { must, may } = some(covers.map(({ bounds }) => bounds));
  const member = conditionFormula(events.records);
  const formula = and(member, plainFields([member, must, may]), not(hole?.truth === 'false' ? may : must));
  return { hole, formula };
}
