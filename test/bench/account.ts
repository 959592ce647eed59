/** An account for measuring proofs: a filter and an alarm for each class, then as many more as asked for, all leading to one topic. */
import { factories } from '../../src/kinds/factories.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { EventClass, RuleTest } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import type { World } from '../../src/model/world.ts';
import { ordinaryOf } from '../../src/proof/alarm/everyday.ts';
import { coversIn } from '../../src/proof/coverage.ts';
import { prove } from '../../src/proof/prove.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

const ACCOUNT = '111122223333';
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-south-1',
  'ap-northeast-1',
];

const equals = (field: string, values: readonly string[]) =>
  values.map((value) => `($.${field} = "${value}")`).join(' || ');

/** As the benchmark writes them. */
const FILTERS: readonly string[] = [
  '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  `{ ($.eventSource = "iam.amazonaws.com") && (${equals('eventName', ['DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy'])}) }`,
  `{ ${equals('eventName', ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'])} }`,
  '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
  '{ ($.eventSource = "kms.amazonaws.com") && (($.eventName = "DisableKey") || ($.eventName = "ScheduleKeyDeletion")) }',
  `{ ($.eventSource = "s3.amazonaws.com") && (${equals('eventName', ['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'])}) }`,
  `{ ($.eventSource = "config.amazonaws.com") && (${equals('eventName', ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'])}) }`,
  `{ ${equals('eventName', ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup'])} }`,
  `{ ${equals('eventName', ['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'])} }`,
  `{ ${equals('eventName', ['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway'])} }`,
  `{ ($.eventSource = "ec2.amazonaws.com") && (${equals('eventName', ['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable'])}) }`,
  `{ ${equals('eventName', ['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink'])} }`,
  '{ $.eventSource = "organizations.amazonaws.com" }',
  '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }',
];

/** What else an account has filters for. */
const MORE: readonly ((at: number) => string)[] = [
  (at) =>
    `{ $.eventName = "RunInstances" && $.userIdentity.arn != "arn:aws:sts::${ACCOUNT}:assumed-role/deploy-${at}/ci" }`,
  (at) =>
    `{ ($.eventSource = "lambda.amazonaws.com") && ($.eventName = "UpdateFunction*") && ($.sourceIPAddress != "10.${at}.*") }`,
  (at) => `{ ($.eventName = "DeleteBucket") && ($.requestParameters.bucketName = "team-${at}-*") }`,
  (at) => `{ ($.userAgent = "*tool-${at}*") && ($.readOnly IS FALSE) }`,
  (at) => `{ $.errorCode = %Denied|Unauthorized% && $.userIdentity.userName = "service-${at}" }`,
];

/** `leaves`: every filter leaves out one role. */
function patternAt(at: number, leaves: boolean): string {
  const shipped = FILTERS[at];
  if (shipped === undefined) return MORE[at % MORE.length]?.(at) ?? '';
  const role = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;
  return leaves ? shipped.replace(/^\{(.*)\}$/s, `{ ($1) && ($.userIdentity.arn != "${role}") }`) : shipped;
}

const EVENT_PATTERNS: readonly ((at: number) => Value)[] = [
  (at) => ({ source: ['aws.ec2'], detail: { eventName: [`Modify${at}`, 'RunInstances'] } }),
  (at) => ({
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { userIdentity: { userName: [{ prefix: `u${at}` }] } },
  }),
  () => ({ source: ['aws.guardduty'] }),
];

export function accountOf(filters: number, rules: number, leaves: boolean): Snapshot {
  const every = <T>(count: number, make: (at: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const given: Readonly<Record<string, Value>> = {
    accounts: [{ id: ACCOUNT, regionNames: REGIONS }],
    trails: [{ name: 'main', logGroup: 'trail-logs' }],
    logGroups: [{ name: 'trail-logs' }],
    metricFilters: every(filters, (at) => ({
      name: `filter-${at}`,
      metricName: `Metric${at}`,
      pattern: patternAt(at, leaves),
    })),
    alarms: every(filters, (at) => ({ name: `alarm-${at}`, metricName: `Metric${at}`, topics: ['security'] })),
    eventRules: every(rules, (at) => ({
      name: `rule-${at}`,
      region: REGIONS[at % REGIONS.length] ?? '',
      pattern: JSON.stringify(EVENT_PATTERNS[at % EVENT_PATTERNS.length]?.(at)),
      topics: ['security'],
    })),
    topics: [{ name: 'security' }],
    subscriptions: [{ topic: 'security' }],
  };
  const test: RuleTest = { name: 'account', given, expect: 'pass', at: { file: 'bench', line: 1, column: 1 } };
  const { snapshot, mistakes } = buildTestSnapshot(test, kinds, factories);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return snapshot;
}

/** Accounts like the one given, each with a number of its own, from the `from`th on. */
export function membersOf(own: Snapshot, from: number, count: number): Snapshot {
  const ids = Array.from({ length: count }, (_, at) => String(200_000_000_000 + from + at));
  const { resources, coverage, holes } = own;
  const text = JSON.stringify({ resources, coverage, holes });
  const members = ids.map(
    (id): Pick<Snapshot, 'resources' | 'coverage' | 'holes'> => JSON.parse(text.replaceAll(ACCOUNT, id)),
  );
  return {
    ...own,
    scope: { ...own.scope, accounts: ids },
    resources: members.flatMap((each) => each.resources),
    coverage: members.flatMap((each) => each.coverage),
    holes: members.flatMap((each) => each.holes),
  };
}

export function opened(snapshot: Snapshot): World {
  return openWorld(snapshot, kinds);
}

/** How many covers the chains of the accounts come to, over all regions. */
export function chainsOf(world: World, events: Classes): number {
  const ordinary = ordinaryOf(events);
  const found = accountsOf(world).flatMap((account) =>
    REGIONS.flatMap((region) =>
      coversIn({ world, account, region, isGlobal: false, reaches: 'confirmedSubscriber', ordinary }).flat(),
    ),
  );
  return found.length;
}

/** How many of the classes are told of, and how many are not, over all accounts. */
export function proveAll(world: World, events: Classes): Readonly<Record<string, number>> {
  const ordinary = ordinaryOf(events);
  const counts: Record<string, number> = { true: 0, false: 0, unknown: 0 };
  for (const account of accountsOf(world)) {
    for (const each of events.values()) {
      if (each.ordinary) continue;
      const { truth } = prove(each, account, { world, reaches: 'confirmedSubscriber', ordinary });
      counts[truth] = (counts[truth] ?? 0) + 1;
    }
  }
  return counts;
}

type Classes = ReadonlyMap<string, EventClass>;

function accountsOf(world: World): readonly Resource[] {
  return world.population('account').resources;
}
