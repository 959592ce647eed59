/** JSON Schema of the JSON report. */
import { SEVERITIES } from '../rule.ts';
import { VERDICTS } from '../verdict.ts';
import { framework } from './control.ts';
import { definitions } from './definitions.ts';
import { finding, rule, waiver } from './finding.ts';
import type { Schema } from './words.ts';
import { count, headed, list, mapOf, object, ref, string, strings, time, tool } from './words.ts';

/** The JSON report (`-o json`). */
export function reportSchema(): Schema {
  const perSeverity = object({ fail: count, unknown: count });
  const members = {
    version: { const: 1 },
    tool,
    generatedAt: time,
    source: object(
      {
        type: string,
        name: string,
        kept: { ...string, description: 'The file that keeps what was read of AWS.' },
        options: list(
          object({ option: string, value: string }, ['value']),
          'Options given by hand that bear on findings or the gate; the configuration file may say more.',
        ),
      },
      ['kept', 'options'],
    ),
    scope: ref('scope'),
    rulebook: { type: 'string', description: 'sha256 of the rules in force.' },
    rules: list(rule),
    findings: list(finding),
    frameworks: list(framework, 'Where rules were selected by frameworks: every control of each.'),
    waivers: list(waiver, 'Where some were given: every one of them, whatever became of it.'),
    gaps: list(ref('gap')),
    summary: object({
      counts: object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, count]))),
      bySeverity: object(Object.fromEntries(SEVERITIES.map((name) => [name, perSeverity]))),
      accounts: count,
      unreadableAccounts: strings,
      resources: mapOf(count),
      gaps: count,
    }),
    gate: object({
      failOn: { enum: [...SEVERITIES, 'never'] },
      unknown: { enum: ['fail', 'warn'] },
      open: { type: 'boolean' },
      exitCode: { enum: [0, 1, 2] },
      failing: count,
      undecided: count,
      waived: { ...count, description: 'Findings as severe as these that somebody waived.' },
      sentence: string,
    }),
  };
  return headed('report:1', 'trailproof report', { ...object(members, ['frameworks', 'waivers']), $defs: definitions });
}
