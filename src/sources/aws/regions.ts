/** The regions of an account that are looked at: those it has enabled, and of these the ones asked for. */
import type { Answer } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import { isObject } from '../../model/value.ts';
import { openCaller } from './caller.ts';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';

export interface Region {
  readonly name: string;
  /** What DescribeRegions says of it; absent where it was denied and the regions asked for are taken at their word. */
  readonly answer?: Answer;
}

const CALL = 'ec2:DescribeRegions';

/** Sorted by name; never empty. @throws Unread */
export async function enabledRegions(
  connection: Connection,
  session: Session,
  central: string,
  wanted: readonly string[] | undefined,
): Promise<readonly Region[]> {
  const enabled = await describe(connection, session, central).catch((error: unknown) => {
    if (!wanted || !(error instanceof Unread) || error.reason === 'cancelled') throw error;
    return wanted.map((name): Region => ({ name }));
  });
  const chosen = wanted ? enabled.filter(({ name }) => wanted.includes(name)) : enabled;
  if (chosen.length === 0) {
    const which = wanted ? `none of the regions asked for is enabled (${wanted.join(', ')})` : 'no region is enabled';
    throw new Unread('outOfScope', CALL, '', which);
  }
  return chosen.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

async function describe(connection: Connection, session: Session, central: string): Promise<readonly Region[]> {
  const place = { account: session.account, region: central };
  const answer = await openCaller(connection, session).call(place, CALL, {});
  const items = answer['Regions'];
  if (!Array.isArray(items)) throw new Unread('malformed', CALL, '', 'the answer holds no Regions');
  return items.filter(isObject).flatMap((item) => {
    const name = item['RegionName'];
    return typeof name === 'string' && item['OptInStatus'] !== 'not-opted-in' ? [{ name, answer: item }] : [];
  });
}
