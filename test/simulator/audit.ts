/** An audit of the simulator as the command line makes one, in this process, but without a profile: every shipped rule, the real clients, and the findings. */
import { collect, compileRules, judge } from '../../src/audit.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import type { Rulebook } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { CollectScope } from '../../src/sources/aws/index.ts';
import { shippedRules } from '../../src/sources/files.ts';
import type { Simulator } from './start.ts';
import type { Expected, Found } from './worlds/expected.ts';
import { differences } from './worlds/expected.ts';
import { ROLE } from './worlds/parts.ts';

export const rulebook = compileRules(shippedRules());

export interface Audit {
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly seconds: number;
  readonly throttled: number;
}

export interface AuditOptions {
  readonly scope?: Partial<CollectScope>;
  readonly rules?: Rulebook;
  /** Milliseconds one attempt at a call may take. */
  readonly timeout?: number;
}

/** Of the whole organization unless told otherwise. */
export async function audit({ url, env }: Simulator, options: AuditOptions = {}): Promise<Audit> {
  // The SDK looks for credentials in the environment of its process.
  Object.assign(process.env, env);
  const start = performance.now();
  let throttled = 0;
  const asked = options.rules ?? rulebook;
  const snapshot = await collect(asked, {
    scope: { by: 'organization', role: ROLE, ...options.scope },
    concurrency: 128,
    timeout: options.timeout ?? 10_000,
    now: new Date(),
    tool: { name: 'trailproof', version: '0.0.0' },
    endpointUrl: url,
    onProgress: (event) => {
      if (event.type === 'call' && event.throttled) throttled++;
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const gate = { failOn: 'medium', unknown: 'fail' } as const;
  return { snapshot, seconds, throttled, report: judge(asked, snapshot, { gate, source: { type: 'aws', name: url } }) };
}

/** What differs from the truth, finding by finding; '' where nothing does. Whatever the truth does not speak of is wrong. */
export function wrongIn(report: Report, expected: Readonly<Record<string, Expected>>): string {
  const accounts = new Set([...Object.keys(expected), ...report.findings.map(({ account }) => account)]);
  return [...accounts]
    .sort()
    .flatMap((account) => {
      const found = report.findings.filter((finding) => finding.account === account);
      const wanted = expected[account] ?? {};
      const rules = new Set([...Object.keys(wanted), ...found.map(({ ruleId }) => ruleId)]);
      return [...rules].sort().map((rule) => {
        const verdicts = found.filter(({ ruleId }) => ruleId === rule).map(said);
        const text = differences(rule, wanted[rule] ?? {}, verdicts);
        return text === '' ? '' : `${account}\n${text}`;
      });
    })
    .filter((text) => text !== '')
    .join('\n');
}

/** The truth about some of the rules, where no others are asked. */
export function ofThose(
  asked: readonly { readonly id: string }[],
  expected: Readonly<Record<string, Expected>>,
): Readonly<Record<string, Expected>> {
  const ids = new Set(asked.map(({ id }) => id));
  const accounts = Object.entries(expected).map(([account, rules]) => [
    account,
    Object.fromEntries(Object.entries(rules).filter(([rule]) => ids.has(rule))),
  ]);
  return Object.fromEntries(accounts);
}

function said({ region, resourceName, verdict }: Finding): Found {
  return { region, name: resourceName, verdict };
}
