/** The log-group route: trail, selectors, delivery, log group, metric filter or query, alarm, action, topic, subscription, link by link. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import { called } from '../model/words.ts';
import type { Chain, Question } from './chain.ts';
import { no, undecided, unread } from './link.ts';
import { throughLogAlarms } from './log-alarm.ts';
import { matching } from './matching.ts';
import { notified } from './notification.ts';
import { once } from './once.ts';
import { isFinding } from './patterns.ts';
import { covers, delivers, ELSEWHERE, hiddenTrails, logGroupLink, logs, selects } from './trail.ts';

/** Every way through a log group. */
export function filterRoutes(question: Question): readonly Chain[] {
  const { account, world } = question;
  const found = world.related(account, 'trails').resources.flatMap((trail) => throughTrail(question, trail));
  const chains = [...found, ...hiddenTrails(question).map((link) => [link])];
  return chains.length > 0 ? chains : [[no('trail', `no trail records ${called(account)}`)]];
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
  const queried = throughLogAlarms(question, group).map((rest) => [...before, ...rest]);
  return [...throughLogGroup(question, group, [...before, logGroupLink(question, group)]), ...queried];
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
  const key = someLookAtRegion(filters) ? `${group.id} ${question.region}` : group.id;
  const before = question.known.get(key);
  if (before) return before;
  const chains = matching(question, filters).flatMap(({ filter, link }) => {
    if (link.truth === 'false') return [[link]];
    const isOpen = question.region === ELSEWHERE && looksAtRegion(filter) && !isFoundAnyway(filter, link);
    const matches = isOpen ? someRegions(filter) : link;
    return notified(question, filter, question.record).map((rest) => [matches, ...rest]);
  });
  question.known.set(key, chains);
  return chains;
}

function someRegions(filter: Resource): Link {
  const sentence = `metric filter ${filter.name} looks at the region, and which regions there are besides those looked at is not known`;
  return undecided('metricFilter', sentence, filter);
}

const lists = new WeakMap<readonly Resource[], boolean>();

function someLookAtRegion(filters: readonly Resource[]): boolean {
  const before = lists.get(filters);
  if (before !== undefined) return before;
  const look = filters.some(looksAtRegion);
  lists.set(filters, look);
  return look;
}

/** A filter whose pattern, or one of whose dimensions, looks at the region. */
function looksAtRegion({ fields }: Resource): boolean {
  if (JSON.stringify(fields['dimensions'] ?? {}).includes('awsRegion')) return true;
  return namesRegion(String(fields['pattern']));
}

/** It names the region, looks at every field, or is made of terms and looks at the whole text. */
const namesRegion = once((pattern) => /awsRegion|\$\s*\.?\s*[*[]|^\s*(?!" ?"\s*$)[^\s{]/.test(pattern));

/** What is found in the text of a record of no region is found in the same record of any. */
function isFoundAnyway({ fields }: Resource, link: Link): boolean {
  return link.truth === 'true' && isFinding(String(fields['pattern']));
}
