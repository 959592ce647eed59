/** A decision about an alarm, an action or a topic, and in one sentence why. */
import type { Link, LinkName } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import type { Truth } from '../../model/verdict.ts';

export interface Decision {
  readonly truth: Truth;
  readonly sentence: string;
  /** The text that the sentence speaks of, and the part that matters. */
  readonly text?: NonNullable<Link['text']>;
}

export function no(sentence: string): Decision {
  return { truth: 'false', sentence };
}

export function undecided(sentence: string, text?: Decision['text']): Decision {
  return { truth: 'unknown', sentence, ...(text ? { text } : {}) };
}

export function linkOf(link: LinkName, { truth, sentence, text }: Decision, resource: Resource): Link {
  return { link, truth, sentence, resource: resource.id, ...(text ? { text } : {}) };
}
