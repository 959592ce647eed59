/** Tests beside a rule: what is given becomes a snapshot, what is expected is compared with the findings. */
import type { Kind } from '../kinds/kind.ts';
import { parseDuration } from '../model/duration.ts';
import type { Finding } from '../model/report.ts';
import type { Gap, GapReason, Resource } from '../model/resource.ts';
import type { RuleTest } from '../model/rule.ts';
import type { Coverage, Hole, Snapshot } from '../model/snapshot.ts';
import { nearestName } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { VERDICTS } from '../model/verdict.ts';
import { pluralOf } from '../model/words.ts';

/** A factory of a kind: fills what a test does not say. */
export type Factories = ReadonlyMap<
  string,
  (
    given: Readonly<Record<string, Value>>,
    place: { readonly partition: string; readonly account: string; readonly region: string },
  ) => {
    readonly id: string;
    readonly name: string;
    readonly fields: Readonly<Record<string, Value>>;
    readonly shortForms: readonly string[];
  }
>;

/** Where everything stands that a test does not place elsewhere. */
const HOME = { partition: 'aws', account: '111122223333', region: 'us-east-1' } as const;
/** The time of every test, so that ages can be written as fixed times. */
const TEST_TIME = '2026-01-02T00:00:00.000Z';

const MARKS: ReadonlyMap<Value, GapReason> = new Map([
  ['$denied', 'denied'],
  ['$throttled', 'throttled'],
  ['$timedOut', 'timedOut'],
  ['$outOfScope', 'outOfScope'],
]);

interface Building {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly factories: Factories;
  readonly resources: Resource[];
  readonly gaps: Map<string, Gap>;
  readonly holes: Hole[];
  readonly mistakes: string[];
  /** Kinds whose lists could not be read. */
  readonly unlisted: Set<string>;
}

/** What a test gives, as a snapshot in which everything else is known to be absent; or what is wrong with it. */
export function buildTestSnapshot(
  test: RuleTest,
  kinds: ReadonlyMap<string, Kind>,
  factories: Factories,
): { readonly snapshot: Snapshot; readonly mistakes: readonly string[] } {
  const building: Building = {
    kinds,
    factories,
    resources: [],
    gaps: new Map(),
    holes: [],
    mistakes: [],
    unlisted: new Set(),
  };
  const given = isObject(test.given) ? test.given : {};
  const accounts = accountsOf(given, building);
  for (const [key, value] of Object.entries(given)) {
    if (key === 'account' || key === 'accounts') continue;
    addAll(building, key, value);
  }
  const whole = accounts.map((account) => withGivenRegions(building, account));
  const ids = whole.map(({ id }) => id);
  addRegions(building, whole);
  return { snapshot: snapshotOf(building, ids, whole), mistakes: building.mistakes };
}

/** `account: {...}`, `accounts: [...]`, or the default one. */
function accountsOf(given: Readonly<Record<string, Value>>, building: Building): readonly Resource[] {
  const listed = given['accounts'] ?? [given['account'] ?? {}];
  const items = Array.isArray(listed) ? listed : [listed];
  return items.map((item) => {
    if (!isObject(item)) building.mistakes.push(`given.accounts holds ${JSON.stringify(item)}, which is no resource`);
    return add(building, 'account', isObject(item) ? item : {});
  });
}

/** A region that is given is one that the account has, as if `regionNames` named it. */
function withGivenRegions(building: Building, account: Resource): Resource {
  const names = account.fields['regionNames'];
  if (!Array.isArray(names)) return account;
  const given = building.resources.filter((each) => each.kind === 'region' && each.account === account.id);
  const regionNames = [...new Set([...names, ...given.map(({ region }) => region)])];
  const whole = { ...account, fields: { ...account.fields, regionNames } };
  building.resources.splice(building.resources.indexOf(account), 1, whole);
  return whole;
}

function addRegions(building: Building, accounts: readonly Resource[]): void {
  for (const account of accounts) {
    const names = account.fields['regionNames'];
    for (const name of Array.isArray(names) ? names : []) {
      const isGiven = building.resources.some(
        (each) => each.kind === 'region' && each.account === account.id && each.region === name,
      );
      const managementAccount = account.fields['managementAccount'] ?? null;
      if (!isGiven) add(building, 'region', { account: account.id, region: String(name), managementAccount });
    }
  }
}

function addAll(building: Building, key: string, value: Value): void {
  const kind = kindNamed(building, key);
  if (kind === null) return;
  const reason = MARKS.get(value);
  if (reason !== undefined) {
    building.unlisted.add(kind);
    hole(building, kind, reason);
    return;
  }
  const items = Array.isArray(value) ? value : [value];
  for (const item of items) {
    const itemReason = MARKS.get(item);
    // A mark among resources: these were read before the list broke off.
    if (itemReason !== undefined) {
      building.unlisted.add(kind);
      hole(building, kind, itemReason);
    } else if (isObject(item)) add(building, kind, item);
    else building.mistakes.push(`given.${key} holds ${JSON.stringify(item)}, which is no resource`);
  }
}

