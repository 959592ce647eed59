/** Who would be told about an event class: every sample of it, in every region, along every route. */
import { meets } from '../languages/record-condition/index.ts';
import { partitionOf } from '../model/arn.ts';
import type { Difference, Link, Proof, Route } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { EventClass } from '../model/rule.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { anyOf } from '../model/verdict.ts';
import { called, lead } from '../model/words.ts';
import type { World } from '../model/world.ts';
import type { Question } from './chain.ts';
import { routesOf } from './chain.ts';
import type { About, Case } from './conclusion.ts';
import { conclude, weigh } from './conclusion.ts';
import type { Place } from './coverage.ts';
import { differing, mentionedFirst } from './differing.ts';
import { doubted, only, UNCOUNTED, UNSHOWN, undecidedRoute } from './doubt.ts';
import type { Alike, Asked } from './regions.ts';
import { alikeIn } from './regions.ts';
import { inRegion, ownedBy } from './sample.ts';
import { conditionFormula } from './symbolic/records.ts';
import { ELSEWHERE, globalRegion } from './trail.ts';
import { exampleOf } from './universal.ts';

/** What a route must lead to: a confirmed subscription that is no archive, or any enabled action or target (docs/proof.md, "What counts as told"). */
export const REACHES = ['confirmedSubscriber', 'action'] as const;
export type Reaches = (typeof REACHES)[number];

/** The one region in which a class is recorded; null where it is recorded in every region. */
export function onlyRegionOf({ recordedIn }: Pick<EventClass, 'recordedIn'>, { snapshot }: World): string | null {
  return recordedIn === 'global' ? globalRegion(snapshot.scope.partition) : null;
}

/** `only`: as if the class could happen in that region alone. */
export function prove(
  events: EventClass,
  account: Resource,
  { world, reaches, ordinary, burst }: Pick<Question, 'world' | 'reaches' | 'ordinary' | 'burst'>,
  only?: string,
): Proof {
  const datum = world.field(account, 'regionNames');
  if (!datum.known && only === undefined) {
    const link: Link = {
      link: 'trail',
      truth: 'unknown',
      sentence: `the regions of ${called(account)} could not be read (${lead(datum.gap)})`,
      gaps: [datum.gap.id],
    };
    const routes: readonly Route[] = [{ type: 'metricFilter', truth: 'unknown', links: [link] }];
    return conclude(
      { events, regions: [], burst },
      { routes, truth: 'unknown', sentence: link.sentence, broken: link },
    );
  }
  const looked = datum.known && Array.isArray(datum.value) ? datum.value.map(String) : [];
  const regions = only === undefined ? regionsOf(events, looked, world) : [only];
  const given = events.samples.length > 0 ? events.samples : exampleOf(events, account.id, regions);
  if (given.length === 0) return nothingLeft({ events, account, burst });
  const partition = partitionAt(regions, world);
  const samples = given.map(({ name, record }) => ({ name, record: ownedBy(account.id, record, partition) }));
  const isGlobal = events.recordedIn === 'global';
  const place = { isGlobal, account, world, reaches, ordinary, burst };
  const asked = { events, samples, regions, place };
  const alike = alikeIn(asked);
  const cases = casesOf(asked, alike);
  // Samples can only show that something is missing; that nothing is takes every record of the class.
  const isDecided = cases.some(({ truth }) => truth === 'false');
  const all = isDecided ? cases : [...cases, ...untold(asked, alike, cases)];
  const proof = weigh({ events, account, regions, burst }, all);
  if (!proof.counterexample) return proof;
  const differs = setApart(proof.counterexample, events, all, place);
  return { ...proof, differs: mentionedFirst(differs, proof.broken?.sentence ?? '') };
}

function partitionAt([region]: readonly string[], { snapshot }: World): string {
  return region === undefined || region === ELSEWHERE ? snapshot.scope.partition : partitionOf(region);
}

/** What sets a record that nobody is told about apart from those that somebody is. */
function setApart(
  record: CloudTrailRecord,
  events: EventClass,
  cases: readonly Case[],
  place: Omit<Place, 'region'>,
): readonly Difference[] {
  const all = cases.filter(({ truth, region }) => truth === 'true' && region !== ELSEWHERE).map((each) => each.record);
  const here = all.filter(({ awsRegion }) => awsRegion === record['awsRegion']);
  const told = here.length > 0 ? here : all;
  const siblings = events.samples.map((sample) => sample.record);
  const member = conditionFormula(events.records);
  return differing(record, told, (changed) => {
    if (!meets(events.records, changed)) return false;
    const region = String(changed['awsRegion']);
    const asked = { ...place, member, region, record: changed, siblings, isBrief: true, known: new Map() };
    return routesOf(asked).every(({ truth }) => truth === 'false');
  });
}

