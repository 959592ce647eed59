/** Does everyday traffic keep an alarm in ALARM? Then its state does not change, and nobody hears of the next event. */
import { readSelectors, recordsEvent } from '../../languages/event-selectors/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { EventClass } from '../../model/rule.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';
import { matchOf } from '../matching.ts';
import { ownedBy } from '../sample.ts';
import { leavesOut } from './dimensions.ts';
import { feedersOf } from './feeders.ts';
import { raisedByOneEvent } from './raised.ts';

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
  if (seen.ordinary.length === 0) return null;
  const feeders = feedersOf(seen.world, alarm);
  for (const filter of feeders) {
    const everyday = everydayMatch(seen, alarm, filter);
    if (!everyday || raisedByOneEvent(alarm, filter, feeders).truth !== 'true') continue;
    const what = `metric filter ${filter.name} also matches ${String(everyday.record['eventName'])}, an everyday event (${everyday.name})`;
    return `is kept in ALARM by everyday traffic: ${what}`;
  }
  return null;
}

/** An everyday record, as a trail delivers it. */
interface Everyday {
  readonly name: string;
  readonly record: CloudTrailRecord;
}

/** An everyday record that certainly reaches the filter, matches, and counts for the alarm. */
function everydayMatch(seen: Seen, alarm: Resource, filter: Resource): Everyday | undefined {
  const [group] = seen.world.related(filter, 'logGroup').resources;
  if (!group) return undefined;
  return arriving(seen, group).find(
    ({ record }) => matchOf(seen.world, filter, record)?.truth === 'true' && leavesOut(alarm, filter, record) === null,
  );
}

const arrived = foundOnce<readonly Everyday[]>();

/** Everyday records that certainly arrive in a log group. */
function arriving(seen: Seen, group: Resource): readonly Everyday[] {
  return arrived(seen, group.id, () => {
    const trails = seen.world.related(group, 'trails').resources.filter(delivers);
    return trails.flatMap((trail) => seen.ordinary.flatMap((events) => recordedBy(trail, events)));
  });
}

function delivers({ fields }: Resource): boolean {
  return fields['logging'] === true && fields['logsDeliveryError'] === null;
}

/** Records of the class in the trail's own account that it certainly takes. */
function recordedBy(trail: Resource, { recordedIn, samples }: EventClass): readonly Everyday[] {
  const { multiRegion, globalServiceEvents, selectors } = trail.fields;
  if (!isObject(selectors) || (multiRegion !== true && globalServiceEvents !== true)) return [];
  const taken = readSelectors(selectors);
  return samples.flatMap(({ name, record: sample }) => {
    const own = ownedBy(trail.account, sample);
    const record = recordedIn === 'every' ? { ...own, awsRegion: trail.region } : own;
    const isCovered = multiRegion === true || record['awsRegion'] === trail.region;
    return isCovered && recordsEvent(taken, record).truth === 'true' ? [{ name, record }] : [];
  });
}