function kindNamed(building: Building, key: string): string | null {
  for (const name of building.kinds.keys()) if (key === name || key === pluralOf(name)) return name;
  const names = [...building.kinds.keys()].map(pluralOf);
  const nearest = nearestName(key, names);
  building.mistakes.push(`given has no kind "${key}"${nearest === null ? '' : ` (did you mean "${nearest}"?)`}`);
  return null;
}

/** Accounts and regions are where they are called. */
function placeBefore(kind: string, given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  if (kind === 'account') return { account: given['id'] ?? null, region: null };
  return kind === 'region' ? { region: given['name'] ?? null } : {};
}

function add(building: Building, kind: string, given: Readonly<Record<string, Value>>): Resource {
  const { account, region, ...rest } = { ...placeBefore(kind, given), ...given };
  const place = {
    ...HOME,
    account: typeof account === 'string' ? account : HOME.account,
    region: typeof region === 'string' ? region : HOME.region,
  };
  const marked = Object.entries(rest).filter(([, value]) => MARKS.has(value));
  const plain = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => key !== 'id' && !marked.some(([name]) => name === key))
      .map(([key, value]) => [key, ago(value)]),
  );
  const made = building.factories.get(kind)?.(plain, place);
  if (!made) throw new Error(`there is no factory for ${kind}`);
  checkFields(building, kind, rest, made.shortForms);
  const fields = Object.fromEntries(
    Object.entries(made.fields).filter(([key]) => !marked.some(([name]) => name === key)),
  );
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
    fields,
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
    building.mistakes.push(`${kind} has no field "${key}"${nearest === null ? '' : ` (did you mean "${nearest}"?)`}`);
  }
}

function gap(building: Building, what: string, reason: GapReason, place: { account: string; region: string }): string {
  const id = `${place.account}/${place.region}/${what}`;
  building.gaps.set(id, {
    id,
    reason,
    call: `test:${what}`,
    action: `test:${what}`,
    ...pick(place),
    message: `the test says ${reason}`,
  });
  return id;
}

function pick({ account, region }: { account: string; region: string }): { account: string; region: string } {
  return { account, region };
}

function hole(building: Building, kind: string, reason: GapReason): void {
  building.holes.push({ kind, account: HOME.account, region: '*', gap: gap(building, kind, reason, HOME) });
}

function snapshotOf(building: Building, ids: readonly string[], accounts: readonly Resource[]): Snapshot {
  const coverage = accounts.flatMap((account): Coverage[] => {
    const names = account.fields['regionNames'];
    const regions = ['', ...(Array.isArray(names) ? names.map(String) : [])];
    return [...building.kinds.keys()]
      .filter((kind) => !building.unlisted.has(kind))
      .map((kind) => ({ kind, account: account.id, regions }));
  });
  return {
    schemaVersion: 1,
    tool: { name: 'trailproof', version: 'test' },
    takenAt: TEST_TIME,
    scope: { partition: HOME.partition, by: 'files', caller: null, accounts: ids, regions: null },
    resources: building.resources,
    gaps: [...building.gaps.values()],
    coverage,
    holes: building.holes,
  };
}

/** How the findings differ from what a test expects; empty where they do not. */
export function compareExpectation(test: RuleTest, findings: readonly Finding[]): readonly string[] {
  const { expect } = test;
  if (typeof expect === 'string') {
    if (!isVerdict(expect)) return [`expect: "${expect}" is no verdict (${VERDICTS.join(', ')})`];
    if (findings.length === 0) return [`expected ${expect}, but there is no finding`];
    return findings
      .filter(({ verdict }) => verdict !== expect)
      .map((finding) => `expected ${expect}, got ${finding.verdict} for ${nameOf(finding)}: ${finding.message}`);
  }
  if (!isObject(expect)) return ['expect must be a verdict, or a mapping from resources to verdicts'];
  const left = new Map(Object.entries(expect));
  const mistakes = findings.flatMap((finding) => {
    const key = [...left.keys()].find((each) => isCalled(finding, each));
    if (key === undefined)
      return [`${nameOf(finding)} is ${finding.verdict}, and the test does not expect it: ${finding.message}`];
    const wanted = left.get(key);
    left.delete(key);
    return wanted === finding.verdict
      ? []
      : [`expected ${String(wanted)}, got ${finding.verdict} for ${nameOf(finding)}: ${finding.message}`];
  });
  return [
    ...mistakes,
    ...[...left].map(([key, verdict]) => `expected ${String(verdict)} for ${key}, but there is no such finding`),
  ];
}

function isVerdict(text: string): boolean {
  return VERDICTS.some((verdict) => verdict === text);
}

/** A finding is named by the name or id of its subject, or `kind/name`; `none` is a finding without subject. */
function isCalled(finding: Finding, key: string): boolean {
  if (finding.resource === '') return key === 'none';
  const { kind, resource, resourceName } = finding;
  return key === resourceName || key === resource || key === `${kind}/${resourceName}`;
}

function nameOf(finding: Finding): string {
  return finding.resource === '' ? 'none' : `${finding.kind}/${finding.resourceName}`;
}
