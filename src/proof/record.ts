/** Who would be told about one record: the record itself, where it was made, along every route. */
import { burstOf } from '../model/burst.ts';
import type { Proof, Route } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import { anyOf } from '../model/verdict.ts';
import { called } from '../model/words.ts';
import { routesOf } from './chain.ts';
import { KEPT } from './conclusion.ts';
import type { Place } from './coverage.ts';
import { whoIsTold } from './end.ts';
import { no } from './link.ts';
import { ownedBy } from './sample.ts';

/** As if it were recorded in the place's account and region. `siblings` are records of its class: a filter that matches them is about it. */
export function proveRecord(
  given: CloudTrailRecord,
  place: Omit<Place, 'isGlobal'>,
  siblings: readonly CloudTrailRecord[],
): Proof {
  const { account, region, burst } = place;
  const record: CloudTrailRecord = { ...ownedBy(account.id, given), awsRegion: region };
  const question = { ...place, isGlobal: false, isBrief: false, record, siblings, known: new Map() };
  const routes = unsent(record) ?? routesOf(question);
  const truth = anyOf(routes.map((route) => route.truth));
  const events = typeof record['eventName'] === 'string' ? record['eventName'] : 'event';
  const [nearest] = routes;
  const decisive = nearest?.links.find((link) => link.truth === truth);
  const why = truth === 'true' ? nearest?.links.at(-1)?.sentence : decisive?.sentence;
  const broken = truth === 'true' ? undefined : decisive;
  return {
    events,
    ...(burst ? { burst } : {}),
    truth,
    sentence: `${truth === 'true' ? whoIsTold(nearest) : HEAD[truth]} ${burst ? burstOf(`such ${events}`, burst) : `this ${events}`} in ${whereabouts(account, region)}: ${why ?? 'there is no route'}`,
    regions: [region],
    routes: routes.slice(0, KEPT),
    ...(broken ? { broken } : {}),
  };
}

/** What CloudTrail sends to log groups and to EventBridge at most ("Quotas in AWS CloudTrail"). */
const MOST_BYTES = 256 * 1024;

/** Null where a record is not too long to be sent. */
function unsent(record: CloudTrailRecord): readonly Route[] | null {
  const { length } = new TextEncoder().encode(JSON.stringify(record));
  if (length <= MOST_BYTES) return null;
  const size = Math.ceil(length / 1024);
  const sentence = `CloudTrail sends no record of more than 256 KB to CloudWatch Logs or EventBridge, and this one has ${size}`;
  return [{ type: 'metricFilter', truth: 'false', links: [no('delivery', sentence)] }];
}

const HEAD = {
  false: 'nobody is told about',
  unknown: 'it could not be decided whether anybody is told about',
} as const;

function whereabouts(account: Resource, region: string): string {
  return `${called(account)}, ${region}`;
}
