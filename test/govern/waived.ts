/** Findings and waivers of tests, of which only what a test is about is written. */
import type { Finding } from '../../src/model/report.ts';
import type { Waiver } from '../../src/model/waiver.ts';

export const PRODUCTION = '111122223333';
export const SANDBOX = '444455556666';

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'logs.retention',
    title: '',
    severity: 'medium',
    verdict: 'fail',
    account: PRODUCTION,
    region: 'eu-west-1',
    kind: 'logGroup',
    resource: `arn:aws:logs:eu-west-1:${PRODUCTION}:log-group:/apps/shop`,
    resourceName: '/apps/shop',
    message: '',
    reasons: [],
    fingerprint: '0000000000000001',
    ...more,
  };
}

export function waiver(more: Partial<Waiver> = {}): Waiver {
  const rules = more.rules ?? ['logs.retention'];
  return { patterns: rules, because: 'being moved', at: { file: 'waivers.yaml', line: 2, column: 5 }, ...more, rules };
}
