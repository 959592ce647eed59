/** Who would be told about one record: the record itself, where it was made, along every route. */
import { burstOf } from '../model/burst.ts';
import type { Proof } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import { anyOf } from '../model/verdict.ts';
import { called } from '../model/words.ts';
import { routesOf } from './chain.ts';
import { KEPT } from './conclusion.ts';
import type { Place } from './coverage.ts';
import { whoIsTold } from './end.ts';
import { ownedBy } from './sample.ts';

/** As if it were recorded in the place's account and region. `siblings` are records of its class: a filter that matches them is about it. */
export function proveRecord(
  given: CloudTrailRecord,
  place: Omit<Place, 'isGlobal'>,
  siblings: readonly CloudTrailRecord[],
): Proof {
  const { account, region, burst } = place;
  const record: CloudTrailRecord = { ...ownedBy(account.id, given), awsRegion: region };
  const routes = routesOf({ ...place, isGlobal: false, isBrief: false, record, siblings, known: new Map() });
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

const HEAD = {
  false: 'nobody is told about',
  unknown: 'it could not be decided whether anybody is told about',
} as const;

function whereabouts(account: Resource, region: string): string {
  return `${called(account)}, ${region}`;
}