/** A class of which nothing is left passes for nobody: that a team excluded every record of it is no proof. */
function nothingLeft({ events, account, burst }: Omit<About, 'regions'>): Proof {
  const sentence = `nothing is left of ${events.id} to prove in ${called(account)}: what is excluded leaves no record of it`;
  return conclude({ events, regions: [], burst }, { routes: [], truth: 'unknown', sentence });
}

/** Every sample in every region. Where all of the class is covered, one of the regions that are alike speaks for the others. */
function casesOf({ events, samples, regions, place }: Asked, alike: readonly Alike[]): readonly Case[] {
  const siblings = samples.map(({ record }) => record);
  const member = conditionFormula(events.records);
  const known = samples.map((): Question['known'] => new Map());
  const examined = (region: string) =>
    samples.map((sample, at) => {
      const record = inRegion(region, sample.record);
      return followed(sample.name, { ...place, member, region, record, siblings, known: known[at] ?? new Map() });
    });
  const covered = new Map<Alike, readonly Case[]>();
  return regions.flatMap((region) => {
    const group = alike.find((each) => each.regions.includes(region));
    const first = group && covered.get(group);
    if (first) return first.map((each) => ({ ...each, region, record: inRegion(region, each.record) }));
    const cases = examined(region);
    if (group?.hole === null && cases.every(({ truth }) => truth === 'true')) covered.set(group, cases);
    return cases;
  });
}

/** Records of the class that no route covers, each with how it fares. */
function untold({ events, samples, place }: Asked, alike: readonly Alike[], cases: readonly Case[]): readonly Case[] {
  const siblings = samples.map(({ record }) => record);
  const member = conditionFormula(events.records);
  return alike.flatMap(({ regions: same, hole }): readonly Case[] => {
    if (!hole) return [];
    const isElsewhere = same.includes(ELSEWHERE);
    const { record, what, truth } = hole;
    if (record === null) {
      return [{ region: same[0] ?? '', sample: what, record: {}, truth, ...only(undecidedRoute(what)) }];
    }
    // A sample that is not decided is known by now.
    if (cases.some((each) => each.sample === hole.sample && each.truth === 'unknown')) return [];
    const known: Question['known'] = new Map();
    return same.flatMap((region): readonly Case[] => {
      const isOwn = isElsewhere || record['awsRegion'] === region;
      const there = isOwn ? record : inRegion(region, record);
      const found = followed(what, { ...place, member, region, record: there, siblings, known });
      const isTold = found.truth === 'true';
      if (!isOwn && (isTold || !meets(events.records, there))) return [];
      const certain = judged(found.routes, isElsewhere);
      const unshown = place.burst ? UNCOUNTED : UNSHOWN;
      if (isTold) return [{ ...found, truth: certain, ...only(undecidedRoute(unshown, found.routes[0]?.type)) }];
      return [
        certain === 'false' && hole.doubt !== undefined ? doubted(found, hole.doubt) : { ...found, truth: certain },
      ];
    });
  });
}

/** A record is followed, and what became of it counts, whatever bounds know; of regions that were not looked at nothing is certain. */
function judged(routes: readonly Route[], isElsewhere: boolean): Truth {
  return !isElsewhere && routes.every((route) => route.truth === 'false') ? 'false' : 'unknown';
}

/** Regions where the class can be recorded; those that the run was not asked to look at stand together. */
function regionsOf(events: EventClass, looked: readonly string[], world: World): readonly string[] {
  const only = onlyRegionOf(events, world);
  if (only !== null) return [only];
  const { regions } = world.snapshot.scope;
  // An account in which no region was looked at still has some.
  return regions !== null || looked.length === 0 ? [...looked, ELSEWHERE] : looked;
}

/** How a record of the class fares. */
function followed(sample: string, asked: Omit<Question, 'isBrief'>): Case {
  const { region, record } = asked;
  const routes = routesOf({ ...asked, isBrief: true });
  const truth = anyOf(routes.map((route) => route.truth));
  const worded = () => routesOf({ ...asked, isBrief: false, known: new Map() });
  return { region, sample, record, truth, routes, worded };
}
