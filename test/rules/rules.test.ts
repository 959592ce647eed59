/** The shipped rules: the tests beside each of them, and what every one of them must bring. */
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model/rule.ts';
import type { Value } from '../../src/model/value.ts';
import { isObject } from '../../src/model/value.ts';
import { compareExpectation } from '../../src/rulebook/expectation.ts';
import { findingsOf, rulebook } from './verdict.ts';

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
    expect(rule.remediation).toMatch(/`aws [a-z0-9]+ [a-z0-9-]+/);
  });

  it('refers to pages of AWS', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(reference).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
  });

  it('has a title that is a sentence', () => {
    expect(rule.title).toMatch(/^[A-Z].* .*[^.]$/);
  });

  it.each(rule.tests.map((test) => [test.name, test] as const))('%s', (_name, test) => {
    const findings = findingsOf(rule.id, test);
    for (const { message } of findings) expect(message).toMatch(/^[A-Z0-9].*\.$/s);
    expect(compareExpectation(test, findings)).toEqual([]);
  });
});
