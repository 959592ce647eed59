/** The metric-filter route: trail, selectors, delivery, log group, metric filter, alarm, action, topic, subscription, link by link. */
import { readSelectors, recordsEvent } from '../languages/event-selectors/index.ts';
import type { Link, Route } from '../model/proof.ts';
import type { Gap, Resource } from '../model/resource.ts';
import type { EventClass } from '../model/rule.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf } from '../model/verdict.ts';
import { called } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';
import { matching } from './matching.ts';
import { notified } from './notification.ts';

/** Stands for every region that the run was not asked to look at. */
export const ELSEWHERE = '*';

/** One record, where it is recorded, and what its routes must lead to. */
export interface Question {
  readonly record: CloudTrailRecord;
  /** The samples of its class: a filter that matches some of them is about the class. */
  readonly siblings: readonly CloudTrailRecord[];
  /** What is known of the record from earlier regions: key of a log group -> chains from its filters on. */
  readonly known: Map<string, readonly Chain[]>;
  readonly region: string;
  /** Whether the event is one of a global service. */
  readonly isGlobal: boolean;
  /** The account the event happened in. */
  readonly account: Resource;
  readonly world: World;
  readonly reaches: 'confirmedSubscriber' | 'action';
  /** Classes of everyday traffic: an alarm that they keep in ALARM tells nobody. */
  readonly ordinary: readonly EventClass[];
}

/** Every route of the record, the nearest first: complete ones, then undecided ones, then those that came furthest. */
export function routesOf(question: Question): readonly Route[] {
  const { resources, gaps } = question.world.related(question.account, 'trails');
  const found = resources.flatMap((trail) => throughTrail(question, trail));
  const unseen = new Map([...gaps, ...unseenRegion(question)].map((gap) => [gap.id, gap]));
  const hidden = [...unseen.values()].map((gap) => [unread('trail', `the trails of ${called(question.account)}`, gap)]);
  const chains = [...found, ...hidden];
  if (chains.length === 0) {
    chains.push([{ link: 'trail', truth: 'false', sentence: `no trail records ${called(question.account)}` }]);
  }
  return chains.map(route).sort(nearest);
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

/** Links in order, up to the first that does not hold. */
export type Chain = readonly Link[];

function route(links: Chain): Route {
  return { type: 'metricFilter', truth: allOf(links.map((link) => link.truth)), links };
}

const RANK: Readonly<Record<Truth, number>> = { true: 0, unknown: 1, false: 2 };

function nearest(one: Route, other: Route): number {
  const held = (each: Route) => each.links.filter((link) => link.truth === 'true').length;
  const key = (each: Route) => each.links.map((link) => link.resource ?? '').join('\n');
  return RANK[one.truth] - RANK[other.truth] || held(other) - held(one) || (key(one) < key(other) ? -1 : 1);
}

function throughTrail(question: Question, trail: Resource): readonly Chain[] {
  const before: Link[] = [];
  for (const step of [logs, covers, selects, delivers]) {
    const link = step(question, trail);
    before.push(link);
    if (link.truth === 'false') return [before];
  }
  const { resources, gaps, dangling } = question.world.related(trail, 'logGroup');
  const [group] = resources;
  if (!group) {
    const [gap] = gaps;
    const link: Link = gap
      ? unread('logGroup', `the log group of trail ${trail.name}`, gap)
      : no('logGroup', `trail ${trail.name} sends to the log group ${dangling ?? 'it names'}, which does not exist`);
    return [[...before, link]];
  }
  return throughLogGroup(question, group, [...before, logGroupLink(question, group)]);
}

export function logs({ world }: Pick<Question, 'world'>, trail: Resource): Link {
  const logging = world.field(trail, 'logging');
  if (!logging.known) return unread('trail', `whether trail ${trail.name} is logging`, logging.gap, trail);
  if (logging.value !== true) return no('trail', `trail ${trail.name} is not logging`, trail);
  return yes('trail', `trail ${trail.name} is logging`, trail);
}

function covers(question: Question, trail: Resource): Link {
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

function selects({ world, record }: Question, trail: Resource): Link {
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

function throughLogGroup(question: Question, group: Resource, before: Chain): readonly Chain[] {
  if (before.at(-1)?.truth === 'false') return [before];
  const { resources, gaps } = question.world.related(group, 'metricFilters');
  const hidden = gaps.map((gap) => [
    ...before,
    unread('metricFilter', `the metric filters of log group ${group.name}`, gap),
  ]);
  if (resources.length === 0 && gaps.length === 0) {
    return [[...before, no('metricFilter', `log group ${group.name} has no metric filters`, group)]];
  }
  const found = fromFilters(question, group, resources).map((rest) => [...before, ...rest]);
  return [...found, ...hidden];
}

/** From the filters on, a record fares alike in every region, unless a pattern looks at the region. */
function fromFilters(question: Question, group: Resource, filters: readonly Resource[]): readonly Chain[] {
  const key = filters.some(looksAtRegion) ? `${group.id} ${question.region}` : group.id;
  const before = question.known.get(key);
  if (before) return before;
  const chains = matching(question.world, filters, question.record, question.siblings).flatMap(({ filter, link }) => {
    if (link.truth === 'false') return [[link]];
    const matches = question.region === ELSEWHERE && looksAtRegion(filter) ? someRegions(filter) : link;
    return notified(question, filter, question.record).map((rest) => [matches, ...rest]);
  });
  question.known.set(key, chains);
  return chains;
}

function someRegions(filter: Resource): Link {
  const sentence = `metric filter ${filter.name} looks at the region, and which regions there are besides those looked at is not known`;
  return undecided('metricFilter', sentence, filter);
}

/** A pattern that names the region, looks at every field, or is no JSON pattern and looks at the whole text; a dimension that is the region. */
function looksAtRegion({ fields }: Resource): boolean {
  if (JSON.stringify(fields['dimensions'] ?? {}).includes('awsRegion')) return true;
  return /awsRegion|\$\s*\.?\s*[*[]|^\s*[^\s{]/.test(String(fields['pattern']));
}
