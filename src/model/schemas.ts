/** JSON Schemas (2020-12) of what trailproof writes for others to read: the report, the answers of `prove` and the lines of a snapshot. */
import { ASSESSMENTS } from './framework.ts';
import { LINKS } from './proof.ts';
import { WAIVER_STATES } from './report.ts';
import { GAP_REASONS } from './resource.ts';
import { SEVERITIES } from './rule.ts';
import type { Value } from './value.ts';
import { VERDICTS } from './verdict.ts';

type Schema = { readonly [key: string]: Value };

const string: Schema = { type: 'string' };
const strings: Schema = { type: 'array', items: string };
const count: Schema = { type: 'integer', minimum: 0 };
const account: Schema = { type: 'string', pattern: '^([0-9]{12})?$', description: 'Account id, 12 digits.' };
const region: Schema = { type: 'string', description: "Region name; '' where there is none." };
const truth: Schema = { enum: ['true', 'false', 'unknown'] };
const day: Schema = {
  type: 'string',
  format: 'date',
  description: 'The last day on which a waiver is in force, in UTC.',
};
const time: Schema = { type: 'string', format: 'date-time', description: 'ISO 8601 in UTC.' };

/** An object with exactly these members; those in `optional` may be missing. */
function object(properties: Schema, optional: readonly string[] = [], about?: string): Schema {
  return {
    type: 'object',
    ...(about === undefined ? {} : { description: about }),
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

function list(items: Schema, about?: string): Schema {
  return { type: 'array', items, ...(about === undefined ? {} : { description: about }) };
}

function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

const tool = object({ name: string, version: string });

const definitions = {
  position: object(
    {
      file: string,
      line: { type: 'integer', minimum: 1 },
      column: { type: 'integer', minimum: 1 },
      endLine: { type: 'integer', minimum: 1 },
      endColumn: { type: 'integer', minimum: 1 },
    },
    ['endLine', 'endColumn'],
    'A place in a file; lines and columns count from 1.',
  ),
  origin: {
    description: 'Where a fact was read.',
    anyOf: [
      object({ call: string, account, region, answer: {} }, ['answer']),
      object({ file: string, line: { type: 'integer' }, column: { type: 'integer' } }),
    ],
  },
  gap: object(
    { id: string, reason: { enum: [...GAP_REASONS] }, call: string, action: string, account, region, message: string },
    [],
    'Something that could not be read, and why.',
  ),
  scope: object({
    partition: string,
    by: { enum: ['organization', 'accounts', 'caller', 'files'] },
    caller: { type: ['string', 'null'] },
    accounts: strings,
    regions: { type: ['array', 'null'], items: string },
  }),
  reason: object(
    {
      verdict: { enum: ['pass', 'fail', 'unknown'] },
      text: string,
      rule: ref('position'),
      resource: string,
      field: string,
      expected: string,
      actual: {},
      origin: ref('origin'),
      gaps: strings,
      because: list(ref('reason')),
    },
    ['resource', 'field', 'expected', 'actual', 'origin', 'gaps', 'because'],
    'One step of why a verdict is what it is.',
  ),
  link: object(
    {
      link: { enum: [...LINKS] },
      truth,
      resource: string,
      sentence: string,
      text: object({ value: string, start: count, end: count }),
      end: {
        enum: ['program', 'topic'],
        description:
          'What the last link reaches is a queue, a function or the like, whom that tells is not followed, or a topic, whom that tells is not asked.',
      },
      gaps: strings,
    },
    ['resource', 'text', 'end', 'gaps'],
  ),
  route: object({ type: { enum: ['metricFilter', 'eventRule'] }, truth, links: list(ref('link')) }),
  proof: object(
    {
      events: string,
      burst: object(
        { count, seconds: count },
        [],
        'So many events, and the time in seconds from the first to the last of them; absent: each event by itself.',
      ),
      truth,
      sentence: string,
      regions: strings,
      routes: list(ref('route')),
      broken: ref('link'),
      excluded: list(
        object(
          {
            events: strings,
            records: string,
            because: string,
            by: { enum: ['rule', 'configuration', 'waiver'] },
            owner: string,
            expires: day,
          },
          ['owner', 'expires'],
        ),
        'Records that were left out on purpose, each with its reason.',
      ),
      counterexample: { type: 'object', description: 'A CloudTrail record nobody would be told about.' },
      differs: list(
        object({ field: string, value: {} }, ['value']),
        'What sets the counterexample apart from the nearest record that somebody is told about; without value: absent.',
      ),
    },
    ['burst', 'broken', 'excluded', 'counterexample', 'differs'],
    'Who would be told about an event class.',
  ),
} as const satisfies Record<string, Schema>;

const severity: Schema = { enum: [...SEVERITIES] };
const grant = { because: string, owner: string, expires: day };

const finding = object(
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

const rule = object({
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

const control = object(
  {
    control: { type: 'string', description: "The framework's own number." },
    title: string,
    level: { type: 'integer', minimum: 1 },
    assessment: { enum: [...ASSESSMENTS] },
    verdict: {
      enum: [...VERDICTS, 'manual'],
      description: 'manual: the rules found nothing wrong, or there are none, and people have to answer the rest.',
    },
    rules: strings,
    notAsked: { ...strings, description: 'Rules of it that this run did not ask, or not of every subject.' },
    byHand: { type: 'string', description: 'What of it no rule answers.' },
    note: string,
    counts: object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, count]))),
  },
  ['level', 'notAsked', 'byHand', 'note'],
  'A control of a framework, judged by the findings of its rules.',
);

const framework = object(
  { id: string, version: string, title: string, notes: strings, references: strings, controls: list(control) },
  ['version'],
);

const waiver = object(
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

function headed(id: string, title: string, schema: Schema): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:trailproof:${id}`, title, ...schema };
}

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

/** What `trailproof prove --json` writes: an answer for each account, or for each record in the account where it happened. */
export function proveSchema(): Schema {
  const answer = object(
    {
      account: { type: 'string', pattern: '^[0-9]{12}$', description: 'Account id, 12 digits.' },
      name: { type: 'string', description: 'The name people use; the id where there is none.' },
      proof: ref('proof'),
      gaps: list(ref('gap'), 'What the links of the proof could not read.'),
    },
    [],
    'Who is told in one account.',
  );
  const { gap, link, route, proof } = definitions;
  return headed('prove:1', 'trailproof prove', { ...list(answer), $defs: { gap, link, route, proof } });
}

/** What a line of a snapshot holds besides its header and its manifest: a resource, a gap, a whole list, or a hole in one. */
export function snapshotSchema(): Schema {
  const resource = object(
    {
      kind: string,
      id: string,
      name: string,
      account,
      region,
      fields: mapOf({}),
      unread: mapOf(string),
      origins: mapOf(ref('origin')),
    },
    ['unread'],
  );
  const coverage = object({ kind: string, account, regions: strings, within: strings }, ['within']);
  const hole = object({ kind: string, account, region, within: string, gap: string }, ['within']);
  const snapshot = object({
    schemaVersion: { const: 1 },
    tool,
    takenAt: time,
    scope: ref('scope'),
    resources: list(resource),
    gaps: list(ref('gap')),
    coverage: list(coverage),
    holes: list(hole),
  });
  const { origin, gap, scope } = definitions;
  return headed('snapshot:1', 'trailproof snapshot, all lines together', {
    ...snapshot,
    $defs: { origin, gap, scope },
  });
}
