/** Which layer set what is asked is told beside every problem, in each report that people read. */
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { exampleReport } from './example.ts';
import { render } from './render.ts';

const RULE = 'logs.retention';
const example = exampleReport();

/** The rule alone, as somebody set it for all, and for the first log group that fails. */
function set(all: Report['rules'][number]['setBy'], here?: Finding['setBy']): Report {
  const rules = example.rules.filter(({ id }) => id === RULE);
  const findings = example.findings.filter(({ ruleId, verdict }) => ruleId === RULE && verdict === 'fail').slice(0, 1);
  return {
    ...example,
    rules: rules.map((rule) => ({ ...rule, params: { days: 400 }, setBy: all })),
    findings: findings.map((finding) => ({ ...finding, ...(here ? { setBy: here } : {}) })),
  };
}

const flat = (format: string, report: Report) => render(format, report).replaceAll(/\s+/g, ' ');
const OWN = { severity: 'rule', params: { days: 'rule' } };
const CONFIGURED = { severity: 'profile strict', params: { days: 'trailproof.yaml:2:47' } };

describe('severity and parameters', () => {
  it('that are those of the rule are not spoken of', () => {
    expect(flat('terminal', set(OWN))).not.toContain('set:');
    expect(flat('markdown', set(OWN))).not.toContain('Set:');
  });

  it('that a layer set are told with their values and where it says so', () => {
    const { severity } = set(OWN).findings[0] ?? {};
    expect(flat('terminal', set(CONFIGURED))).toContain(
      `set: severity ${severity} by profile strict and days = 400 by trailproof.yaml:2:47 why:`,
    );
    expect(flat('markdown', set(CONFIGURED))).toContain(
      `<br>Set: severity ${severity} by profile strict and days = 400 by trailproof.yaml:2:47.`,
    );
  });

  it('that an override set for a subject are told in place of what is set for all', () => {
    const here = { on: 'trailproof.yaml:5:14', params: { days: 'trailproof.yaml:5:14' } };
    const report = set({ ...OWN, params: { days: 'profile strict' } }, here);
    expect(flat('terminal', report)).toContain('set: days by trailproof.yaml:5:14 why:');
    expect(flat('markdown', report)).toContain('<br>Set: days by trailproof.yaml:5:14.');
    expect(flat('html', report)).toContain('<dt>Set for it</dt><dd>days by trailproof.yaml:5:14</dd>');
  });
});
