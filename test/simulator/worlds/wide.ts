/** One account in all 17 regions that need no opt-in, with one trail and the fifteen alarms of the CIS benchmark: what a small customer has. */
import type { World } from '../world.ts';
import type { KnownWorld } from './expected.ts';
import { HEALTHY } from './expected.ts';
import { account, alarm, chain, filter, topicArn } from './parts.ts';

const REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** The controls of the benchmark that no shipped rule asks about yet. */
const OTHERS: Readonly<Record<string, string>> = {
  'console-without-mfa':
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  'iam-changes':
    '{ ($.eventSource = iam.amazonaws.com) && (($.eventName = Put*Policy) || ($.eventName = Attach*Policy)) }',
  'console-failures': '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  'key-deletions':
    '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }',
  'bucket-policies':
    '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketPolicy) || ($.eventName = DeleteBucketPolicy)) }',
  'config-changes': '{ ($.eventSource = config.amazonaws.com) && ($.eventName = StopConfigurationRecorder) }',
  'security-groups': '{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = CreateSecurityGroup) }',
  'network-acls': '{ ($.eventName = CreateNetworkAcl) || ($.eventName = DeleteNetworkAcl) }',
  gateways: '{ ($.eventName = CreateCustomerGateway) || ($.eventName = AttachInternetGateway) }',
  'route-tables':
    '{ ($.eventSource = ec2.amazonaws.com) && (($.eventName = CreateRoute) || ($.eventName = DeleteRoute)) }',
  vpcs: '{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) }',
};

const ACCOUNT = '123456789012';
const spot = { account: ACCOUNT, region: 'us-east-1' };

const whole = chain(spot, {
  trail: 'main',
  logGroup: 'aws-cloudtrail-logs',
  topic: 'alerts',
  subscriber: 'owner@example.com',
});

const held = {
  ...whole,
  logGroups: whole.logGroups.map((group) => ({
    ...group,
    filters: [...group.filters, ...Object.entries(OTHERS).map(([name, pattern]) => filter(name, pattern))],
  })),
  alarms: [...whole.alarms, ...Object.keys(OTHERS).map((name) => alarm(name, [topicArn(spot, 'alerts')]))],
};

const world: World = {
  name: 'wide',
  seed: 'wide',
  caller: ACCOUNT,
  accounts: [account(ACCOUNT, 'Only', { [spot.region]: held }, { member: false, regions: REGIONS })],
  regions: REGIONS.map((name) => ({ name, optIn: false })),
  faults: [],
  quotas: 1,
};

export const wide: KnownWorld = {
  world,
  // There is no organization to have a trail.
  expected: { [ACCOUNT]: HEALTHY, '': { 'trail.organization-trail': 'notApplicable' } },
};
