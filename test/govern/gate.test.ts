/** The gate: what closes it, what does not, and with which exit code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeGate } from '../../src/govern/gate.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/rule.ts';
import { SEVERITIES } from '../../src/model/rule.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { VERDICTS } from '../../src/model/verdict.ts';

function finding(verdict: Verdict, severity: Severity, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'a.b',
    title: '',
    severity,
    verdict,
    account: '',
    region: '',
    kind: 'trail',
    resource: '',
    resourceName: '',
    message: '',
    reasons: [],
    fingerprint: '',
    ...more,
  };
}

const waived = { waiver: { because: 'of this' } };

describe('the gate', () => {
  it.each<
    readonly [
      what: string,
      findings: readonly Finding[],
      failOn: Severity | 'never',
      unknown: 'fail' | 'warn',
      exitCode: number,
      sentence: string,
    ]
  >([
    [
      'opens where all is well',
      [finding('pass', 'critical'), finding('notApplicable', 'high')],
      'info',
      'fail',
      0,
      'The gate is open: at any severity, nothing fails and nothing is unknown.',
    ],
    [
      'is closed by a failure',
      [finding('fail', 'high'), finding('unknown', 'high')],
      'medium',
      'fail',
      1,
      'The gate is closed: at severity medium or worse, 1 finding fails and 1 could not be decided.',
    ],
    [
      'is closed by a failure of exactly its severity',
      [finding('fail', 'medium')],
      'medium',
      'fail',
      1,
      'The gate is closed: at severity medium or worse, 1 finding fails and nothing is unknown.',
    ],
    [
      'is open to lesser failures',
      [finding('fail', 'low'), finding('unknown', 'info')],
      'medium',
      'fail',
      0,
      'The gate is open: at severity medium or worse, nothing fails and nothing is unknown.',
    ],
    [
      'is closed by what could not be seen',
      [finding('unknown', 'high'), finding('pass', 'high')],
      'medium',
      'fail',
      2,
      'The gate is closed: at severity medium or worse, nothing fails, but 1 could not be decided. --unknown warn would let that pass.',
    ],
    [
      'is open to it where that was said',
      [finding('unknown', 'high')],
      'medium',
      'warn',
      0,
      'The gate is open: at severity medium or worse, nothing fails and 1 could not be decided.',
    ],
    [
      'is closed by failures all the same',
      [finding('unknown', 'high'), finding('fail', 'high'), finding('fail', 'critical')],
      'medium',
      'warn',
      1,
      'The gate is closed: at severity medium or worse, 2 findings fail and 1 could not be decided.',
    ],
    [
      'is open to what was waived, and says so',
      [finding('fail', 'critical', waived), finding('unknown', 'critical', waived), finding('fail', 'low', waived)],
      'medium',
      'fail',
      0,
      'The gate is open: at severity medium or worse, beside 2 waived findings (1 of them unknown), nothing fails and nothing is unknown.',
    ],
    [
      'is closed by what was not waived beside what was',
      [finding('fail', 'critical', waived), finding('unknown', 'critical')],
      'info',
      'fail',
      2,
      'The gate is closed: at any severity, beside 1 waived finding, nothing fails, but 1 could not be decided. --unknown warn would let that pass.',
    ],
    [
      'is closed where nothing was checked',
      [],
      'never',
      'warn',
      2,
      'The gate is closed: nothing was checked, so nothing is known.',
    ],
    [
      'never closes where that was said',
      [finding('fail', 'critical'), finding('unknown', 'critical')],
      'never',
      'fail',
      0,
      'The gate is open: it was told never to close.',
    ],
  ])('%s', (_what, findings, failOn, unknown, exitCode, sentence) => {
    expect(closeGate(findings, { failOn, unknown })).toMatchObject({ exitCode, open: exitCode === 0, sentence });
  });

  it('counts what closes it', () => {
    const findings = [
      finding('fail', 'high'),
      finding('fail', 'low'),
      finding('unknown', 'critical'),
      finding('fail', 'high', waived),
    ];
    expect(closeGate(findings, { failOn: 'medium', unknown: 'fail' })).toMatchObject({
      failing: 1,
      undecided: 1,
      waived: 1,
    });
  });

  it('never opens by one more finding that fails or is unknown, and never closes by one that passes', () => {
    const any = fc
      .tuple(fc.constantFrom(...VERDICTS), fc.constantFrom(...SEVERITIES))
      .map(([verdict, severity]) => finding(verdict, severity));
    fc.assert(
      fc.property(
        fc.array(any, { minLength: 1 }),
        any,
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom('fail' as const, 'warn' as const),
        (findings, one, failOn, unknown) => {
          const before = closeGate(findings, { failOn, unknown });
          const after = closeGate([...findings, one], { failOn, unknown });
          if (one.verdict === 'pass' || one.verdict === 'notApplicable') expect(after.exitCode).toBe(before.exitCode);
          if (!before.open) expect(after.open).toBe(false);
          if (before.exitCode === 1) expect(after.exitCode).toBe(1);
        },
      ),
    );
  });
});
