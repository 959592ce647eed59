/** The routes of one record: through log groups and metric filters, and through EventBridge rules. */
import type { Formula } from '../languages/formula/index.ts';
import type { Burst } from '../model/burst.ts';
import type { Link, Route } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { EventClass } from '../model/rule.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf } from '../model/verdict.ts';
import type { World } from '../model/world.ts';
import { endsAtProgram } from './end.ts';
import { eventRoutes } from './event-route.ts';
import { filterRoutes } from './filter-route.ts';

/** One record, where it is recorded, and what its routes must lead to. */
export interface Question {
  readonly record: CloudTrailRecord;
  /** The samples of its class: a filter that matches some of them is about the class. */
  readonly siblings: readonly CloudTrailRecord[];
  /** What every record asked about meets, the record included: patterns that cannot are passed over. Absent: any record. */
  readonly member?: Formula;
  /** Only how far the record comes is asked, not why it comes no further than to filters and rules that do not match. */
  readonly isBrief: boolean;
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
  /** Where one event is not worth telling: so many records like it, all in this account and region. Absent: one. */
  readonly burst?: Burst | undefined;
}

/** Links in order, up to the first that does not hold. */
export type Chain = readonly Link[];

/** Every route of the record, the nearest first: complete ones, those to somebody before those to a program, then undecided ones, then those that came furthest. */
export function routesOf(question: Question): readonly Route[] {
  const byFilters = filterRoutes(question).map((links) => route('metricFilter', links));
  const byRules = eventRoutes(question).map((links) => route('eventRule', links));
  return [...byFilters, ...byRules].sort(nearest);
}

function route(type: Route['type'], links: Chain): Route {
  return { type, truth: allOf(links.map((link) => link.truth)), links };
}

const RANK: Readonly<Record<Truth, number>> = { true: 0, unknown: 1, false: 2 };

function nearest(one: Route, other: Route): number {
  const key = (each: Route) => each.links.map((link) => link.resource ?? '').join('\n');
  return (
    RANK[one.truth] - RANK[other.truth] ||
    Number(endsAtProgram(one)) - Number(endsAtProgram(other)) ||
    length(other) - length(one) ||
    Number(isExact(other)) - Number(isExact(one)) ||
    (key(one) < key(other) ? -1 : 1)
  );
}

/** How far a route came. An event rule needs neither delivery nor log group; one about other events is no nearer than a log group. */
function length({ type, links }: Route): number {
  const rules = type === 'eventRule' ? links.filter(({ link }) => link === 'eventRule') : [];
  const isMeant = rules.some(({ truth, text }) => truth !== 'false' || text !== undefined);
  const spared = isMeant ? 2 : rules.length > 0 ? 1 : 0;
  return links.filter(({ truth }) => truth === 'true').length + spared;
}

/** Whether it is known what exactly is in the way. */
function isExact({ links }: Route): boolean {
  return links.at(-1)?.text !== undefined;
}
