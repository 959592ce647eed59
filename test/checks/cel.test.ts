/** `cel`: expressions are typed from the model, say where they are wrong, and never guess. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { expressions } from '../../src/checks/cel.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { shippedRules } from '../../src/sources/files.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';

const text = (cel: string) => `id: test.rule\ntitle: A rule\nseverity: high\nfor: trail\nassert:\n  cel: ${cel}\n`;
const compiled = (cel: string) => compileRules([{ file: 'own.yaml', text: text(cel) }], { expressions });

function finding(cel: string, trail: Record<string, unknown>) {
  const given = { trails: [{ name: 'main', ...trail }] } as Given;
  const [found] = evaluateRules(compiled(cel), snapshotOf(given), vocabulary).findings;
  if (!found) throw new Error('there is no finding');
  return found;
}
const verdict = (cel: string, trail: Record<string, unknown> = {}) => finding(cel, trail).verdict;

describe('an expression', () => {
  it.each([
    ['this.name == "main"', {}, 'pass'],
    ['this.name == "other"', {}, 'fail'],
    ['this["name"].startsWith("ma") && this.logging', {}, 'pass'],
    ['!this.logging || this.multiRegion', { multiRegion: false }, 'fail'],
    [
      'this.excludedSources.exists(source, source == "kms.amazonaws.com")',
      { excludedSources: ['kms.amazonaws.com'] },
      'pass',
    ],
    ['this.excludedSources.size() == 0', { excludedSources: [] }, 'pass'],
    ['has(this.kmsKey)', { kmsKey: null }, 'fail'],
    ['has(this.kmsKey) && this.kmsKey.contains(":key/")', { kmsKey: null }, 'fail'],
    [
      'this.deliveredToLogsAt < timestamp("2100-01-01T00:00:00Z")',
      { deliveredToLogsAt: '2026-01-01T00:00:00Z' },
      'pass',
    ],
    ["this.name.matches('^m[a-i]+n$')", {}, 'pass'],
    ["this.name.matches('^x') || this.name.matches('n$')", {}, 'pass'],
    ["this.name.matches('^x')", {}, 'fail'],
  ])('%s of %j: %s', (cel, trail, expected) => {
    expect(verdict(JSON.stringify(cel), trail)).toBe(expected);
  });

  it('that needs what is not set is unknown, whichever way it would turn, and says so', () => {
    for (const cel of ['this.kmsKey == "a"', '!(this.kmsKey == "a")']) {
      const { verdict: said, message } = finding(cel.startsWith('!') ? `'${cel}'` : cel, { kmsKey: null });
      expect([said, message]).toEqual([
        'unknown',
        expect.stringContaining('kmsKey is not set: has(this.kmsKey) asks whether it is'),
      ]);
    }
  });

  it('over what was not read is unknown, with the gap', () => {
    const { verdict: said, reasons } = finding('has(this.logging)', { logging: '$denied' });
    expect(said).toBe('unknown');
    expect(reasons[0]?.gaps).toHaveLength(1);
  });

  it('that cannot be worked out is unknown', () => {
    expect(verdict('this.excludedSources.all(source, source > 1)', { excludedSources: ['a'] })).toBe('unknown');
    expect(verdict('this.excludedSources[3] == "a"', { excludedSources: ['a'] })).toBe('unknown');
  });

  it('is linear in the text, whatever the pattern', () => {
    const begun = Date.now();
    expect(verdict("this.name.matches('^(a+)+$')", { name: `${'a'.repeat(5000)}!` })).toBe('fail');
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  it('says which fields are read', () => {
    expect(compiled('this.logging || this.name == "a"').rules[0]?.needs.fields).toEqual([
      'trail.logging',
      'trail.name',
    ]);
  });

  it('says what was found', () => {
    expect(finding('this.name == "other"', {}).message).toBe(
      'Trail main: this.name == "other" does not hold (name is "main").',
    );
  });
});

describe('a mistake in an expression', () => {
  it.each([
    ['this.nam == "a"', '6:8 there is no field "nam" | did you mean "name"?'],
    ['nam == "a"', '6:8 the expression is not right: unknown variable: nam | fields are read from this: this.name'],
    ['this.name ==', '6:20 the expression is not right: unexpected token: EOF | something is missing at its end'],
    [
      'this.name == 5',
      '6:8 the expression is not right: no such overload: string == int | both sides of an operator are of one type: this.name == "main", this.period > 60',
    ],
    [
      'this.name',
      '6:8 an expression must be true or false, and this is of type string | compare it with something: this.name == "main"',
    ],
    ['size(this) > 0', '6:13 this is read as a whole | name a field of it: this.name'],
    [
      "this.name.matches('(?=a)')",
      '6:26 "(?=a)" is no regular expression | it is read by RE2: no look-around, no back-references',
    ],
    ['this.logGroup.exists', expect.stringContaining('6:8 there is no field "logGroup"')],
    ['[a]', '6:8 cel must be a text, not a list | undefined'],
  ])('%s is named with its place', (cel, expected) => {
    let told: readonly string[] = [];
    try {
      compiled(cel);
    } catch (error) {
      if (!(error instanceof RulebookError)) throw error;
      told = error.mistakes.map(({ at, message, hint }) => `${at.line}:${at.column} ${message} | ${hint}`);
    }
    expect(told).toEqual([expected]);
  });
});

describe('shipped rules', () => {
  it('use no expressions', () => {
    for (const { file, text: shipped } of shippedRules({ tests: true }))
      expect(shipped, file).not.toMatch(/^\s*-?\s*cel:/m);
  });
});
