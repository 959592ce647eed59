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
  for (const name of kindsRead(needs, kinds)) {
    for (const action of kinds.get(name)?.list.actions ?? []) add(name, action);
  }
  for (const { kind, detail } of detailsRead(needs, kinds)) for (const action of detail.actions) add(kind, action);
  return [...actions]
    .map(([action, used]) => ({ action, kinds: [...used].sort() }))
    .sort((one, other) => (one.action < other.action ? -1 : 1));
}

/** Every kind that is listed: subjects, what leads to them, and both ends of every relation followed. */
function kindsRead(needs: Needs, kinds: Kinds): ReadonlySet<string> {
  const read = new Set<string>(DISCOVERED);
  for (const path of [...needs.subjects, ...needs.relations]) {
    const steps = path.split('.');
    for (const [index] of steps.entries()) {
      const end = kindAt(steps.slice(0, index + 1), kinds);
      if (end !== undefined) read.add(end);
    }
  }
  for (const name of read) {
    const population = kinds.get(name)?.population;
    if (typeof population === 'object') read.add(population.through.split('.')[0] ?? '');
  }
  return read;
}

function detailsRead(needs: Needs, kinds: Kinds): readonly { readonly kind: string; readonly detail: Detail }[] {
  return needs.fields.flatMap((path) => {
    const steps = path.split('.');
    const kind = kinds.get(kindAt(steps.slice(0, -1), kinds) ?? '');
    const detail = kind?.details[kind.fields[steps.at(-1) ?? '']?.read ?? ''];
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
