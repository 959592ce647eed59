/** Who is told of a metric that a service reports of a resource: its alarms, and from each the ways on to a subscriber. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf } from '../model/verdict.ts';
import { actionsOf } from './action.ts';
import { linkOf } from './alarm/decision.ts';
import { asEvaluated } from './alarm/evaluated.ts';
import { alarmsOf, queriesIn } from './alarm/feeders.ts';
import { ALARM_FIELDS } from './alarm/raised.ts';
import type { Demand, Reported } from './alarm/reported.ts';
import { nearlyWatching, raisedBy } from './alarm/reported.ts';
import type { Chain, Question } from './chain.ts';
import type { Seen } from './found.ts';
import { foundOnce } from './found.ts';
import { no, unread, unreadField } from './link.ts';
import { throughComposites } from './notification.ts';

type Where = Seen & Pick<Question, 'reaches'>;

/** Who is told, and by which of the ways that were looked at. */
export interface ToldOfMetric {
  readonly truth: Truth;
  /** The nearest first; each up to its first link that does not hold. */
  readonly ways: readonly Chain[];
}

/** `subject` has a relation `alarms` that leads to every alarm that names the metric; what a query finds is named by none. */
export function toldOfMetric(where: Where, subject: Resource, reported: Reported, demand: Demand): ToldOfMetric {
  const { resources, gaps } = where.world.related(subject, 'alarms');
  const ways = [
    ...[...resources, ...queriesIn(where.world, subject.region)].flatMap((alarm) =>
      throughAlarm(where, alarm, reported, demand),
    ),
    ...gaps.map((gap): Chain => [unread('alarm', `the alarms on ${reported.spoken}`, gap, subject)]),
  ];
  const found = ways.length > 0 ? ways : [[unwatched(where, subject, reported)]];
  return { truth: anyOf(found.map(truthOf)), ways: found.toSorted(nearest) };
}

function throughAlarm(where: Where, alarm: Resource, reported: Reported, demand: Demand): readonly Chain[] {
  const hidden = unreadField(where.world, 'alarm', alarm, ALARM_FIELDS);
  if (hidden) return [[hidden]];
  const decision = raisedBy(alarm, reported, demand);
  if (!decision) return [];
  const link = asEvaluated(where.world, alarm, linkOf('alarm', decision, alarm));
  return link.truth === 'false' ? [[link]] : onFrom(where, alarm).map((rest) => [link, ...rest]);
}

const onward = foundOnce<readonly Chain[]>();

/** From an alarm in ALARM. One alarm may watch many resources at once. */
function onFrom(where: Where, alarm: Resource): readonly Chain[] {
  return onward(where, `${where.reaches} ${alarm.id}`, () => {
    const byComposites = throughComposites(where, { alarm, beside: new Set() });
    return [...actionsOf(where, alarm, byComposites.length > 0), ...byComposites];
  });
}

function unwatched({ world }: Where, subject: Resource, reported: Reported): Link {
  const nearly = nearlyWatching(alarmsOf(world, subject.account), reported);
  return no('alarm', `no alarm watches ${reported.spoken}${nearly === null ? '' : `; ${nearly}`}`, subject);
}

function truthOf(way: Chain): Truth {
  return allOf(way.map(({ truth }) => truth));
}

const RANK: Readonly<Record<Truth, number>> = { true: 0, unknown: 1, false: 2 };

function nearest(one: Chain, other: Chain): number {
  const key = (way: Chain) => way.map(({ resource, sentence }) => `${resource} ${sentence}`).join('\n');
  return RANK[truthOf(one)] - RANK[truthOf(other)] || other.length - one.length || (key(one) < key(other) ? -1 : 1);
}
