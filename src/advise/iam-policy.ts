/** The least IAM permissions with which the selected rules can be audited: it follows from what they read. */
import type { Kind } from '../kinds/kind.ts';
import type { Needs } from '../model/rule.ts';

type Kinds = ReadonlyMap<string, Kind>;
type Detail = Kind['details'][string];

/** Kinds that every audit finds, whichever rules are selected. */
const DISCOVERED = ['organization', 'account', 'region'] as const;

export interface Permission {
  readonly action: string;
  /** The kinds it is needed for. */
  readonly kinds: readonly string[];
}

/** Who asks: the role that is taken on in each account, or the caller, who takes it on and asks about the organization. */
export type Asking = 'role' | 'caller';

/** What only the caller does. */
const OF_CALLER = /^(sts|organizations):/;

/** Sorted by action. */
export function permissionsFor(needs: Needs, kinds: Kinds, asking: Asking): readonly Permission[] {
  const actions = new Map<string, Set<string>>();
  const add = (kind: string, action: string) => {
    if (asking === 'role' && OF_CALLER.test(action)) return;
    actions.set(action, (actions.get(action) ?? new Set()).add(kind));
  };
  const listed = listedKinds(needs, kinds);
  for (const name of kindsRead(needs, kinds)) {
    const list = kinds.get(name)?.list;
    const { actions = [] } = (listed.has(name) ? list : (list?.named ?? list)) ?? {};
    for (const action of actions) add(name, action);
    if (!listed.has(name) || !isFoundByAlias(name, needs, kinds)) continue;
    for (const action of list?.aliases?.actions ?? []) add(name, action);
  }
  for (const { kind, detail } of detailsRead(needs, kinds)) for (const action of detail.actions) add(kind, action);
  return [...actions]
    .map(([action, used]) => ({ action, kinds: [...used].sort() }))
    .sort((one, other) => (one.action < other.action ? -1 : 1));
}

/** A relation that is followed, and the kind it starts from. */
type Step = readonly [kind: string, relation: string];

/** Relations that are asked for, and those that lead to subjects without a list of their own. */
function followed({ subjects, relations }: Needs, kinds: Kinds): readonly Step[] {
  const asked = [...subjects, ...relations].flatMap((path) => {
    const steps = path.split('.');
    return steps.slice(1).map((name, index): Step => [kindAt(steps.slice(0, index + 1), kinds) ?? '', name]);
  });
  return [...asked, ...subjects.flatMap((path) => leadingTo(path.split('.')[0] ?? '', kinds))];
}

function leadingTo(kind: string, kinds: Kinds): readonly Step[] {
  const population = kinds.get(kind)?.population;
  if (typeof population !== 'object') return [];
  return population.through.flatMap((path) => {
    const [parent = '', ...relations] = path.split('.');
    const steps = relations.map(
      (name, index): Step => [kindAt([parent, ...relations.slice(0, index)], kinds) ?? '', name],
    );
    return [...leadingTo(parent, kinds), ...steps];
  });
}

/** Kinds that paths begin with: all of them are listed, but for subjects that a relation leads to and that no other rule lists. */
function listedKinds({ subjects, relations }: Needs, kinds: Kinds): ReadonlySet<string> {
  const whole = subjects.filter((path) => !path.includes('.'));
  const reached = subjects.filter((path) => path.includes('.')).map((path) => kindAt(path.split('.'), kinds) ?? '');
  const isReached = (name: string) => reached.includes(name) && !whole.includes(name);
  const first = [...subjects, ...relations].map((path) => path.split('.')[0] ?? '');
  return new Set(first.filter((name) => !isReached(name)));
}

/** Whether something of the kind is looked at, or found, by its other names. */
function isFoundByAlias(name: string, needs: Needs, kinds: Kinds): boolean {
  const field = kinds.get(name)?.list.aliases?.field;
  if (field === undefined) return false;
  const isAsked = needs.fields.some((path) => {
    const steps = path.split('.');
    return steps.at(-1) === field && kindAt(steps.slice(0, -1), kinds) === name;
  });
  return (
    isAsked ||
    followed(needs, kinds).some(([from, step]) => {
      const { kind, by = [], on = [] } = kinds.get(from)?.relations[step] ?? {};
      return (from === name && by.includes(field)) || (kind === name && on.includes(field));
    })
  );
}

/** Every kind that is listed: subjects, what leads to them, and both ends of every relation followed. */
function kindsRead(needs: Needs, kinds: Kinds): ReadonlySet<string> {
  const ends = followed(needs, kinds).flatMap(([kind, name]) => [kind, kinds.get(kind)?.relations[name]?.kind ?? '']);
  return new Set([...DISCOVERED, ...listedKinds(needs, kinds), ...ends].filter((name) => kinds.has(name)));
}

/** Further calls, for fields that are asked for and those that relations are found by. */
function detailsRead(needs: Needs, kinds: Kinds): readonly { readonly kind: string; readonly detail: Detail }[] {
  const asked = needs.fields.map((path) => {
    const steps = path.split('.');
    return [kindAt(steps.slice(0, -1), kinds) ?? '', steps.at(-1) ?? ''] as const;
  });
  const keys = followed(needs, kinds).flatMap(([name, relation]) =>
    (kinds.get(name)?.relations[relation]?.by ?? []).map((field) => [name, field] as const),
  );
  return [...asked, ...keys].flatMap(([name, field]) => {
    const kind = kinds.get(name);
    const detail = kind?.details[kind.fields[field]?.read ?? ''];
    return kind && detail ? [{ kind: kind.name, detail }] : [];
  });
}

/** The kind at the end of a path: its first step is a kind, the others are relations. */
function kindAt([first = '', ...relations]: readonly string[], kinds: Kinds): string | undefined {
  return relations.reduce<string | undefined>(
    (kind, relation) => kinds.get(kind ?? '')?.relations[relation]?.kind,
    first,
  );
}

/** An IAM policy document, two spaces, as the IAM console takes it. */
export function policyDocument(permissions: readonly Permission[]): string {
  const statement = {
    Sid: 'TrailproofReads',
    Effect: 'Allow',
    Action: permissions.map(({ action }) => action),
    Resource: '*',
  };
  return `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)}\n`;
}
