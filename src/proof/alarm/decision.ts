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

/** Steps of which the last always answers: the first that says no, or else the first doubt, or else the last. */
export function decided(steps: readonly (() => Decision | null)[]): Decision {
  let answer: Decision | null = null;
  for (const step of steps) {
    const decision = step();
    if (decision?.truth === 'false') return decision;
    if (answer?.truth !== 'unknown') answer = decision ?? answer;
  }
  if (!answer) throw new Error('no step answers');
  return answer;
}

export function linkOf(link: LinkName, { truth, sentence, text }: Decision, resource: Resource): Link {
  return { link, truth, sentence, resource: resource.id, ...(text ? { text } : {}) };
}
