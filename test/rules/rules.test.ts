/** The shipped rules: the tests beside each of them, and what every one of them must bring. */
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRules, vocabulary } from '../../src/audit.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rule, Rulebook, RuleTest } from '../../src/model/rule.ts';
import type { Value } from '../../src/model/value.ts';
import { isObject } from '../../src/model/value.ts';
import { buildTestSnapshot, compareExpectation } from '../../src/rulebook/tests.ts';
import { shippedRules } from '../../src/sources/files.ts';

const files = shippedRules({ tests: true });
const rulebook = compileRules(files);

/** The findings of a rule on what its test gives. */
function findingsOf(rule: Rule, test: RuleTest): readonly Finding[] {
  const { snapshot, mistakes } = buildTestSnapshot(test, vocabulary.kinds, factories);
  expect(mistakes).toEqual([]);
  const book: Rulebook = test.params ? compileRules(files, { params: { [rule.id]: test.params } }) : rulebook;
  const rules = book.rules.filter(({ id }) => id === rule.id);
  return evaluateRules({ ...book, rules }, snapshot, vocabulary).findings;
}

/** Every verdict a rule's tests expect somewhere. */
function verdictsExpected(rule: Rule): ReadonlySet<Value> {
  return new Set(rule.tests.flatMap(({ expect: wanted }) => (isObject(wanted) ? Object.values(wanted) : [wanted])));
}

const fileOf = (rule: Rule) => basename(rule.at.file.replace(/^trailproof:/, ''), '.yaml');

describe.each(rulebook.rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  it('stands in a file named after it', () => {
    expect(fileOf(rule)).toBe(rule.id);
  });

  it('shows a case that passes, one that fails and one that cannot be decided', () => {
    expect([...verdictsExpected(rule)]).toEqual(expect.arrayContaining(['pass', 'fail', 'unknown']));
  });

  it('says why, and what to do in the console and with the CLI', () => {
    expect(rule.rationale.length).toBeGreaterThan(100);
    expect(rule.remediation).toMatch(/console/);
    expect(rule.remediation).toMatch(/CLI/);
    expect(rule.remediation).toMatch(/`aws [a-z]+ [a-z-]+/);
  });

  it('refers to pages of AWS', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(reference).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
  });

  it('has a title that is a sentence', () => {
    expect(rule.title).toMatch(/^[A-Z].* .*[^.]$/);
  });

  it.each(rule.tests.map((test) => [test.name, test] as const))('%s', (_name, test) => {
    const findings = findingsOf(rule, test);
    for (const { message } of findings) expect(message).toMatch(/^[A-Z0-9].*\.$/s);
    expect(compareExpectation(test, findings)).toEqual([]);
  });
});

describe('event classes', () => {
  it.each([...rulebook.events.values()].map((events) => [events.id, events] as const))(
    '%s has records that are complete and differ',
    (_, { id, samples, at }) => {
      expect(basename(at.file, '.yaml')).toBe(id);
      const names = new Set(samples.map(({ name }) => name));
      const ids = new Set(samples.map(({ record }) => record['eventID']));
      expect(names.size).toBe(samples.length);
      expect(ids.size).toBe(samples.length);
      for (const { record } of samples) {
        expect(record).toMatchObject({
          eventVersion: '1.11',
          managementEvent: true,
          recipientAccountId: '111122223333',
          eventCategory: 'Management',
        });
        expect(typeof record['readOnly']).toBe('boolean');
        expect(isObject(record['userIdentity'])).toBe(true);
      }
    },
  );

  it('are each asked about by a rule', () => {
    const asked = rulebook.rules.flatMap(({ assert }) =>
      assert.type === 'word' ? [JSON.stringify(assert.input)] : [],
    );
    for (const id of rulebook.events.keys()) expect(asked.join(' ')).toContain(id);
  });
});
