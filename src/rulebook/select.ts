/** Which rules of a rulebook are asked. */
import { UsageError } from '../model/errors.ts';
import { isLike } from '../model/like.ts';
import type { Needs, Rulebook } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';

/**
 * Rules whose ids fit one of the patterns (`*` stands for anything). Who names a rule wants it asked, also where it is off.
 * @throws UsageError where a pattern fits none
 */
export function selectRules(rulebook: Rulebook, patterns: readonly string[]): Rulebook {
  const { rules, off } = rulebook;
  const on = rules.map(({ id }) => id);
  const ids = [...on, ...off.map(({ id }) => id)];
  for (const pattern of patterns) {
    if (ids.includes(pattern) || on.some((id) => isLike(id, pattern))) continue;
    if (ids.some((id) => isLike(id, pattern))) {
      throw new UsageError(`"${pattern}" fits only rules that are off. Name one in full to have it asked.`);
    }
    throw new UsageError(
      `"${pattern}" fits none of the ${ids.length} rules${suggest(pattern, ids)}. "trailproof rules list" names them all.`,
    );
  }
  const named = off.filter(({ id }) => patterns.includes(id)).map(({ off: _, ...rule }) => rule);
  const fitting = rules.filter(({ id }) => patterns.some((pattern) => isLike(id, pattern)));
  return { ...rulebook, rules: [...fitting, ...named], off: off.filter(({ id }) => !patterns.includes(id)) };
}

/** What all rules together read. */
export function needsOf(rulebook: Rulebook): Needs {
  const all = (part: keyof Needs) => [...new Set(rulebook.rules.flatMap(({ needs }) => needs[part]))].sort();
  return { subjects: all('subjects'), relations: all('relations'), fields: all('fields') };
}
