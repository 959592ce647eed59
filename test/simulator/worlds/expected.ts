/** What is right: the verdict of every shipped rule in every account of a world, written by reasoning from the rules' own texts. */
import type { Verdict } from '../../../src/model/verdict.ts';
import type { World } from '../world.ts';

/** One verdict for all findings of the rule, or by the name of what they are about; '*' stands for all others, '' for a list. */
export type ExpectedVerdict = Verdict | Readonly<Record<string, Verdict>>;

/** Rule -> verdict. */
export type Expected = Readonly<Record<string, ExpectedVerdict>>;

/** A world with its truth. */
export interface KnownWorld {
  readonly world: World;
  /** Account -> rule -> verdict. The finding on the organization stands with its management account. */
  readonly expected: Readonly<Record<string, Expected>>;
}

/** An account in which everything is as it should be. */
export const HEALTHY: Expected = {
  'alarm.actions-configured': 'pass',
  'alarm.actions-enabled': 'pass',
  'alarm.cloudtrail-changes': 'pass',
  'alarm.root-usage': 'pass',
  'alarm.s3-bucket-deleted': 'pass',
  'alarm.unauthorized-api-calls': 'pass',
  'logs.kms-encrypted': 'pass',
  'logs.retention': 'pass',
  'topic.has-confirmed-subscriber': 'pass',
  'trail.delivers-to-cloudwatch-logs': 'pass',
  'trail.every-region-recorded': 'pass',
  'trail.kms-encrypted': 'pass',
  'trail.log-file-validation': 'pass',
  'trail.multi-region': 'pass',
  'trail.sends-to-cloudwatch-logs': 'pass',
};

/** Verdicts of the four rules on event classes. */
export function told(verdict: Verdict): Expected {
  return {
    'alarm.cloudtrail-changes': verdict,
    'alarm.root-usage': verdict,
    'alarm.s3-bucket-deleted': verdict,
    'alarm.unauthorized-api-calls': verdict,
  };
}

/** Every rule, where nothing of the account could be read. */
export const UNSEEN: Expected = Object.fromEntries(Object.keys(HEALTHY).map((rule) => [rule, 'unknown']));

/** Whether verdicts found, by name of their subject, are those expected; '' or what differs. */
export function differences(
  rule: string,
  expected: ExpectedVerdict,
  found: readonly (readonly [string, Verdict])[],
): string {
  const wanted = (name: string) => (typeof expected === 'string' ? expected : (expected[name] ?? expected['*']));
  const named = typeof expected === 'string' ? [] : Object.keys(expected).filter((name) => name !== '*');
  const names = new Set(found.map(([name]) => name));
  const wrong = found
    .filter(([name, verdict]) => verdict !== wanted(name))
    .map(([name, verdict]) => `${rule} on "${name}": ${verdict}, expected ${wanted(name) ?? 'no finding'}`);
  const missing = named.filter((name) => !names.has(name)).map((name) => `${rule} on "${name}": no finding`);
  const none = found.length === 0 ? [`${rule}: no finding at all`] : [];
  return [...wrong, ...missing, ...none].join('\n');
}
