/** From a metric filter that matches to the person who is told: its alarms, and the composite alarms that go to ALARM with them. */
import { changingNothing } from '../model/burst.ts';
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { World } from '../model/world.ts';
import { actionsOf } from './action.ts';
import { addsUp } from './alarm/adding.ts';
import type { Raised } from './alarm/composite.ts';
import { raisedWith } from './alarm/composite.ts';
import { isPercentile } from './alarm/datapoint.ts';
import { linkOf, undecided } from './alarm/decision.ts';
import { countedBy, leavesOut } from './alarm/dimensions.ts';
import { asEvaluated } from './alarm/evaluated.ts';
import { keptInAlarm, maybeKeptInAlarm } from './alarm/everyday.ts';
import { feedersOf, queriesIn } from './alarm/feeders.ts';
import { metricsIn } from './alarm/metric.ts';
import { isPrompt } from './alarm/period.ts';
import { ALARM_FIELDS, FILTER_FIELDS } from './alarm/raised.ts';
import { looksAt } from './alarm/rule.ts';
import { raisedTogether } from './alarm/together.ts';
import { noAlarm } from './alarm/unwatched.ts';
import { watchedBy } from './alarm/watched.ts';
import type { Question } from './chain.ts';
import { burstKey, foundOnce } from './found.ts';
import { no, unread, unreadField } from './link.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { ALWAYS } from './symbolic/bounds.ts';

type Chain = readonly Link[];
type Where = Pick<Question, 'world' | 'reaches' | 'ordinary' | 'burst'>;

/** A way on from a metric filter, up to its first broken link. It is the same for every record that the alarm counts. */
export interface Way {
  readonly links: Chain;
  /** Which records of the filter the alarm counts. */
  readonly counts: Bounds;
  /** Absent where the alarms could not be seen. */
  readonly alarm?: Resource;
  /** Null: one event is enough. Otherwise it takes all of a burst, and each of them has to go a way of this name. */
  readonly takesAll: string | null;
}

/** Every way on of a record that the filter matches. */
export function notified(where: Where, filter: Resource, record: CloudTrailRecord): readonly Chain[] {
  return waysOn(where, filter).map(({ links, alarm }) => {
    const left = alarm ? leavesOut(alarm, filter, record) : null;
    if (!alarm || !left) return links;
    const link = linkOf('alarm', left, alarm);
    return left.truth === 'false' ? [link] : [link, ...links];
  });
}

const ways = foundOnce<readonly Way[]>();

/** Every way on from the filter. Found once for all records and regions. */
export function waysOn(where: Where, filter: Resource): readonly Way[] {
  return ways(where, `${where.reaches} ${burstKey(where)} ${filter.id}`, () => waysFrom(where, filter));
}

function waysFrom(where: Where, filter: Resource): readonly Way[] {
  const { resources, gaps } = where.world.related(filter, 'alarms');
  const alarms = [...resources, ...queriesNaming(where.world, filter)];
  const hidden = gaps.map((gap) => [unread('alarm', `the alarms on the metric of filter ${filter.name}`, gap)]);
  if (alarms.length === 0 && gaps.length === 0)
    return [{ links: [noAlarm(where.world, filter)], counts: ALWAYS, takesAll: null }];
  return [
    ...alarms.flatMap((alarm) => throughAlarm(where, filter, alarm)),
    ...hidden.map((links) => ({ links, counts: ALWAYS, takesAll: null })),
  ];
}

/** Alarms on queries that name the metric: what they find is not decided, but they may watch it. */
function queriesNaming(world: World, { account, region, fields }: Resource): readonly Resource[] {
  const name = String(fields['metricName']);
  return queriesIn(world, region).filter((alarm) => {
    const { query, metrics } = alarm.fields;
    if (JSON.stringify([query, metrics]).includes(name)) return true;
    // PromQL writes names in other ways.
    return alarm.account === account && !(typeof query === 'string' && /^\s*SELECT\b/i.test(query));
  });
}

function throughAlarm(where: Where, filter: Resource, alarm: Resource): readonly Way[] {
  const counts = countedBy(alarm, filter);
  const alone = raises({ ...where, burst: undefined }, filter, alarm);
  const isOneEnough = where.burst === undefined || alone.truth === 'true';
  const raised = isOneEnough ? alone : raises(where, filter, alarm);
  const byFilter = `${alarm.id} ${filter.id}`;
  const takesAll = isOneEnough ? null : isAddedUp(alarm) ? alarm.id : byFilter;
  const way = (name: string | null) => (rest: Chain) => ({ links: [raised, ...rest], counts, alarm, takesAll: name });
  if (raised.truth === 'false') return [way(takesAll)([])];
  const byComposites = composed(where, filter, alarm, isOneEnough);
  return [
    ...actionsOf(where, alarm, byComposites.length > 0).map(way(takesAll)),
    ...byComposites.map(({ chain, isOfFilter }) => way(isOfFilter ? byFilter : takesAll)(chain)),
  ];
}

