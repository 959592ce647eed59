/** What else counts an event that a metric filter matches: other filters on the metric, and trails that send it more than once. */

import type { Formula } from '../../languages/formula/index.ts';
import { and, not, solve } from '../../languages/formula/index.ts';
import type { Burst } from '../../model/burst.ts';
import type { Resource } from '../../model/resource.ts';
import { enumerate } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { filterBounds } from '../matching.ts';
import { managementEvents } from '../symbolic/records.ts';
import { fixed } from './datapoint.ts';
import type { Decision } from './decision.ts';
import { raisedByEvents } from './raised.ts';
import type { Beside } from './signal.ts';
import { dimensionsOf } from './watched.ts';

/** As `raisedByEvents`; what else counts the event is asked only where one count is not enough. */
export function raisedTogether(
  world: World,
  alarm: Resource,
  filter: Resource,
  feeders: readonly Resource[],
  burst?: Burst,
): Decision {
  const decision = raisedByEvents(alarm, filter, feeders, null, burst);
  if (decision.truth !== 'false') return decision;
  return raisedByEvents(alarm, filter, feeders, besideOf(world, filter, feeders), burst);
}

function besideOf(world: World, filter: Resource, feeders: readonly Resource[]): Beside | null {
  const { may } = filterBounds(world, filter);
  const others = feeders.filter((each) => each.id !== filter.id && mayShare(world, filter, each));
  const meeting = others.filter((each) => isPossible(may, filterBounds(world, each).may));
  const certain = meeting.filter((each) => isSure(world, filter, each));
  const doubtful = meeting.filter((each) => !certain.includes(each));
  const [group] = world.related(filter, 'logGroup').resources;
  const isTwice = group !== undefined && trailsTo(world, group).length > 1;
  if (meeting.length === 0 && !isTwice) return null;
  const reasons = [
    ...(doubtful.length > 0
      ? [
          `metric filter ${enumerate(
            doubtful.map(({ name }) => name),
            3,
          )}`,
        ]
      : []),
    ...(isTwice ? [`another trail that sends to log group ${group.name}`] : []),
  ];
  return {
    certain,
    perhaps: [...doubtful, ...(isTwice ? [filter, ...meeting] : [])],
    doubt: `${enumerate(reasons)} may make it count again`,
  };
}

/** The same event comes to both: by one log group, or by trails that send to either. */
function mayShare(world: World, filter: Resource, other: Resource): boolean {
  if (filter.fields['logGroupArn'] === other.fields['logGroupArn']) return true;
  return world.related(other, 'logGroup').resources.some((group) => trailsTo(world, group).length > 0);
}

function trailsTo(world: World, group: Resource): readonly Resource[] {
  return world.related(group, 'trails').resources.filter(({ fields }) => fields['logging'] !== false);
}

/** Whether the other filter matches whatever this one may match, and adds a number that is known. */
function isSure(world: World, filter: Resource, other: Resource): boolean {
  const { logGroupArn, metricValue } = other.fields;
  if (filter.fields['logGroupArn'] !== logGroupArn || dimensionsOf(other).length > 0) return false;
  if (fixed(metricValue) === null) return false;
  return !isPossible(filterBounds(world, filter).may, not(filterBounds(world, other).must));
}

const ALLOWANCE = 100_000;

function isPossible(one: Formula, other: Formula): boolean {
  return solve(and(one, other, managementEvents), { allowance: ALLOWANCE }).result !== 'unsat';
}
