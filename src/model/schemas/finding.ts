/** JSON Schemas of what a report is made of: rules, findings, and waivers of them. */
import { WAIVER_STATES } from '../report.ts';
import { SEVERITIES } from '../rule.ts';
import { VERDICTS } from '../verdict.ts';
import type { Schema } from './words.ts';
import { account, day, list, mapOf, object, ref, region, string, strings } from './words.ts';

const severity: Schema = { enum: [...SEVERITIES] };
const grant = { because: string, owner: string, expires: day };

export const finding = object(
  {
    ruleId: string,
    title: string,
    severity,
    verdict: { enum: [...VERDICTS] },
    account,
    region,
    kind: string,
    resource: {
      type: 'string',
      description: "Id of the subject; '' where the subjects could not be listed or there are none.",
    },
    resourceName: string,
    message: string,
    reasons: list(ref('reason')),
    proof: ref('proof'),
    location: ref('position'),
    fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
    state: { enum: ['new', 'unchanged'] },
    waiver: object(grant, ['owner', 'expires'], 'It does not pass and is accepted: it does not close the gate.'),
    lapsed: object(grant, ['owner', 'expires'], 'A waiver that was over by the time of the snapshot.'),
    setBy: object({ on: string, severity: string, params: mapOf(string) }, ['on', 'severity']),
    exempt: string,
  },
  ['proof', 'location', 'state', 'waiver', 'lapsed', 'setBy', 'exempt'],
  'One rule on one subject.',
);

export const rule = object({
  id: string,
  title: string,
  severity,
  for: string,
  rationale: string,
  remediation: string,
  references: strings,
  tags: strings,
  params: mapOf({}),
  setBy: object(
    { on: string, severity: string, params: mapOf(string) },
    ['on'],
    'Who set what: rule, profile strict, trailproof.yaml:12:3.',
  ),
  at: ref('position'),
});

export const waiver = object(
  {
    rules: { ...strings, description: 'As they are written; * stands for anything.' },
    accounts: strings,
    regions: strings,
    resources: strings,
    fingerprints: strings,
    excluding: list(object({ events: strings, records: string })),
    ...grant,
    at: ref('position'),
    state: {
      enum: [...WAIVER_STATES],
      description:
        'It bears on findings; nothing it fits needs one; what it speaks of was not looked at, or could not all be seen; its last day is over.',
    },
    sentence: string,
    findings: {
      ...strings,
      description:
        'Fingerprints of the findings that do not pass and that it fits, or of those whose proof leaves out its records.',
    },
  },
  ['accounts', 'regions', 'resources', 'fingerprints', 'excluding', 'owner', 'expires'],
  'An exception that somebody granted, and what became of it.',
);
