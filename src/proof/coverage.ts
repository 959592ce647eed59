/** What the routes of an account cover in a region, as bounds on records: the chain of `chain.ts` for all records at once. */
import { atom, FALSE, oneOf, or } from '../languages/formula/index.ts';
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf } from '../model/verdict.ts';
import type { Question } from './chain.ts';
import { ownerLink } from './event-route.ts';
import { rulesOn } from './event-rule/bus.ts';
import { patternBoundsOf, patternOf } from './event-rule/matching.ts';
import { hiddenRules, rulesAt } from './event-rule/standing.ts';
import { receiverBounds, stateBounds } from './event-rule/state.ts';
import { targetsOf } from './event-rule/target.ts';
import { burstKey, foundOnce } from './found.ts';
import { throughLogAlarms } from './log-alarm.ts';
import { filterBounds } from './matching.ts';
import type { Way } from './notification.ts';
import { waysOn } from './notification.ts';
import { scopeOf, selected } from './recorded.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { ALWAYS, every, NEVER, OPEN, some } from './symbolic/bounds.ts';
import { allOfThem, oneOfThem } from './symbolic/same.ts';
import { delivers, globalRegion, logGroupLink, logs, unseenRegion } from './trail.ts';

/** Where a record is made, and what its routes must lead to. */
export type Place = Omit<Question, 'record' | 'siblings' | 'known' | 'member' | 'isBrief'>;

/** What one route covers. Regions whose covers have the same keys are alike. */
export interface Cover {
  readonly key: string;
  readonly bounds: Bounds;
  /** What takes all events of a burst: it covers what it does only together with covers of the same name, for each of them. */
  readonly takesAll?: string;
}

const once = foundOnce<readonly Cover[]>();

/** In lists of which most are those of every region. */
export function coversIn(place: Place): readonly (readonly Cover[])[] {
  const { account, region, isGlobal, reaches } = place;
  const where = `${account.id} ${region} ${isGlobal} ${reaches} ${burstKey(place)}`;
  const { resources, gaps } = place.world.related(place.account, 'trails');
  const covers = resources.map((trail) => once(place, `${trail.id} ${where}`, () => throughTrail(place, trail)));
  const byRules = once(place, where, () => throughRules(place));
  const isHidden = gaps.length > 0 || unseenRegion(place).length > 0;
  return [...covers, byRules, ...(isHidden ? [HIDDEN] : [])];
}

const HIDDEN: readonly Cover[] = [{ key: 'hidden', bounds: OPEN }];

const OF_TRUTH: Readonly<Record<Truth, Bounds>> = { true: ALWAYS, false: NEVER, unknown: OPEN };

function throughTrail(place: Place, trail: Resource): readonly Cover[] {
  const scope = scopeOf(place, trail);
  const held = allOf([logs(place, trail), delivers(place, trail)].map(({ truth }) => truth));
  if (held === 'false' || scope === NEVER) return [];
  const before = [OF_TRUTH[held], scope, selected(place, trail)];
  const key = [trail.id, held, scope === ALWAYS ? '' : place.region];
  const { resources, gaps } = place.world.related(trail, 'logGroup');
  const [group] = resources;
  if (!group) return gaps.length > 0 ? [cover(key, [...before, OPEN])] : [];
  // Where a trail records every region, what it leads to is the same in all of them.
  const where = `${key.join(' ')} ${place.isGlobal} ${place.reaches} ${burstKey(place)}`;
  return once(place, where, () => [
    ...throughLogGroup(place, group, key, before),
    ...byQueries(place, group, key, before),
  ]);
}

/** What a query finds is not decided, of any record. */
function byQueries(place: Place, group: Resource, key: readonly string[], before: readonly Bounds[]): readonly Cover[] {
  const isOpen = throughLogAlarms(place, group).some((links) => links.every(({ truth }) => truth !== 'false'));
  return isOpen ? [cover([...key, group.id, 'queries'], [...before, OPEN])] : [];
}

function cover(key: readonly string[], parts: readonly Bounds[]): Cover {
  return { key: key.join('\n'), bounds: every(parts) };
}

function throughLogGroup(
  place: Place,
  group: Resource,
  key: readonly string[],
  before: readonly Bounds[],
): readonly Cover[] {
  const { truth } = logGroupLink(place, group);
  if (truth === 'false') return [];
  const { resources, gaps } = place.world.related(group, 'metricFilters');
  const start = every([...before, OF_TRUTH[truth]]);
  const found = resources.flatMap((filter) => {
    const whole = [start, filterBounds(place.world, filter)];
    return [...countedBy(waysOn(place, filter))].map(([takesAll, ways]): Cover => {
      const covered = cover([...key, filter.id, truth, takesAll ?? ''], [...whole, some(ways)]);
      return takesAll === null ? covered : { ...covered, takesAll };
    });
  });
  return gaps.length > 0 ? [...found, cover([...key, 'hidden'], [...before, OPEN])] : found;
}

