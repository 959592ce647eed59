/** Which rules of a rulebook are asked. */
import { UsageError } from '../model/errors.ts';
import { isLike } from '../model/like.ts';
import type { Needs, Rulebook } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';

/** Rules whose ids fit one of the patterns (`*` stands for anything). @throws UsageError where a pattern fits none */
export function selectRules(rulebook: Rulebook, patterns: readonly string[]): Rulebook {
  const ids = rulebook.rules.map(({ id }) => id);
  for (const pattern of patterns) {
    if (!ids.some((id) => isLike(id, pattern))) {
      throw new UsageError(
        `"${pattern}" fits none of the ${ids.length} rules${suggest(pattern, ids)}. "trailproof rules list" names them.`,
      );
    }
  }
  return { ...rulebook, rules: rulebook.rules.filter(({ id }) => patterns.some((pattern) => isLike(id, pattern))) };
}

/** What all rules together read. */
export function needsOf(rulebook: Rulebook): Needs {
  const all = (part: keyof Needs) => [...new Set(rulebook.rules.flatMap(({ needs }) => needs[part]))].sort();
  return { subjects: all('subjects'), relations: all('relations'), fields: all('fields') };
}
