/** What a trail makes of a record: is it logging, does it record the region, do its selectors take the event, can it deliver. */
import { readSelectors, recordsEvent } from '../languages/event-selectors/index.ts';
import type { Link } from '../model/proof.ts';
import type { Gap, Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import { called } from '../model/words.ts';
import type { Question } from './chain.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';

/** Stands for every region that the run was not asked to look at. */
export const ELSEWHERE = '*';

/** By partition ("CloudTrail concepts", global service events). */
const GLOBAL_REGIONS: ReadonlyMap<string, string> = new Map([
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-eusc', 'eusc-de-east-1'],
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
]);

/** Where global services are recorded. */
export function globalRegion(partition: string): string {
  return GLOBAL_REGIONS.get(partition) ?? 'us-east-1';
}

/** A trail of one region stands there alone, so a region that is not looked at may have one that nobody saw. */
export function unseenRegion({
  account,
  region,
  world,
}: Pick<Question, 'account' | 'region' | 'world'>): readonly Gap[] {
  const gap = world.missing({ kind: 'trail', account: account.id, region });
  return gap ? [gap] : [];
}

/** Lists of trails that may hold more than was seen. */
export function hiddenTrails(question: Pick<Question, 'account' | 'region' | 'world'>): readonly Link[] {
  const { account, world } = question;
  const { gaps } = world.related(account, 'trails');
  const unseen = new Map([...gaps, ...unseenRegion(question)].map((gap) => [gap.id, gap]));
  return [...unseen.values()].map((gap) => unread('trail', `the trails of ${called(account)}`, gap));
}

export function logs({ world }: Pick<Question, 'world'>, trail: Resource): Link {
  const logging = world.field(trail, 'logging');
  if (!logging.known) return unread('trail', `whether trail ${trail.name} is logging`, logging.gap, trail);
  if (logging.value !== true) return no('trail', `trail ${trail.name} is not logging`, trail);
  return yes('trail', `trail ${trail.name} is logging`, trail);
}

export function covers(question: Question, trail: Resource): Link {
  const { account, region, world } = question;
  const hidden = unreadField(world, 'trail', trail, ['multiRegion', 'globalServiceEvents']);
  if (hidden) return hidden;
  const { multiRegion, globalServiceEvents } = trail.fields;
  const whose = trail.account === account.id ? '' : ` for the whole organization`;
  if (multiRegion === true) return yes('trail', `trail ${trail.name} records every region${whose}`, trail);
  if (trail.region !== region) {
    const where = region === ELSEWHERE ? 'not the regions that were not looked at' : `not ${region}`;
    return no('trail', `trail ${trail.name} records only ${trail.region}, ${where}`, trail);
  }
  if (globalServiceEvents === false) return withoutGlobalServices(question, trail);
  return yes('trail', `trail ${trail.name} records ${region}${whose}`, trail);
}

/** Services whose events are those of no region, and those that answer in regions as well ("CloudTrail concepts", global service events). */
export const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'cloudfront', 'route53', 'organizations']);
export const PARTLY_GLOBAL: ReadonlySet<string> = new Set(['sts', 'signin']);

function withoutGlobalServices({ record, isGlobal, region }: Question, trail: Resource): Link {
  const service = String(record['eventSource']).replace(/\.amazonaws\.com$/, '');
  const leaves = `trail ${trail.name} leaves out global services`;
  if (isGlobal || GLOBAL_SERVICES.has(service)) return no('trail', leaves, trail);
  if (PARTLY_GLOBAL.has(service)) {
    return undecided('trail', `${leaves}, and whether ${service} counts as one in ${region} is not decided`, trail);
  }
  return yes('trail', `trail ${trail.name} records ${region}`, trail);
}

export function selects({ world, record }: Question, trail: Resource): Link {
  const selectors = world.field(trail, 'selectors');
  if (!selectors.known) return unread('selectors', `the event selectors of trail ${trail.name}`, selectors.gap, trail);
  if (!isObject(selectors.value)) {
    return undecided('selectors', `the event selectors of trail ${trail.name} are not understood here`, trail);
  }
  const decision = recordsEvent(readSelectors(selectors.value), record);
  return {
    link: 'selectors',
    truth: decision.truth,
    resource: trail.id,
    sentence: `event selectors of trail ${trail.name}: ${decision.sentence}`,
  };
}

export function delivers({ world }: Pick<Question, 'world'>, trail: Resource): Link {
  const arn = world.field(trail, 'logGroupArn');
  if (!arn.known) return unread('delivery', `the log group of trail ${trail.name}`, arn.gap, trail);
  if (arn.value === null) return no('delivery', `trail ${trail.name} sends nothing to CloudWatch Logs`, trail);
  const error = world.field(trail, 'logsDeliveryError');
  if (!error.known)
    return unread('delivery', `whether trail ${trail.name} can deliver to its log group`, error.gap, trail);
  if (typeof error.value === 'string') {
    return no('delivery', `trail ${trail.name} cannot deliver to its log group: ${error.value}`, trail);
  }
  return yes('delivery', `trail ${trail.name} delivers to CloudWatch Logs`, trail);
}

export function logGroupLink({ world }: Pick<Question, 'world'>, group: Resource): Link {
  const kind = world.field(group, 'class');
  if (!kind.known) return unread('logGroup', `the class of log group ${group.name}`, kind.gap, group);
  if (kind.value === 'STANDARD') return yes('logGroup', `log group ${group.name} receives it`, group);
  const isOf = `log group ${group.name} is of class ${String(kind.value)}`;
  if (kind.value === 'INFREQUENT_ACCESS' || kind.value === 'DELIVERY') {
    return no('logGroup', `${isOf}, which has no metric filters`, group);
  }
  return undecided('logGroup', `${isOf}, and whether that has metric filters is not known here`, group);
}
