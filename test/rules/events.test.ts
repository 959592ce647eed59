/** The shipped event classes: complete and realistic samples, classes that some record is in, and everyday traffic apart from what is asked about. */
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { and, evaluate, solve } from '../../src/languages/formula/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import { isObject } from '../../src/model/value.ts';
import { conditionFormula, everyRecord } from '../../src/proof/symbolic/records.ts';
import { findingOn, rulebook } from './verdict.ts';

const ACCOUNT = '111122223333';
const all = [...rulebook.events.values()];
const asked = all.filter(({ ordinary }) => !ordinary);
const ordinary = all.filter((events) => events.ordinary);
const named = (classes: readonly EventClass[]) => classes.map((events) => [events.id, events] as const);
const placed = everyRecord(ACCOUNT, ['us-east-1']);

/** Events that a trail leaves out unless its selectors take them; no class that is asked about is one. */
const isData = ({ samples }: EventClass) => samples.some(({ record }) => record['eventCategory'] === 'Data');

describe.each(named(all))('%s', (id, events) => {
  const { at, records, samples } = events;
  const [isManagement, category] = isData(events) ? [false, 'Data'] : [true, 'Management'];

  it('stands in a file named after it', () => {
    expect(basename(at.file, '.yaml')).toBe(id);
  });

  it('has samples that are complete and differ', () => {
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
    expect(new Set(samples.map(({ record }) => record['eventID'])).size).toBe(samples.length);
    for (const { record } of samples) {
      expect(record).toMatchObject({
        eventVersion: '1.11',
        managementEvent: isManagement,
        recipientAccountId: ACCOUNT,
        eventCategory: category,
      });
      expect(typeof record['readOnly']).toBe('boolean');
      expect(isObject(record['userIdentity'])).toBe(true);
    }
  });

  it('has samples that are as records are', () => {
    for (const { name, record } of samples) {
      const managed = { ...record, managementEvent: true, eventCategory: 'Management' };
      expect(evaluate(placed, managed), name).toBe(true);
    }
  });

  it('is met by some record, which meets it', () => {
    const found = solve(isData(events) ? conditionFormula(records) : and(conditionFormula(records), placed));
    expect(found.result).toBe('sat');
    if (found.result === 'sat') expect(meets(records, found.record)).toBe(true);
  });
});

describe('event classes together', () => {
  it('have records of their own', () => {
    const ids = all.flatMap(({ samples }) => samples.map(({ record }) => record['eventID']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are asked about only where every trail that records anything may take them', () => {
    expect(asked.filter(isData)).toEqual([]);
  });

  it('are each asked about by a rule, but for everyday traffic', () => {
    const words = rulebook.rules.flatMap(({ assert }) => (assert.type === 'word' ? [assert.input] : []));
    const inputs = JSON.stringify(words);
    for (const { id } of asked) expect(inputs).toContain(JSON.stringify(id));
    expect(ordinary.filter(({ id }) => inputs.includes(id))).toEqual([]);
  });

  it.each(named(asked))('%s is no everyday traffic', (_, { records }) => {
    for (const everyday of ordinary) {
      const both = solve(and(conditionFormula(records), conditionFormula(everyday.records), placed));
      expect(both, everyday.id).toEqual({ result: 'unsat' });
    }
  });
});

/** Rules that ask about event classes, with the pattern their remediation says to use. */
const remedies = rulebook.rules.flatMap(({ id, remediation }) => {
  const pattern = /put-metric-filter[^`]*--filter-pattern '([^']*)'/.exec(remediation)?.[1];
  return pattern === undefined ? [] : [[id, pattern] as const];
});

describe('the patterns that rules say to use', () => {
  it('are said by every rule that asks about events', () => {
    const asking = rulebook.rules.filter(({ assert }) => assert.type === 'word' && assert.word === 'alertsOn');
    expect(remedies.map(([id]) => id)).toEqual(asking.map(({ id }) => id));
  });

  it.each(remedies)('%s is met by them, and everyday traffic does not raise them', (id, pattern) => {
    expect(findingOn(id, [pattern]).message).toMatch(/^Somebody is told about/);
    const parsed = parsePattern(pattern);
    if (!parsed.ok) throw new Error(parsed.error.message);
    for (const { samples } of ordinary) {
      for (const { name, record } of samples) expect(matchPattern(parsed.pattern, record).truth, name).toBe('false');
    }
  });
});
