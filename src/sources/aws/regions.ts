/** The regions of an account that are looked at: those it has enabled, and of these the ones asked for. */
import type { Answer } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import { isObject } from '../../model/value.ts';
import { openCaller } from './caller.ts';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';

export interface Region {
  readonly name: string;
  /** The region whose endpoint was asked. */
  readonly asked: string;
  /** What DescribeRegions says of it; absent where it was denied and the regions asked for are taken at their word. */
  readonly answer?: Answer;
}

const CALL = 'ec2:DescribeRegions';

/** Where the list is asked for: in the home of global services and, where that gives none, in the caller's own region. */
type Ask = readonly [central: string, own: string];

/** Sorted by name; never empty. @throws Unread */
export async function enabledRegions(
  connection: Connection,
  session: Session,
  ask: Ask,
  wanted: readonly string[] | undefined,
): Promise<readonly Region[]> {
  const enabled = await listed(connection, session, ask).catch((error: unknown) => {
    if (!wanted || !isPassable(error)) throw error;
    return wanted.map((name): Region => ({ name, asked: ask[0] }));
  });
  const chosen = wanted ? enabled.filter(({ name }) => wanted.includes(name)) : enabled;
  if (chosen.length === 0) {
    const which = wanted ? `none of the regions asked for is enabled (${wanted.join(', ')})` : 'no region is enabled';
    throw new Unread('outOfScope', CALL, '', which);
  }
  return chosen.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Every region gives the same list, and a policy of the organization or the network may keep an account out of one of them. */
async function listed(connection: Connection, session: Session, [central, own]: Ask): Promise<readonly Region[]> {
  try {
    return await describe(connection, session, central);
  } catch (error) {
    if (own === central || !isPassable(error)) throw error;
    // What the first one said is what there is to mend.
    return describe(connection, session, own).catch(() => {
      throw error;
    });
  }
}

function isPassable(error: unknown): boolean {
  return error instanceof Unread && error.reason !== 'cancelled';
}

async function describe(connection: Connection, session: Session, region: string): Promise<readonly Region[]> {
  const place = { account: session.account, region };
  const answer = await openCaller(connection, session).call(place, CALL, {});
  const items = answer['Regions'];
  if (!Array.isArray(items)) throw malformed(CALL, 'the answer holds no Regions');
  return items.filter(isObject).flatMap((item) => {
    const name = item['RegionName'];
    return typeof name === 'string' && item['OptInStatus'] !== 'not-opted-in'
      ? [{ name, asked: region, answer: item }]
      : [];
  });
}
