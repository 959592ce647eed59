/** What follows from how the records of a class fare: the verdict in one sentence, and the routes that are shown for it. */
import type { Burst } from '../model/burst.ts';
import { burstOf } from '../model/burst.ts';
import type { Link, Proof, Route } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { EventClass } from '../model/rule.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf } from '../model/verdict.ts';
import { called, enumerate, plural } from '../model/words.ts';
import { endsAtProgram, whoIsTold } from './end.ts';
import { ELSEWHERE } from './trail.ts';

/** One record of the class in one region, and how it fares. */
export interface Case {
  readonly region: string;
  readonly sample: string;
  readonly record: CloudTrailRecord;
  readonly truth: Truth;
  /** Nearest first. Why a filter or rule does not match is not said in them. */
  readonly routes: readonly Route[];
  /** The same with every reason in words: only what is shown is worth that. */
  readonly worded: () => readonly Route[];
}

/** Routes shown of one proof. */
export const KEPT = 10;

/** What a proof is about. */
export interface About {
  readonly events: EventClass;
  readonly account: Resource;
  readonly regions: readonly string[];
  /** Absent: each event by itself. */
  readonly burst?: Burst | undefined;
}

/** What follows from how the records fare, in one sentence. */
export function weigh(about: About, cases: readonly Case[]): Proof {
  const { events, account, regions, burst } = about;
  const asked = `${burstOf(events.id, burst)} in ${called(account)}`;
  const truth = allOf(cases.map((each) => each.truth));
  const kept = representative(cases, truth);
  const worded = kept?.worded() ?? [];
  const routes = worded.slice(0, KEPT);
  if (truth === 'true' && kept) {
    // What is said holds of all of them: one that ends at a program comes first.
    const shared = sharedBy(kept, cases).toSorted(
      (one, other) => Number(endsAtProgram(other)) - Number(endsAtProgram(one)),
    );
    const end = shared[0]?.links.at(-1)?.sentence ?? '';
    const others = shared.length > 1 ? ` (${shared.length} routes share the work)` : '';
    const sentence = `${whoIsTold(shared[0])} ${asked}, ${everywhere(regions)}: ${end}${others}`;
    const told = new Set(shared.map(wayOf));
    const all = [...shared, ...worded.filter((route) => !told.has(wayOf(route)))];
    return conclude(about, { routes: all.slice(0, KEPT), truth, sentence });
  }
  const broken = routes[0]?.links.find((link) => link.truth === truth);
  const told = cases.filter((each) => each.truth === 'true');
  const why = broken?.sentence ?? 'there is no route';
  const head = truth === 'unknown' ? 'it could not be decided whether anybody is told about' : 'nobody is told about';
  if (told.length === 0 || !kept) {
    return conclude(about, { routes, truth, sentence: `${head} ${asked}: ${why}`, broken });
  }
  const missing = cases.filter((each) => each.truth === truth);
  const what = `${asked} ${exception(missing, regions, events)}`;
  const counterexample = truth === 'false' ? kept.record : undefined;
  return conclude(about, { routes, truth, sentence: `${head} ${what}: ${why}`, broken, counterexample });
}

/** Complete routes that together tell of every case: the nearest of the one shown, and for each that none of them tells of its own. */
function sharedBy(kept: Case, cases: readonly Case[]): readonly Route[] {
  const found = new Map<string, Route>();
  for (const { routes } of [kept, ...cases]) {
    const complete = routes.filter((route) => route.truth === 'true');
    const [nearest] = complete;
    if (nearest && !complete.some((route) => found.has(wayOf(route)))) found.set(wayOf(nearest), nearest);
  }
  return [...found.values()];
}

function wayOf({ links }: Route): string {
  return links.map(({ link, resource }) => resource ?? link).join('\n');
}

/** "in eu-west-1", "when StopLogging": where or for what a class that is partly covered is not. */
function exception(missing: readonly Case[], regions: readonly string[], events: EventClass): string {
  const where = [...new Set(missing.map((each) => each.region))];
  const what = [...new Set(missing.map((each) => each.sample))];
  const isWhole = events.samples.every(({ name }) => what.includes(name));
  const parts = [
    ...(isWhole ? [] : [`when ${enumerate(what, 3)}`]),
    ...(where.length < regions.length ? [`in ${enumerate(where.map(regionName), 4)}`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : `in some of ${plural(missing.length, 'case')}`;
}

function everywhere(regions: readonly string[]): string {
  if (regions.includes(ELSEWHERE)) return 'in every region';
  return regions.length === 1 ? `in ${regions[0]}` : `in all its ${regions.length} regions`;
}

function regionName(region: string): string {
  return region === ELSEWHERE ? 'regions that were not looked at' : region;
}

/** The case shown: of those that make the verdict, the one that came furthest. */
function representative(cases: readonly Case[], truth: Truth): Case | undefined {
  const deciding = cases.filter((each) => each.truth === truth);
  const reached = (each: Case) => each.routes[0]?.links.filter((link) => link.truth === 'true').length ?? 0;
  return deciding.toSorted((one, other) => reached(other) - reached(one))[0];
}

interface Conclusion extends Pick<Proof, 'routes' | 'truth' | 'sentence'> {
  readonly broken?: Link | undefined;
  readonly counterexample?: CloudTrailRecord | undefined;
}

export function conclude(
  { events, regions, burst }: Omit<About, 'account'>,
  { routes, truth, sentence, broken, counterexample }: Conclusion,
): Proof {
  return {
    events: events.id,
    ...(burst ? { burst } : {}),
    truth,
    sentence,
    regions: regions.filter((region) => region !== ELSEWHERE),
    routes,
    ...(broken ? { broken } : {}),
    ...(counterexample ? { counterexample } : {}),
  };
}
