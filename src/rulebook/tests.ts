/** What a test beside a rule gives, as a snapshot. */
import type { Kind } from '../kinds/kind.ts';
import type { Resource } from '../model/resource.ts';
import type { RuleTest } from '../model/rule.ts';
import type { Coverage, Snapshot } from '../model/snapshot.ts';
import { nearestName } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { pluralOf } from '../model/words.ts';
import type { Building } from './given.ts';
import { add, HOME, hole, MARKS, TEST_TIME } from './given.ts';

/** What a test gives, as a snapshot in which everything else is known to be absent; or what is wrong with it. */
export function buildTestSnapshot(
  test: RuleTest,
  kinds: ReadonlyMap<string, Kind>,
  factories: Building['factories'],
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
  const others = nearest === null ? ` (known: ${names.join(', ')})` : ` (did you mean "${nearest}"?)`;
  building.mistakes.push(`given has no kind "${key}"${others}`);
  return null;
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