/** What the ways on from a filter count: of those that take all events of a burst each by its name, of all others (null) together. */
function countedBy(ways: readonly Way[]): ReadonlyMap<string | null, readonly Bounds[]> {
  const found = new Map<string | null, readonly Bounds[]>();
  for (const { links, counts, takesAll } of ways) {
    const told = allOf(links.map((link) => link.truth));
    if (told === 'false') continue;
    found.set(takesAll, [...(found.get(takesAll) ?? []), every([counts, OF_TRUTH[told]])]);
  }
  return found;
}

/** Through EventBridge rules of the region. Rules that are alike in several regions cover alike. */
function throughRules(place: Place): readonly Cover[] {
  const { account, region, world } = place;
  const here = { account: account.id, region };
  const told = rulesAt(world, here).flatMap((rule) => {
    const beyond = beyondRule(place, rule);
    return beyond.bounds.may === NEVER.may ? [] : [{ rule, beyond }];
  });
  const isHidden = hiddenRules(world, here) !== null;
  const signIns = signInsAtHome(place);
  if (told.length === 0 && signIns === NEVER && !isHidden) return [];
  const { key, bounds } = recordedIn(place);
  const found = told.map(({ rule, beyond }) => {
    const parts = [bounds, patternBoundsOf(world, rule), stateBounds(world, rule), beyond.bounds];
    return cover([...key, patternOf(rule) ?? '', String(rule.fields['state']), beyond.key], parts);
  });
  const doubtful = signIns === NEVER ? [] : [cover([...key, 'sign-ins'], [bounds, signIns])];
  const hidden = isHidden ? [cover([...key, 'hidden'], [bounds, OPEN])] : [];
  return [...found, ...doubtful, ...hidden];
}

/** What comes through the targets of a rule, by itself or over an event bus. */
function beyondRule(place: Place, rule: Resource): Cover {
  const ends = targetsOf(place, rule).map(({ links, bus }) => ({ truth: truthOf(links), bus }));
  const truth = anyOf(ends.flatMap((end) => (end.bus ? [] : [end.truth])));
  const buses = ends.flatMap((end): Cover[] => {
    if (!end.bus || end.truth === 'false') return [];
    const { key, bounds } = onBus(place, rule, end.bus);
    return [{ key: `${end.truth} ${key}`, bounds: every([OF_TRUTH[end.truth], bounds]) }];
  });
  const key = [truth, ...buses.map((each) => each.key)].join(' ');
  return { key, bounds: some([OF_TRUTH[truth], ...buses.map((each) => each.bounds)]) };
}

const onBusOnce = foundOnce<Cover>();

/** Through the rules of an event bus to which a rule sends. What becomes of the event there may depend on whence it came, so it is part of the key. */
function onBus(place: Place, first: Resource, bus: Resource): Cover {
  const { world, reaches } = place;
  return onBusOnce(place, `${bus.id} ${first.account} ${first.region} ${reaches}`, () => {
    const { rules, hidden } = rulesOn(world, bus);
    const told = rules.map((rule) => ({
      rule,
      truth: anyOf(targetsOf(place, rule, first).map(({ links }) => truthOf(links))),
    }));
    const through = told.map(({ rule, truth }) =>
      every([patternBoundsOf(world, rule), receiverBounds(world, rule), OF_TRUTH[truth]]),
    );
    const key = [bus.id, ...told.map(({ truth }) => truth)].join(' ');
    return { key, bounds: some(hidden ? [...through, OPEN] : through) };
  });
}

function truthOf(links: readonly Link[]): Truth {
  return allOf(links.map(({ truth }) => truth));
}

/** Sign-ins of other regions than the home of global services, where a rule in that one may match them: whether there are any is not decided. */
function signInsAtHome({ account, region, world }: Place): Bounds {
  const home = globalRegion(world.snapshot.scope.partition);
  if (region === home) return NEVER;
  const rules = rulesAt(world, { account: account.id, region: home });
  if (rules.length === 0) return NEVER;
  const matching = rules.map((rule) => {
    // There the region is another one.
    const looksAtRegion = /region/i.test(patternOf(rule) ?? '');
    return allOfThem([looksAtRegion ? ALWAYS.may : patternBoundsOf(world, rule).may, stateBounds(world, rule).may]);
  });
  return { must: FALSE, may: allOfThem([SIGN_INS, oneOfThem(matching)]) };
}

const SIGN_INS = or(
  atom(['eventSource'], oneOf('signin.amazonaws.com')),
  atom(['eventType'], oneOf('AwsConsoleSignIn')),
);

/** What any trail records for the bus of the account. */
function recordedIn(place: Place): { readonly key: readonly string[]; readonly bounds: Bounds } {
  const trails = place.world.related(place.account, 'trails').resources.flatMap((trail) => {
    const scope = scopeOf(place, trail);
    const held = allOf(
      [logs(place, trail), ownerLink(place, trail) ?? { truth: 'true' as const }].map(({ truth }) => truth),
    );
    if (held === 'false' || scope === NEVER) return [];
    const key = [trail.id, held, scope === ALWAYS ? '' : place.region];
    return [{ key, bounds: every([OF_TRUTH[held], scope, selected(place, trail)]) }];
  });
  return { key: ['rules', ...trails.flatMap(({ key }) => key)], bounds: some(trails.map(({ bounds }) => bounds)) };
}
