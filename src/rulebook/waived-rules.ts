/** Waivers held against the rules: which of them each speaks of, and what it says of rules that do not exist. */
import { isLike } from '../model/like.ts';
import type { CheckWord } from '../model/outcome.ts';
import type { EventClass, Rule } from '../model/rule.ts';
import type { Waiver } from '../model/waiver.ts';
import { positionOf, unknownRule } from './document.ts';
import { leftOutFor } from './waiver-exclusions.ts';
import type { WaiverFile, WrittenWaiver } from './waivers.ts';

interface Known {
  /** Every rule, on or off. */
  readonly rules: readonly Rule[];
  /** What they are called, also those that cannot be used. */
  readonly ids: readonly string[];
  readonly events: ReadonlyMap<string, EventClass>;
  readonly words: ReadonlyMap<string, CheckWord>;
}

/** In the order of the files and in them. Mistakes are noted in the reading of each. */
export function waiversIn(files: readonly WaiverFile[], known: Known): readonly Waiver[] {
  return files.flatMap(({ waivers }) => waivers.map((waiver) => waiverFor(waiver, known)));
}

function waiverFor({ reading, node, patterns, grant, selectors, excluding }: WrittenWaiver, known: Known): Waiver {
  const { ids } = known;
  for (const { text, node: at } of patterns) {
    if (ids.some((id) => isLike(id, text))) continue;
    const message = /[*?]/.test(text) ? `"${text}" fits none of the ${ids.length} rules` : `there is no rule "${text}"`;
    unknownRule(reading, at, text, ids, message);
  }
  const { file, line, column } = positionOf(reading, node);
  const rules = known.rules.filter(({ id }) => patterns.some(({ text }) => isLike(id, text)));
  return {
    patterns: patterns.map(({ text }) => text),
    rules: rules.map(({ id }) => id),
    ...selectors,
    ...(excluding ? { excluding: leftOutFor(reading, excluding, rules, known) } : {}),
    ...grant,
    at: { file, line, column },
  };
}
