/** Annotations: levels, words and places of problems. Their number is shown by the runs of the action. */
import { describe, expect, it } from 'vitest';
import { compileRules, judge } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Value } from '../../src/model/value.ts';
import { annotationsOf, closedGate } from '../../src/reporters/annotations.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';
import { shippedRules } from '../../src/sources/files.ts';

const own = (severity: string) => ({
  file: 'own.yaml',
  text: `id: own.named
title: Trails are named after their account
severity: ${severity}
for: trail
assert: { name: audit }
remediation: Rename it. Or not.
`,
});
const entry = { file: 'trailproof.yaml', line: 2, column: 5 };

function annotated(severity: string, given: Readonly<Record<string, Value>>, failOn: 'medium' | 'never' = 'medium') {
  const test = { name: '', given, expect: 'pass', at: { file: '', line: 1, column: 1 } };
  const { snapshot } = buildTestSnapshot(test, vocabulary.kinds, factories);
  const events = shippedRules().filter(({ file }) => file.includes('events/'));
  const report = judge(compileRules([...events, own(severity)]), snapshot, {
    gate: { failOn, unknown: 'fail' },
    source: { type: 'snapshot', name: 'x' },
    places: new Map([['444455556666', entry]]),
  });
  return { report, annotations: annotationsOf(report) };
}

describe('a problem', () => {
  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'notice'],
    ['info', 'notice'],
  ])('of severity %s is an %s, with its rule, its place and what to do', (severity, level) => {
    const { annotations } = annotated(severity, { trails: [{ name: 'main' }] }, 'never');
    expect(annotations).toEqual([
      {
        level,
        title: `${severity}: Trails are named after their account`,
        message:
          'Trail main: name is "main", expected "audit".\nRule own.named, in 111122223333: us-east-1.\nRename it.',
      },
    ]);
  });

  it('that could not be decided is a warning that says what was not seen', () => {
    const { annotations } = annotated('critical', { trails: '$denied' }, 'never');
    expect(annotations).toMatchObject([
      { level: 'warning', title: 'unknown: test:trail was denied, which keeps 1 rule from a verdict' },
    ]);
  });

  it('of several resources is one annotation, at the first place that is known', () => {
    const trails = ['one', 'two', 'three'].map((name) => ({ name, account: '444455556666' }));
    const { annotations } = annotated('high', { accounts: [{ id: '444455556666' }], trails });
    expect(annotations.map(({ level, at }) => [level, at])).toEqual([
      ['error', undefined],
      ['error', entry],
    ]);
    expect(annotations[1]?.message).toContain('Rule own.named, 3 findings in 444455556666: us-east-1.');
  });

  it('of several accounts says which of them its message is about', () => {
    const ids = ['444455556666', '555566667777', '666677778888'];
    const accounts = ids.map((id) => ({ id }));
    const trails = ids.map((account) => ({ name: 'main', account }));
    const { annotations } = annotated('high', { accounts, trails }, 'never');
    expect(annotations).toHaveLength(1);
    expect(annotations[0]?.message).toMatch(/^As an example, account 444455556666: Trail main: name is "main"/);
  });
});

describe('the gate', () => {
  it('is the first annotation where it is closed, and none where it is open', () => {
    const { report, annotations } = annotated('high', { trails: [{ name: 'main' }] });
    expect(annotations[0]).toEqual({ level: 'error', title: 'trailproof', message: report.gate.sentence });
    expect(closedGate(report)).toEqual([annotations[0]]);
    expect(annotated('high', { trails: [{ name: 'audit' }] }).annotations).toEqual([]);
  });
});