function isAddedUp(alarm: Resource): boolean {
  const watched = watchedBy(alarm);
  return !('truth' in watched) && addsUp(watched);
}

interface Composed {
  readonly chain: Chain;
  /** Further alarms go to ALARM with it if all of the burst goes through this filter, and they may not if it is spread over several. */
  readonly isOfFilter: boolean;
}

/** Ways through composite alarms. Where all of a burst is taken, no other alarm is known to count all of it as well. */
function composed(where: Where, filter: Resource, alarm: Resource, isOneEnough: boolean): readonly Composed[] {
  const one = { ...where, burst: undefined };
  const sure = isOneEnough ? raisedBy(one, filter, alarm) : { alarm, beside: new Set<string>() };
  const chains = throughComposites(where, sure).map((chain) => ({ chain, isOfFilter: false }));
  if (where.burst === undefined) return chains;
  const all = [...raisedBy(one, filter, alarm).beside, ...raisedBy(where, filter, alarm).beside];
  const beside = new Set(all);
  if (beside.size === sure.beside.size) return chains;
  const ofFilter = throughComposites(where, { alarm, beside }).map((chain) => ({ chain, isOfFilter: true }));
  return [...chains.filter(({ chain }) => chain.every(({ truth }) => truth === 'true')), ...ofFilter];
}

function raises(where: Where, filter: Resource, alarm: Resource): Link {
  return asEvaluated(where.world, alarm, raisesWhenEvaluated(where, filter, alarm));
}

function raisesWhenEvaluated(where: Where, filter: Resource, alarm: Resource): Link {
  const { world } = where;
  const feeders = feedersOf(world, alarm);
  const hasPercentile = metricsIn(alarm).some(({ statistic }) => isPercentile(statistic));
  const hidden =
    unreadField(world, 'alarm', alarm, [
      ...ALARM_FIELDS,
      ...(hasPercentile ? ['lowSamples'] : []),
      ...(where.burst ? ['evaluationWindow'] : []),
    ]) ??
    [filter, ...feeders].map((each) => unreadField(world, 'alarm', each, FILTER_FIELDS)).find((link) => link !== null);
  if (hidden) return hidden;
  const decision = raisedTogether(world, alarm, filter, feeders, where.burst);
  const kept = decision.truth === 'false' ? null : keptInAlarm(where, alarm);
  if (kept !== null) return no('alarm', `alarm ${alarm.name} ${kept}, so ${changingNothing(where.burst)}`, alarm);
  const doubt = decision.truth === 'true' ? maybeKeptInAlarm(where, alarm) : null;
  if (doubt === null) return linkOf('alarm', decision, alarm);
  return linkOf('alarm', undecided(`alarm ${alarm.name} ${doubt}; then ${changingNothing(where.burst)}`), alarm);
}

/** With the alarms that go to ALARM on the same event, at the same time: those that count every event of the filter, and are not there already. */
function raisedBy(where: Where, filter: Resource, alarm: Resource): Raised {
  const { resources } = where.world.related(filter, 'alarms');
  const beside = (isPrompt(alarm) ? resources : []).filter(
    (each) =>
      each.id !== alarm.id &&
      isPrompt(each) &&
      countedBy(each, filter) === ALWAYS &&
      where.world.related(each, 'composites').resources.length > 0 &&
      raises(where, filter, each).truth === 'true',
  );
  return { alarm, beside: new Set(beside.map(({ id }) => id)) };
}

/** Composite alarms that look at the alarm, or at one that does: each may tell somebody in its place. */
export function throughComposites(where: Where, event: Raised): readonly Chain[] {
  const { world } = where;
  const { alarm } = event;
  const found: Chain[] = [];
  const entered = new Set([alarm.id]);
  const open: { readonly child: Resource; readonly by: readonly Resource[] }[] = [{ child: alarm, by: [] }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { child, by } = next;
    const { resources, gaps } = world.related(child, 'composites');
    found.push(
      ...gaps.map((gap) => [unread('alarm', `the composite alarms that look at alarm ${child.name}`, gap, child)]),
    );
    for (const composite of resources) {
      if (entered.has(composite.id) || !looksAt(world, composite, child)) continue;
      entered.add(composite.id);
      open.push({ child: composite, by: [...by, composite] });
      found.push(...throughComposite(where, composite, event, by));
    }
  }
  return found;
}

function throughComposite(where: Where, composite: Resource, event: Raised, by: readonly Resource[]): readonly Chain[] {
  const hidden = unreadField(where.world, 'alarm', composite, ['rule']);
  const raised = hidden ?? linkOf('alarm', raisedWith(where, composite, event, by), composite);
  const link = asEvaluated(where.world, composite, raised);
  return link.truth === 'false' ? [[link]] : actionsOf(where, composite).map((rest) => [link, ...rest]);
}
