/** A rule as the tests of its mutants need it: with the parameters that one sets, compiled once for each choice of them. */
import { RulebookError } from '../../model/errors.ts';
import type { Rule, Rulebook } from '../../model/rule.ts';
import type { Value } from '../../model/value.ts';
import type { LoadOptions } from '../load.ts';

/** The rule with parameters, compiled once for each choice of them; null where it cannot be. */
export function compiledWith(
  rule: Rule,
  rulebook: Rulebook,
  recompile: (params: LoadOptions['params']) => Rulebook,
): (params: Readonly<Record<string, Value>>) => Rule | null {
  const known = new Map<string, Rule | null>([['{}', rulebook.rules.find(({ id }) => id === rule.id) ?? null]]);
  return (params) => {
    const key = JSON.stringify(params);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = compiledOrNot(() => recompile({ [rule.id]: params }), rule.id);
    known.set(key, made);
    return made;
  };
}

function compiledOrNot(compile: () => Rulebook, id: string): Rule | null {
  try {
    return compile().rules.find((rule) => rule.id === id) ?? null;
  } catch (error) {
    if (error instanceof RulebookError) return null;
    throw error;
  }
}
