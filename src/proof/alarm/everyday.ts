/** Does everyday traffic keep an alarm in ALARM? Then its state does not change, and nobody hears of the next event. */
import { matchPattern } from '../../languages/filter-pattern/index.ts';
import { evaluate } from '../../languages/formula/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { EventClass } from '../../model/rule.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';
import { matchOf } from '../matching.ts';
import { once, onceBeside } from '../once.ts';
import { boundsOf, fieldsOf, parsedPattern } from '../patterns.ts';
import { isMoved, ownedBy } from '../sample.ts';
import { canMeet } from '../symbolic/reach.ts';
import { conditionFormula } from '../symbolic/records.ts';
import type { Differing } from './arrival.ts';
import { accountsOf, isRecorded, madeAt, ofNamedResources, regionsOf, sendersTo } from './arrival.ts';
import { leavesOut } from './dimensions.ts';
import { holdsSomewhere } from './elsewhere.ts';
import { feedersOf } from './feeders.ts';
import { raisedByMany } from './raised.ts';
import { raisedTogether } from './together.ts';
import type { Everyday } from './traffic.ts';
import { trafficOf } from './traffic.ts';
import { dimensionsOf } from './watched.ts';

const ordinaries = new WeakMap<ReadonlyMap<string, EventClass>, readonly EventClass[]>();

/** Classes of everyday traffic. */
export function ordinaryOf(events: ReadonlyMap<string, EventClass>): readonly EventClass[] {
  const before = ordinaries.get(events);
  if (before) return before;
  const ordinary = [...events.values()].filter((each) => each.ordinary);
  ordinaries.set(events, ordinary);
  return ordinary;
}

/** "is kept in ALARM by everyday traffic: ..."; null where that is not certain. */
export function keptInAlarm(seen: Seen, alarm: Resource): string | null {
  const hit = hitOn(seen, alarm);
  return hit?.isCertain ? `is kept in ALARM by everyday traffic: ${said(hit)}` : null;
}

/** "may be kept in ALARM ...: ..."; null where nothing speaks for it. */
export function maybeKeptInAlarm(seen: Seen, alarm: Resource): string | null {
  const hit = hitOn(seen, alarm);
  if (hit) return `may be kept in ALARM by everyday traffic: ${said(hit)}`;
  const feeders = feedersOf(seen.world, alarm);
  const other = feeders.find((filter) => matchesAll(seen, filter) && raises(seen, alarm, filter, feeders) !== null);
  if (!other) return null;
  const group = String(other.fields['logGroupName']);
  return `may be kept in ALARM by other log events: metric filter ${other.name} counts whatever log group ${group} receives`;
}

/** A filter that matches an everyday event, as it arrives. */
interface Hit {
  readonly filter: Resource;
  readonly everyday: Everyday;
  /** "", or " in eu-west-1". */
  readonly where: string;
  /** Where it is not, the account may have no such traffic there. */
  readonly isCertain: boolean;
}

function said({ filter, everyday, where }: Hit): string {
  return `metric filter ${filter.name} also matches ${everyday.event}${where}, an everyday event (${everyday.name})`;
}

const hits = foundOnce<Hit | null>();

/** One that is certain, if there is any. */
function hitOn(seen: Seen, alarm: Resource): Hit | null {
  if (seen.ordinary.length === 0) return null;
  return hits(seen, alarm.id, () => {
    const feeders = feedersOf(seen.world, alarm);
    let doubtful: Hit | null = null;
    for (const filter of feeders) {
      for (const hit of everydayHits(seen, alarm, filter)) {
        const raised = raises(seen, alarm, filter, feeders);
        if (raised === null) break;
        if (hit.isCertain && raised === 'certainly') return hit;
        doubtful ??= { ...hit, isCertain: false };
        if (raised === 'perhaps') break;
      }
    }
    return doubtful;
  });
}

/** Null where it does nothing to the alarm. Everyday events are many, and many may do what one is not known to do. */
function raises(
  seen: Seen,
  alarm: Resource,
  filter: Resource,
  feeders: readonly Resource[],
): 'certainly' | 'perhaps' | null {
  if (raisedTogether(seen.world, alarm, filter, feeders).truth === 'true') return 'certainly';
  return raisedByMany(alarm, filter) ? 'perhaps' : null;
}

