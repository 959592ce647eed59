/** Rules held against the tests beside them, and the tests against rules that were broken. */
import { vocabulary } from './checks/vocabulary.ts';
import { evaluateRules } from './evaluate/index.ts';
import { factories } from './kinds/factories.ts';
import { kinds } from './kinds/index.ts';
import type { Position } from './model/condition.ts';
import type { Rulebook } from './model/rule.ts';
import { compareExpectation } from './rulebook/expectation.ts';
import type { LoadOptions } from './rulebook/load.ts';
import { compiledWith } from './rulebook/mutants/compiled.ts';
import { mutantsOf } from './rulebook/mutants/index.ts';
import { buildTestSnapshot } from './rulebook/tests.ts';

/** One test beside a rule, and how its findings differ from what it expects. */
export interface RuleTestResult {
  readonly rule: string;
  readonly name: string;
  /** Where the test stands. */
  readonly at: Position;
  /** Empty where the test passes. */
  readonly mistakes: readonly string[];
}

/** A rule that was broken in one small way, and whether a test beside it noticed. */
export interface RuleMutant {
  readonly rule: string;
  readonly what: string;
  readonly at: Position;
  /** The name of the first test that fails with it; null: the mutant survives, and a case is missing. */
  readonly killedBy: string | null;
}

/** Breaks each rule in every small way there is, and runs its tests. `recompile` as for the tests. */
export function mutateRules(
  rulebook: Rulebook,
  recompile: (params: LoadOptions['params']) => Rulebook,
): readonly RuleMutant[] {
  return rulebook.rules.flatMap((rule) => {
    const cases = rule.tests.map((test) => ({ test, ...buildTestSnapshot(test, kinds, factories) }));
    const compiled = compiledWith(rule, rulebook, recompile);
    return mutantsOf(rule, vocabulary).flatMap(({ what, at, params, apply }) => {
      const broken = cases.map(({ test }) => compiled(params(test.params ?? {})));
      // The language itself refuses it: a parameter below its minimum.
      if (broken.includes(null)) return [];
      const killer = cases.find(({ test, snapshot }, index) => {
        const rules = broken[index] ? [apply(broken[index])] : [];
        const { findings } = evaluateRules({ ...rulebook, rules }, snapshot, vocabulary);
        return compareExpectation(test, findings).length > 0;
      });
      return [{ rule: rule.id, what, at, killedBy: killer?.test.name ?? null }];
    });
  });
}

/** Runs the tests beside the rules. `recompile` gives a rule's rulebook with other parameters, for tests that set some. */
export function runRuleTests(
  rulebook: Rulebook,
  recompile: (params: LoadOptions['params']) => Rulebook,
): readonly RuleTestResult[] {
  return rulebook.rules.flatMap((rule) =>
    rule.tests.map((test) => {
      const { snapshot, mistakes } = buildTestSnapshot(test, kinds, factories);
      const book = test.params ? recompile({ [rule.id]: test.params }) : rulebook;
      const asked = { ...book, rules: book.rules.filter(({ id }) => id === rule.id) };
      const { findings } = evaluateRules(asked, snapshot, vocabulary);
      return {
        rule: rule.id,
        name: test.name,
        at: test.at,
        mistakes: [...mistakes, ...compareExpectation(test, findings)],
      };
    }),
  );
}
