/** Does everyday traffic keep an alarm in ALARM? Then its state does not change, and nobody hears of the next event. */
import { matchPattern } from '../../languages/filter-pattern/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { EventClass } from '../../model/rule.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';
import { matchOf } from '../matching.ts';
import { once, onceBeside } from '../once.ts';
import { boundsOf, fieldsOf, parsedPattern } from '../patterns.ts';
import { isMoved } from '../sample.ts';
import { canMeet } from '../symbolic/reach.ts';
import { conditionFormula } from '../symbolic/records.ts';
import type { Spot } from './arrival.ts';
import { isRecorded, madeAt, ofNamedResources, sendersTo, spotsOf } from './arrival.ts';
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
  const able = seen.ordinary.flatMap((events) => matchable(text, events).map((everyday) => ({ events, everyday })));
  const [group] = able.length > 0 ? seen.world.related(filter, 'logGroup').resources : [];
  if (!group) return;
  for (const trail of sendersTo(seen.world, group)) {
    for (const { events, everyday } of able) {
      const spots = spotsOf(seen, trail, differing(filter, everyday));
      for (const spot of spots) {
        const records = everyday.records.map((record) => madeAt(seen.world, spot, events, record));
        const reaches = (record: CloudTrailRecord) =>
          matchOf(seen.world, filter, record)?.truth === 'true' &&
          leavesOut(alarm, filter, record) === null &&
          isRecorded(seen.world, trail, events, record);
        const hit = hitAt(filter, everyday, trail, spot);
        if (records.every(reaches)) yield hit;
        else if (records.map((record) => ofNamedResources(trail, record)).every((record) => record && reaches(record)))
          yield { ...hit, isCertain: false };
      }
    }
  }
}

/** Whoever looks at what there is looks everywhere; whether an account changes something every day in every region is not known. */
function hitAt(filter: Resource, everyday: Everyday, trail: Resource, { account, region }: Spot): Hit {
  const isElsewhere = region !== trail.region;
  const where = [...(isElsewhere ? [` in ${region}`] : []), ...(account === trail.account ? [] : [` of ${account}`])];
  const isRead = everyday.records[0]['readOnly'] === true && everyday.records[0]['eventCategory'] === 'Management';
  return { filter, everyday, where: where.join(''), isCertain: isRead || !isElsewhere };
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

/** What of account and region makes a difference to the filter, or to what the alarm counts. */
function differing(filter: Resource, { records: [record] }: Everyday): Parameters<typeof spotsOf>[2] {
  const text = String(filter.fields['pattern']);
  const paths = dimensionsOf(filter).length > 0 ? null : pathsOf(text);
  if (!isMoved(record, paths)) return { byAccount: false, byRegion: false, text };
  return {
    byAccount: paths === null || paths.some((path) => path !== 'awsRegion'),
    byRegion: paths === null || paths.includes('awsRegion'),
    text,
  };
}

/** Of a pattern that may look anywhere, whether it has to do with accounts and regions is told by its text. */
const pathsOf: (text: string) => readonly string[] | null = once((text) => {
  const paths = fieldsOf(text);
  if (paths !== null) return paths;
  return /\d{3}|east|west|north|south|central/.test(text) ? null : [];
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
