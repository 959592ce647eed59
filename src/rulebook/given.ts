/** A resource that a test gives: what it does not say is healthy, and what it marks could not be read. */
import type { Example } from '../kinds/example.ts';
import type { Kind } from '../kinds/kind.ts';
import { parseDuration } from '../model/duration.ts';
import type { Gap, GapReason, Place, Resource } from '../model/resource.ts';
import type { Hole } from '../model/snapshot.ts';
import { nearestName } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';

/** Where everything stands that a test does not place elsewhere. */
export const HOME = { partition: 'aws', account: '111122223333', region: 'us-east-1' } as const;
/** The time of every test, so that ages can be written as fixed times. */
export const TEST_TIME = '2026-01-02T00:00:00.000Z';

/** What stands in place of what could not be read. */
export const MARKS: ReadonlyMap<Value, GapReason> = new Map([
  ['$denied', 'denied'],
  ['$throttled', 'throttled'],
  ['$timedOut', 'timedOut'],
  ['$outOfScope', 'outOfScope'],
]);

/** A snapshot in the making. */
export interface Building {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** What fills in what a test does not say. */
  readonly factories: ReadonlyMap<string, Example>;
  readonly resources: Resource[];
  readonly gaps: Map<string, Gap>;
  readonly holes: Hole[];
  readonly mistakes: string[];
  /** Kinds whose lists could not be read. */
  readonly unlisted: Set<string>;
}

/** Accounts and regions are where they are called. */
function placeBefore(kind: string, given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  if (kind === 'account') return { account: given['id'] ?? null, region: null };
  return kind === 'region' ? { region: given['name'] ?? null } : {};
}

export function add(building: Building, kind: string, given: Readonly<Record<string, Value>>): Resource {
  const { account, region, ...rest } = { ...placeBefore(kind, given), ...given };
  const place = {
    ...HOME,
    account: typeof account === 'string' ? account : HOME.account,
    region: typeof region === 'string' ? region : HOME.region,
  };
  const marked = Object.entries(rest).filter(([, value]) => MARKS.has(value));
  const unmarked = <T>(entries: readonly (readonly [string, T])[]) =>
    entries.filter(([key]) => !marked.some(([name]) => name === key));
  const said = unmarked(Object.entries(rest)).filter(([key]) => key !== 'id');
  const made = building.factories.get(kind)?.(Object.fromEntries(said.map(([key, value]) => [key, ago(value)])), place);
  if (!made) throw new Error(`there is no factory for ${kind}`);
  checkFields(building, kind, rest, made.shortForms);
  const isPlaceless = kind === 'account' || kind === 'organization';
  const unread = Object.fromEntries(
    marked.map(([field, value]) => [field, gap(building, `${kind}.${field}`, MARKS.get(value) ?? 'denied', place)]),
  );
  const resource: Resource = {
    kind,
    id: made.id,
    name: made.name,
    account: place.account,
    region: isPlaceless ? '' : place.region,
    fields: Object.fromEntries(unmarked(Object.entries(made.fields))),
    origins: {},
    ...(marked.length > 0 ? { unread } : {}),
  };
  if (building.resources.some((each) => each.kind === kind && each.id === resource.id)) {
    building.mistakes.push(`given holds ${kind} ${resource.name} twice: give one of them another name`);
  }
  building.resources.push(resource);
  return resource;
}

/** `@90m` is a time: ninety minutes before the test's. */
function ago(value: Value): Value {
  const age = typeof value === 'string' && value.startsWith('@') ? parseDuration(value.slice(1)) : null;
  return age === null ? value : new Date(Date.parse(TEST_TIME) - age).toISOString();
}

/** Short forms that name several things. */
const LIST_FORMS: ReadonlySet<string> = new Set(['admits', 'topics']);

function checkFields(
  building: Building,
  kind: string,
  given: Readonly<Record<string, Value>>,
  shortForms: readonly string[],
): void {
  const known = [...Object.keys(building.kinds.get(kind)?.fields ?? {}), ...shortForms, 'name', 'id'];
  for (const key of Object.keys(given)) {
    const value = given[key] ?? null;
    if (
      shortForms.includes(key) &&
      LIST_FORMS.has(key) &&
      value !== null &&
      !MARKS.has(value) &&
      !Array.isArray(value)
    ) {
      building.mistakes.push(`${kind}.${key} must be a list, not ${JSON.stringify(value)}: write ${key}: [...]`);
    }
    if (known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const others = nearest === null ? ` (known: ${known.join(', ')})` : ` (did you mean "${nearest}"?)`;
    building.mistakes.push(`${kind} has no field "${key}"${others}`);
  }
}

function gap({ gaps }: Building, what: string, reason: GapReason, { account, region }: Place): string {
  const id = `${account}/${region}/${what}`;
  gaps.set(id, {
    id,
    reason,
    call: `test:${what}`,
    action: `test:${what}`,
    account,
    region,
    message: `the test says ${reason}`,
  });
  return id;
}

export function hole(building: Building, kind: string, reason: GapReason): void {
  building.holes.push({ kind, account: HOME.account, region: '*', gap: gap(building, kind, reason, HOME) });
}
