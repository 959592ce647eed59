/** The shipped rules, each broken in every small way: its tests notice, or the rule says why none can. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { mutateRules } from '../../src/rule-tests.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { rulebook } from './verdict.ts';

const files = shippedRules({ tests: true });

describe.each(rulebook.rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  it('is held by its tests in every part', () => {
    const own = files.filter(({ file }) => file.startsWith('trailproof:events/') || file === rule.at.file);
    const mutants = mutateRules({ ...rulebook, rules: [rule] }, (params) =>
      compileRules(own, params ? { params } : {}),
    );
    expect(mutants.length).toBeGreaterThan(0);
    const survivors = mutants.filter(({ killedBy }) => killedBy === null);
    const places = survivors.map(({ at, what }) => `${at.file}:${at.line}:${at.column}: ${what}`);
    const listed = rule.survivors.map(({ mutant }) => survivors.find(({ what }) => what === mutant)?.at);
    expect(places).toEqual(
      rule.survivors.map(({ mutant }, index) => {
        const at = listed[index];
        return `${at?.file}:${at?.line}:${at?.column}: ${mutant}`;
      }),
    );
  }, 20_000);
});