/** Everyday events that certainly reach the filter, match, and count for the alarm. */
function* everydayHits(seen: Seen, alarm: Resource, filter: Resource): Generator<Hit> {
  const text = String(filter.fields['pattern']);
  const able = matchableOfAll(text, seen.ordinary);
  const [group] = able.length > 0 ? seen.world.related(filter, 'logGroup').resources : [];
  if (!group) return;
  const { partition } = seen.world.snapshot.scope;
  for (const trail of sendersTo(seen.world, group)) {
    for (const { events, everyday } of able) {
      const where = differing(filter, everyday);
      for (const account of accountsOf(seen, trail, where)) {
        const owned = everyday.records.map((record) => ownedBy(account, record, partition));
        for (const region of regionsOf(seen, trail, account, where)) {
          const records = owned.map((record) => madeAt(seen.world, region, events, record));
          const truth = arrives({ seen, alarm, filter, trail, events }, records);
          if (truth !== 'false') yield hitAt(filter, everyday, trail, { account, region, isSure: truth === 'true' });
        }
      }
    }
  }
}

interface Way {
  readonly seen: Seen;
  readonly alarm: Resource;
  readonly filter: Resource;
  readonly trail: Resource;
  readonly events: EventClass;
}

/** Whether both records reach the filter, match, and count; unknown where the trail takes such events of some resources alone. */
function arrives({ seen: { world }, alarm, filter, trail, events }: Way, records: readonly CloudTrailRecord[]): Truth {
  const { may } = boundsOf(String(filter.fields['pattern']));
  const reaches = (record: CloudTrailRecord) =>
    evaluate(may, record) &&
    matchOf(world, filter, record)?.truth === 'true' &&
    leavesOut(alarm, filter, record) === null &&
    isRecorded(world, trail, events, record);
  if (records.every(reaches)) return 'true';
  const others = records.map((record) => ofNamedResources(trail, record));
  return others.every((record) => record !== null && reaches(record)) ? 'unknown' : 'false';
}

interface Spot {
  readonly account: string;
  readonly region: string;
  readonly isSure: boolean;
}

/** Whoever looks at what there is looks everywhere; whether an account changes something every day in every region is not known. */
function hitAt(filter: Resource, everyday: Everyday, trail: Resource, { account, region, isSure }: Spot): Hit {
  const isElsewhere = region !== trail.region;
  const where = [...(isElsewhere ? [` in ${region}`] : []), ...(account === trail.account ? [] : [` of ${account}`])];
  const isRead = everyday.records[0]['readOnly'] === true && everyday.records[0]['eventCategory'] === 'Management';
  return { filter, everyday, where: where.join(''), isCertain: isSure && (isRead || !isElsewhere) };
}

/** Everyday events of a class that a pattern matches, or might in another account or region. Most patterns are about other events. */
const matchable = onceBeside((text: string, events: EventClass): readonly Everyday[] => {
  const parsed = parsedPattern(text);
  const { may } = boundsOf(text);
  if (!parsed.ok || !canMeet(may, conditionFormula(events.records))) return [];
  return trafficOf(events).filter(({ records }) => {
    if (isMoved(records[0], pathsOf(text))) return records.every((record) => holdsSomewhere(may, record) !== false);
    return records.every((record) => matchPattern(parsed.pattern, record).truth === 'true');
  });
});

const matchableOfAll = onceBeside((text: string, ordinary: readonly EventClass[]) =>
  ordinary.flatMap((events) => matchable(text, events).map((everyday) => ({ events, everyday }))),
);

/** What of account and region makes a difference to the filter, or to what the alarm counts. */
function differing(filter: Resource, { records: [record] }: Everyday): Differing {
  const text = String(filter.fields['pattern']);
  if (dimensionsOf(filter).length > 0) return { byAccount: true, byRegion: true, text };
  const paths = pathsOf(text);
  // Of a pattern that may look anywhere it is told by its text.
  if (paths === null) return { byAccount: NUMBER.test(text), byRegion: DIRECTION.test(text), text };
  const others = paths.filter((path) => path !== 'awsRegion');
  return { byAccount: isMoved(record, others), byRegion: others.length < paths.length, text };
}

const NUMBER = /\d{3}/;
const DIRECTION = /east|west|north|south|central/;

/** Null: it may look anywhere, and has to do with accounts or regions. */
const pathsOf: (text: string) => readonly string[] | null = once((text) => {
  return fieldsOf(text) ?? (NUMBER.test(text) || DIRECTION.test(text) ? null : []);
});

function formOf(text: string): string | null {
  const parsed = parsedPattern(text);
  return parsed.ok ? parsed.pattern.form : null;
}

/** Of log events that no trail sends nothing is known; a filter that matches each of them may match one at any minute. */
function matchesAll({ world }: Seen, filter: Resource): boolean {
  if (formOf(String(filter.fields['pattern'])) !== 'all') return false;
  const [group] = world.related(filter, 'logGroup').resources;
  return !group || world.related(group, 'trails').resources.length === 0;
}
