/** Links of a route: one that holds, one that is broken, one that could not be read. */
import type { Link, LinkName } from '../model/proof.ts';
import type { Gap, Resource } from '../model/resource.ts';
import { called, lead } from '../model/words.ts';
import type { World } from '../model/world.ts';

export function yes(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'true', sentence, ...(resource ? { resource: resource.id } : {}) };
}

export function no(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'false', sentence, ...(resource ? { resource: resource.id } : {}) };
}

/** What is not understood of a pattern, and what is written in its place where that is known. */
export function withHint({ message, hint }: { readonly message: string; readonly hint?: string }): string {
  return hint === undefined ? message : `${message} (${hint})`;
}

/** Broken, and why is not asked. */
export function unsaid(link: LinkName): Link {
  return { link, truth: 'false', sentence: '' };
}

export function undecided(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'unknown', sentence, ...(resource ? { resource: resource.id } : {}) };
}

/** The first of the fields that was not read, as a link that is not decided; null where all were. */
export function unreadField(world: World, link: LinkName, resource: Resource, fields: readonly string[]): Link | null {
  for (const field of fields) {
    if (resource.fields[field] !== undefined) continue;
    const datum = world.field(resource, field);
    if (!datum.known) return unread(link, `${field} of ${called(resource)}`, datum.gap, resource);
  }
  return null;
}

export function unread(link: LinkName, what: string, gap: Gap, resource?: Resource): Link {
  return { ...undecided(link, `${what} could not be read (${lead(gap)})`, resource), gaps: [gap.id] };
}
