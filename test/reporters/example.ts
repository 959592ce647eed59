/** The snapshot behind the committed examples: every verdict, a broken link, gaps, an unreadable account, exemptions, hostile names. */
import { compileRules, judge } from '../../src/audit.ts';
import { factories } from '../../src/kinds/factories.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Report } from '../../src/model/report.ts';
import type { Gap, Resource } from '../../src/model/resource.ts';
import type { Coverage, Hole, Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import { selectRules } from '../../src/rulebook/select.ts';
import { shippedRules } from '../../src/sources/files.ts';

const MANAGEMENT = '111122223333';
const PRODUCTION = '222233334444';
const SANDBOX = '333344445555';
const TRAINING = '444455556666';
const LOCKED = '555566667777';
const REGIONS = ['eu-west-1', 'us-east-1'] as const;

const CALLS: Readonly<Record<string, string>> = {
  organization: 'organizations:DescribeOrganization',
  account: 'organizations:ListAccounts',
  region: 'ec2:DescribeRegions',
  trail: 'cloudtrail:DescribeTrails',
  logGroup: 'logs:DescribeLogGroups',
  metricFilter: 'logs:DescribeMetricFilters',
  alarm: 'cloudwatch:DescribeAlarms',
  topic: 'sns:GetTopicAttributes',
  subscription: 'sns:ListSubscriptionsByTopic',
};

type Given = Readonly<Record<string, Value>>;

/** A healthy resource with what is given; a field given as `$gap:ID` was not read. */
export function made(kind: string, account: string, region: string, given: Given = {}): Resource {
  const unread = Object.entries(given).filter(([, value]) => typeof value === 'string' && value.startsWith('$gap:'));
  const plain = Object.fromEntries(Object.entries(given).filter(([name]) => !unread.some(([field]) => field === name)));
  const factory = factories.get(kind);
  if (!factory) throw new Error(`no factory for ${kind}`);
  const { id, name, fields } = factory(plain, { partition: 'aws', account, region });
  const isPlaceless = kind === 'account' || kind === 'organization';
  const origin = { call: CALLS[kind] ?? '', account, region: isPlaceless ? '' : region, answer: {} };
  return {
    kind,
    id,
    name,
    account,
    region: isPlaceless ? '' : region,
    fields: Object.fromEntries(Object.entries(fields).filter(([field]) => !unread.some(([each]) => each === field))),
    origins: {
      list: origin,
      status: { ...origin, call: kind === 'trail' ? 'cloudtrail:GetTrailStatus' : origin.call },
    },
    ...(unread.length > 0
      ? { unread: Object.fromEntries(unread.map(([field, value]) => [field, String(value).slice('$gap:'.length)])) }
      : {}),
  };
}

function account(id: string, name: string, regions: readonly string[] | null = REGIONS): readonly Resource[] {
  const fields = { name, organizationId: 'o-exampleorgid', managementAccount: MANAGEMENT };
  const own = { ...fields, management: id === MANAGEMENT, regionNames: regions ?? `$gap:${id}/*/sts:AssumeRole` };
  return [
    { ...made('account', id, 'us-east-1', own), id, name },
    ...(regions ?? []).map((region) => made('region', id, region, { managementAccount: MANAGEMENT })),
  ];
}

/** A metric filter with its alarm. */
function alerting(id: string, name: string, pattern: string, alarm: Given): readonly Resource[] {
  return [
    made('metricFilter', id, 'us-east-1', { name, pattern, logGroup: 'org-trail', metricName: name }),
    made('alarm', id, 'us-east-1', { name, metricName: name, topics: ['security'], ...alarm }),
  ];
}

const changes = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging']
  .map((name) => `($.eventName = "${name}")`)
  .join(' || ');
/** Leaves out what the pipelines do: a hole, unless a rule says so. */
const notDeployed = '($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*:assumed-role/Deploy/*")';
const denied = '($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")';

const management: readonly Resource[] = [
  { ...made('organization', MANAGEMENT, '', {}), name: 'o-exampleorgid' },
  ...account(MANAGEMENT, 'management'),
  made('trail', MANAGEMENT, 'us-east-1', {
    name: 'organization',
    organization: true,
    logGroup: 'org-trail',
    deliveredAt: '2026-11-22T11:21:40.000Z',
    deliveredToLogsAt: '2026-11-22T11:24:07.000Z',
    kmsKey: null,
    visibleIn: [MANAGEMENT, PRODUCTION, SANDBOX, TRAINING],
  }),
  made('logGroup', MANAGEMENT, 'us-east-1', { name: 'org-trail', retentionDays: 365 }),
  ...alerting(MANAGEMENT, 'audit-changes', `{ ${changes} }`, {}),
  ...alerting(MANAGEMENT, 'bucket-deleted', `{ ($.eventName = "DeleteBucket") && (${notDeployed}) }`, {}),
  ...alerting(MANAGEMENT, 'refused-calls', `{ ${denied} }`, { topics: [] }),
  ...alerting(MANAGEMENT, 'root-usage', '{ ($.userIdentity.type = "Root") && ($.eventName = "ConsoleLogin") }', {
    topics: ['on-call'],
  }),
  made('alarm', MANAGEMENT, 'us-east-1', {
    name: 'tampering',
    type: 'composite',
    rule: 'ALARM("refused-calls") OR ALARM("audit-changes")',
    suppressor: 'maintenance',
    topics: ['security'],
  }),
  made('alarm', MANAGEMENT, 'us-east-1', { name: 'maintenance', topics: ['on-call'] }),
  made('topic', MANAGEMENT, 'us-east-1', { name: 'security' }),
  made('topic', MANAGEMENT, 'us-east-1', { name: 'on-call' }),
  made('subscription', MANAGEMENT, 'us-east-1', { topic: 'security', endpoint: 'security@example.com' }),
  made('subscription', MANAGEMENT, 'us-east-1', { topic: 'on-call', endpoint: 'night@example.com', confirmed: false }),
];

/** Names that would break out of a terminal, a web page, XML, Markdown, a workflow command or a spreadsheet. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]><boom/>',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202ecod.exe\u2066',
  'line\nbreak\r\n::error::stop',
  '`code` | cell \\| **bold** @octocat #1',
  '=HYPERLINK("http://evil.example","x")',
  '[click](javascript:alert(1))',
  '../../etc/passwd',
  '..',
  'nul\u0000 fffe\ufffe lone\ud800',
] as const;

const sandbox: readonly Resource[] = [
  ...account(SANDBOX, 'sandbox'),
  ...HOSTILE.slice(0, 2).map((name) => made('alarm', SANDBOX, 'us-east-1', { name, topics: [] })),
];

const gaps: readonly Gap[] = [
  {
    id: `${LOCKED}/*/sts:AssumeRole`,
    reason: 'denied',
    call: 'sts:AssumeRole',
    action: 'sts:AssumeRole',
    account: LOCKED,
    region: '*',
    message: `User: arn:aws:sts::${MANAGEMENT}:assumed-role/Audit/night is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${LOCKED}:role/SecurityAudit`,
  },
  {
    id: `${PRODUCTION}/eu-west-1/cloudwatch:DescribeAlarms`,
    reason: 'throttled',
    call: 'cloudwatch:DescribeAlarms',
    action: 'cloudwatch:DescribeAlarms',
    account: PRODUCTION,
    region: 'eu-west-1',
    message: 'Rate exceeded',
  },
  {
    id: `${PRODUCTION}/eu-west-1/cloudtrail:GetTrailStatus/legacy`,
    reason: 'denied',
    call: 'cloudtrail:GetTrailStatus',
    action: 'cloudtrail:GetTrailStatus',
    account: PRODUCTION,
    region: 'eu-west-1',
    message: 'an explicit deny in a service control policy',
  },
];

const holes: readonly Hole[] = [
  { kind: '*', account: LOCKED, region: '*', gap: `${LOCKED}/*/sts:AssumeRole` },
  { kind: 'alarm', account: PRODUCTION, region: 'eu-west-1', gap: `${PRODUCTION}/eu-west-1/cloudwatch:DescribeAlarms` },
];

const production: readonly Resource[] = [
  ...account(PRODUCTION, 'production'),
  made('trail', PRODUCTION, 'eu-west-1', {
    name: 'legacy',
    multiRegion: false,
    logFileValidation: false,
    logging: `$gap:${PRODUCTION}/eu-west-1/cloudtrail:GetTrailStatus/legacy`,
    logGroup: 'legacy-trail',
  }),
  made('logGroup', PRODUCTION, 'eu-west-1', { name: 'legacy-trail', retentionDays: 30 }),
  made('alarm', PRODUCTION, 'us-east-1', { name: 'scratch/cpu', topics: [] }),
];

/** A rule of the user's own, with an exemption: findings of it point at this file. */
const OWN_RULE = `id: alarm.named-after-its-team
title: Every alarm is named after the team it calls
severity: info
for: alarm
except:
  - name: { like: 'scratch/*' }
    because: scratch alarms call nobody
assert:
  name: { like: 'team-*' }
rationale: Whoever is woken at night wants to know whose alarm it is.
remediation: Rename the alarm after its team, or tag it.
tags: [naming]
`;

/** A rule of the user's own that leaves some events out on purpose. */
const PEOPLE_RULE = `id: alarm.s3-bucket-deleted-by-people
title: Somebody is told when a person deletes an S3 bucket
severity: medium
for: account
assert:
  alertsOn:
    events: s3.DeleteBucket
    excluding:
      - userIdentity.arn: { like: '*:assumed-role/Deploy/*' }
        because: pipelines remove the buckets of previews, and each of their runs is reviewed
rationale: A bucket that a person deletes is seldom one of a preview.
remediation: Let the metric filter match every DeleteBucket that no pipeline does.
tags: [alerting]
`;

/** One in force, one that is over, and one that nothing needs any more. */
const WAIVERS = `waivers:
  - rule: trail.log-file-validation
    account: '${PRODUCTION}'
    resource: legacy
    because: the trail is replaced by that of the organization
    owner: platform@example.com
    expires: 2026-12-31
  - rule: trail.kms-encrypted
    account: '${MANAGEMENT}'
    because: the key is being agreed on
    owner: security@example.com
    expires: 2026-10-31
  - rule: logs.retention
    account: '${SANDBOX}'
    resource: /scratch/*
    because: scratch groups hold no audit data
`;

function whole(id: string): readonly Coverage[] {
  return [...kinds.keys()].flatMap((kind) => {
    const regions = ['', ...REGIONS].filter(
      (region) => !holes.some((hole) => hole.account === id && hole.kind === kind && hole.region === region),
    );
    return [{ kind, account: id, regions }];
  });
}

const exampleSnapshot: Snapshot = {
  schemaVersion: 1,
  tool: { name: 'trailproof', version: '0.1.0' },
  takenAt: '2026-11-22T11:30:00.000Z',
  scope: {
    partition: 'aws',
    by: 'organization',
    caller: `arn:aws:sts::${MANAGEMENT}:assumed-role/Audit/night`,
    accounts: [MANAGEMENT, PRODUCTION, SANDBOX, TRAINING, LOCKED],
    regions: null,
  },
  resources: [
    ...management,
    ...production,
    ...sandbox,
    ...account(TRAINING, 'training'),
    ...account(LOCKED, 'locked', null),
  ],
  gaps,
  coverage: [MANAGEMENT, PRODUCTION, SANDBOX, TRAINING].flatMap(whole),
  holes,
};

/** Some of each sort: the others would say the same again. */
const SELECTED = [
  ...['alarm.actions-*', 'alarm.named-*', 'logs.kms-encrypted', 'logs.retention', 'topic.has-confirmed-subscriber'],
  ...['alarm.cloudtrail-changes', 'alarm.root-usage', 'alarm.s3-bucket-deleted*', 'alarm.unauthorized-api-calls'],
  ...[
    'delivers-to-cloudwatch-logs',
    'every-region-recorded',
    'kms-encrypted',
    'log-file-validation',
    'multi-region',
  ].map((name) => `trail.${name}`),
  ...['trail.organization-trail', 'trail.sends-to-cloudwatch-logs'],
];

/** The report behind `reports/examples/`. */
export function exampleReport(snapshot: Snapshot = exampleSnapshot): Report {
  const files = [
    ...shippedRules(),
    { file: 'policies/alarm.named-after-its-team.yaml', text: OWN_RULE },
    { file: 'policies/alarm.s3-bucket-deleted-by-people.yaml', text: PEOPLE_RULE },
  ];
  const rulebook = compileRules(files, { waivers: [{ file: 'policies/waivers.yaml', text: WAIVERS }] });
  return judge(selectRules(rulebook, SELECTED), snapshot, {
    gate: { failOn: 'medium', unknown: 'fail' },
    source: { type: 'snapshot', name: 'night.ndjson' },
  });
}
