/** The least IAM permissions with which the selected rules can be audited: it follows from what they read. */
import type { Kind } from '../kinds/kind.ts';
import type { Needs } from '../model/rule.ts';

/** Kinds that every audit finds, whichever rules are selected. */
const DISCOVERED = ['organization', 'account', 'region'] as const;

export interface Permission {
  readonly action: string;
  /** The kinds it is needed for. */
  readonly kinds: readonly string[];
}

/** Actions of the role that is assumed in each account, sorted. `sts:AssumeRole` is the caller's, not the role's. */
export function permissionsFor(needs: Needs, kinds: ReadonlyMap<string, Kind>): readonly Permission[] {
  const actions = new Map<string, Set<string>>();
  const add = (kind: string, action: string) => {
    if (action === 'sts:AssumeRole') return;
    actions.set(action, (actions.get(action) ?? new Set()).add(kind));
  };
  for (const name of kindsRead(needs, kinds)) {
    const kind = kinds.get(name);
    if (!kind) continue;
    for (const action of kind.list.actions) add(name, action);
    for (const detail of detailsRead(needs, kind)) for (const action of detail.actions) add(name, action);
  }
  return [...actions]
    .map(([action, used]) => ({ action, kinds: [...used].sort() }))
    .sort((one, other) => (one.action < other.action ? -1 : 1));
}

/** Every kind that is listed: subjects, what leads to them, and both ends of every relation followed. */
function kindsRead(needs: Needs, kinds: ReadonlyMap<string, Kind>): ReadonlySet<string> {
  const read = new Set<string>([...DISCOVERED, ...needs.subjects]);
  for (const path of needs.relations) {
    const [kind = '', relation = ''] = path.split('.');
    read.add(kind);
    const target = kinds.get(kind)?.relations[relation]?.kind;
    if (target !== undefined) read.add(target);
  }
  for (const name of read) {
    const population = kinds.get(name)?.population;
    if (typeof population === 'object') read.add(population.through.split('.')[0] ?? '');
  }
  return read;
}

function detailsRead(needs: Needs, kind: Kind): readonly Kind['details'][string][] {
  const reads = new Set(
    needs.fields.flatMap((path) => {
      const [name = '', field = ''] = path.split('.');
      return name === kind.name ? [kind.fields[field]?.read ?? ''] : [];
    }),
  );
  return Object.entries(kind.details).flatMap(([name, detail]) => (reads.has(name) ? [detail] : []));
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
