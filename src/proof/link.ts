/** Links of a route: one that holds, one that is broken, one that could not be read. */
import type { Link, LinkName } from '../model/proof.ts';
import type { Gap, Resource } from '../model/resource.ts';
import { lead } from '../model/words.ts';

export function yes(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'true', sentence, ...(resource ? { resource: resource.id } : {}) };
}

export function no(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'false', sentence, ...(resource ? { resource: resource.id } : {}) };
}

export function undecided(link: LinkName, sentence: string, resource?: Resource): Link {
  return { link, truth: 'unknown', sentence, ...(resource ? { resource: resource.id } : {}) };
}

export function unread(link: LinkName, what: string, gap: Gap, resource?: Resource): Link {
  return { ...undecided(link, `${what} could not be read (${lead(gap)})`, resource), gaps: [gap.id] };
}
