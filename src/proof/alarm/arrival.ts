/** Where everyday traffic happens, and what of it a trail certainly records: every region and account that the trail covers. */
import { readSelectors, recordsEvent } from '../../languages/event-selectors/index.ts';
import { evaluate } from '../../languages/formula/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { EventClass } from '../../model/rule.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { World } from '../../model/world.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';
import { once } from '../once.ts';
import { scopeOf } from '../recorded.ts';
import { inRegion } from '../sample.ts';
import { GLOBAL_SERVICES, globalRegion } from '../trail.ts';

/** What of the accounts and regions that a trail covers makes a difference. */
export interface Differing {
  readonly byAccount: boolean;
  readonly byRegion: boolean;
  /** The text that makes it; accounts named in it are looked at first. */
  readonly text: string;
}

/** Trails that certainly send what they record to the log group. */
export function sendersTo(world: World, group: Resource): readonly Resource[] {
  return world.related(group, 'trails').resources.filter(({ fields }) => {
    return fields['logging'] === true && fields['logsDeliveryError'] === null;
  });
}

/** Accounts that the trail covers, its own first; only that one where they make no difference. */
export function accountsOf(seen: Seen, trail: Resource, { byAccount, text }: Differing): readonly string[] {
  return byAccount ? someOf(membersOf(seen, trail), text) : [trail.account];
}

/** Regions of the account that the trail covers, its own first; only that one where they make no difference. */
export function regionsOf(
  { world }: Seen,
  trail: Resource,
  account: string,
  { byRegion }: Differing,
): readonly string[] {
  if (!byRegion || trail.fields['multiRegion'] !== true) return [trail.region];
  const names = world.resource('account', account)?.fields['regionNames'];
  return [...new Set([trail.region, ...(Array.isArray(names) ? names.map(String) : [])])];
}

/** An organization has many accounts, and what tells some of them apart mostly names them. */
const MOST_ACCOUNTS = 20;

function someOf(accounts: readonly string[], text: string): readonly string[] {
  if (accounts.length <= MOST_ACCOUNTS) return accounts;
  const named = accounts.filter((account) => text.includes(account));
  return [...new Set([...named, ...accounts])].slice(0, Math.max(MOST_ACCOUNTS, named.length + 1));
}

const covered = foundOnce<readonly string[]>();

/** Its own, and those of its organization that are known. */
function membersOf(seen: Seen, trail: Resource): readonly string[] {
  if (trail.fields['organization'] !== true) return [trail.account];
  return covered(seen, trail.id, () => {
    const { visibleIn } = trail.fields;
    const members = seen.world
      .population('account')
      .resources.filter(({ fields }) => fields['managementAccount'] === trail.account)
      .map((account) => account.account);
    return [...new Set([trail.account, ...(Array.isArray(visibleIn) ? visibleIn.map(String) : []), ...members])];
  });
}

/** A record of the account as it is made there; services that are of no region are recorded in one. */
export function madeAt(
  world: World,
  region: string,
  { recordedIn }: EventClass,
  owned: CloudTrailRecord,
): CloudTrailRecord {
  const service = String(owned['eventSource']).replace(/\.amazonaws\.com$/, '');
  const isOfNone = recordedIn !== 'every' || GLOBAL_SERVICES.has(service);
  return inRegion(isOfNone ? globalRegion(world.snapshot.scope.partition) : region, owned);
}

/** Whether the trail certainly takes the record. */
export function isRecorded(
  world: World,
  trail: Resource,
  { recordedIn }: EventClass,
  record: CloudTrailRecord,
): boolean {
  const selectors = selectorsOf(trail);
  const where = { world, region: String(record['awsRegion']), isGlobal: recordedIn === 'global' };
  return (
    selectors !== null &&
    evaluate(scopeOf(where, trail).must, record) &&
    recordsEvent(selectors, record).truth === 'true'
  );
}

function selectorsOf({ fields }: Resource): ReturnType<typeof readSelectors> | null {
  return isObject(fields['selectors']) ? selectorsIn(JSON.stringify(fields['selectors'])) : null;
}

const selectorsIn = once((text) => readSelectors(JSON.parse(text)));

/** The same event of what the selectors name: where they take only some resources, how much those are used is not known. */
export function ofNamedResources(trail: Resource, record: CloudTrailRecord): CloudTrailRecord | null {
  const [own, ...others] = Array.isArray(record['resources']) ? record['resources'] : [];
  if (record['eventCategory'] === 'Management' || !isObject(own) || typeof own['ARN'] !== 'string') return null;
  const service = own['ARN'].split(':', 3).join(':');
  const named = textsIn(trail.fields['selectors'] ?? null).find((text) => text.startsWith(`${service}:`));
  if (named === undefined) return null;
  const resource = { ...own, ARN: named.endsWith('/') ? `${named}object` : named };
  return { ...record, resources: [resource, ...others] };
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
