/** What is right: the verdict of every shipped rule in every account of a world, written by reasoning from the rules' own texts. */
import type { Verdict } from '../../../src/model/verdict.ts';
import type { World } from '../world.ts';
import { AS_MADE, all, WAITING } from './endings.ts';
import type { EventClassId } from './parts.ts';
import { CLASSES } from './parts.ts';

/**
 * One verdict for all findings of the rule, or by the name of what they are about, after its region and a slash where several have that name;
 * '*' stands for all others, '' for a list.
 */
export type ExpectedVerdict = Verdict | Readonly<Record<string, Verdict>>;

/** Rule -> verdict. */
export type Expected = Readonly<Record<string, ExpectedVerdict>>;

/** A world with its truth. */
export interface KnownWorld {
  readonly world: World;
  /** Account -> rule -> verdict. The finding on the organization stands with its management account. */
  readonly expected: Readonly<Record<string, Expected>>;
}

/** Event class -> the rule that asks whether somebody is told about it. */
const ASKING: Readonly<Record<EventClassId, string>> = {
  'account.RootUsage': 'alarm.root-usage',
  'alerting.Tampering': 'alarm.alerting-tampering',
  'api.Unauthorized': 'alarm.unauthorized-api-calls',
  'cloudtrail.Changes': 'alarm.cloudtrail-changes',
  'config.Changes': 'alarm.config-changes',
  'ec2.GatewayChanges': 'alarm.network-gateway-changes',
  'ec2.NetworkAclChanges': 'alarm.nacl-changes',
  'ec2.RouteTableChanges': 'alarm.route-table-changes',
  'ec2.SecurityGroupChanges': 'alarm.security-group-changes',
  'ec2.VpcChanges': 'alarm.vpc-changes',
  'guardduty.Disabled': 'alarm.guardduty-disabled',
  'iam.AccessKeyCreated': 'alarm.iam-access-key-created',
  'iam.PolicyChanges': 'alarm.iam-policy-changes',
  'iam.UserCreated': 'alarm.iam-user-created',
  'kms.KeyDisabled': 'alarm.cmk-disabled-or-deletion',
  'logging.Tampering': 'alarm.logging-tampering',
  'organizations.Changes': 'alarm.organizations-changes',
  's3.BucketPolicyChanges': 'alarm.s3-bucket-policy-changes',
  's3.DeleteBucket': 'alarm.s3-bucket-deleted',
  'securityhub.Disabled': 'alarm.security-hub-disabled',
  'signin.ConsoleLoginFailed': 'alarm.console-auth-failures',
  'signin.ConsoleLoginWithoutMfa': 'alarm.console-signin-without-mfa',
};

/** Verdicts of the rules on event classes: of all of them, or of some. */
export function told(verdict: Verdict, classes: readonly EventClassId[] = CLASSES): Expected {
  return Object.fromEntries(classes.map((events) => [ASKING[events], verdict]));
}

/** Classes recorded in us-east-1 alone, whatever the regions of the account. */
export const OF_NO_REGION = [
  'iam.AccessKeyCreated',
  'iam.PolicyChanges',
  'iam.UserCreated',
  'organizations.Changes',
] as const satisfies readonly EventClassId[];

/** Nothing runs in it, and every region is guarded. */
const GUARDED: Expected = {
  ...Object.fromEntries(
    [
      ...['instance.cpu-alarm', 'instance.status-check-alarm', 'instance.disk-space-alarm', 'function.errors-alarm'],
      ...['function.log-group-kept', 'database.free-storage-alarm', 'load-balancer.errors-alarm'],
      ...['load-balancer.access-logging', 'auto-scaling.capacity-alarm', 'vpc.flow-logs'],
    ].map((rule) => [rule, 'notApplicable'] as const),
  ),
  'config.global-resources': 'pass',
  'config.recorder-all-regions': 'pass',
  'config.service-linked-role': 'pass',
  'guardduty.enabled': 'pass',
  'security-hub.enabled': 'pass',
};

/** What is asked of event data stores: nothing where there are none. */
export function lake(verdict: Verdict): Expected {
  const rules = ['encrypted-with-own-key', 'every-region-recorded', 'retention', 'termination-protection'];
  return Object.fromEntries(rules.map((rule) => [`lake.${rule}`, verdict]));
}

/** An account with a trail of its own and no other, in which somebody is told of everything: all is as it should be but for what few have. */
export const HEALTHY: Expected = {
  'alarm.actions-configured': 'pass',
  'alarm.actions-enabled': 'pass',
  ...told('pass'),
  'bucket.access-logging': 'pass',
  'bucket.block-public-access': 'pass',
  'bucket.encrypted': 'pass',
  'bucket.exists': 'pass',
  // It is a member of an organization, and keeps its log files to itself.
  'bucket.in-log-archive-account': 'fail',
  'bucket.lifecycle': 'pass',
  'bucket.mfa-delete': 'pass',
  'bucket.not-public': 'pass',
  'bucket.object-lock': 'pass',
  'bucket.policy-limits-access': 'pass',
  'bucket.tls-only': 'pass',
  'bucket.versioning': 'pass',
  ...lake('notApplicable'),
  'logs.kms-encrypted': 'pass',
  'logs.retention': 'pass',
  'topic.has-confirmed-subscriber': 'pass',
  'trail.central-bucket': 'notApplicable',
  'trail.delivers-to-bucket': 'pass',
  'trail.delivers-to-cloudwatch-logs': 'pass',
  'trail.every-region-recorded': 'pass',
  'trail.global-service-events': 'pass',
  'trail.iam-changes-findable': 'pass',
  'trail.insights-enabled': 'pass',
  'trail.key-usable': 'pass',
  'trail.kms-encrypted': 'pass',
  'trail.lambda-data-events': 'pass',
  'trail.log-file-validation': 'pass',
  'trail.logging': 'pass',
  'trail.management-events-not-excluded': 'pass',
  'trail.management-events-recorded-once': 'pass',
  'trail.multi-region': 'pass',
  'trail.no-recent-stop': 'pass',
  'trail.notifies-topic': 'pass',
  'trail.s3-read-data-events': 'pass',
  'trail.s3-write-data-events': 'pass',
  'trail.security-trail': 'pass',
  'trail.sends-to-cloudwatch-logs': 'pass',
  'trail.tagged': 'pass',
  ...GUARDED,
  ...AS_MADE,
};

/** The same, in no organization: there is no other account to keep log files in. */
export const ALONE: Expected = { ...HEALTHY, 'bucket.in-log-archive-account': 'notApplicable' };

/** Rules on the bucket itself. */
export const OF_THE_BUCKET = Object.keys(HEALTHY).filter(
  (rule) => rule.startsWith('bucket.') && rule !== 'bucket.exists' && rule !== 'bucket.in-log-archive-account',
);

/** The same in an organization whose trail records it into one bucket for all. */
export const KEPT_CENTRALLY: Expected = { ...HEALTHY, 'trail.central-bucket': 'pass' };

/** Every rule, where nothing of the account could be read. */
export const UNSEEN: Expected = { ...all('unknown', Object.keys(HEALTHY)), ...all('notApplicable', WAITING) };

/** What a finding is about, and its verdict. */
export interface Found {
  readonly region: string;
  readonly name: string;
  readonly verdict: Verdict;
}

/** Whether verdicts found are those expected; '' or what differs. */
export function differences(rule: string, expected: ExpectedVerdict, found: readonly Found[]): string {
  const named: Readonly<Record<string, Verdict>> = typeof expected === 'string' ? { '*': expected } : expected;
  const keyOf = ({ region, name }: Found) => [`${region}/${name}`, name, '*'].find((key) => key in named) ?? '*';
  const wrong = found
    .filter((each) => each.verdict !== named[keyOf(each)])
    .map((each) => `${rule} on "${each.name}": ${each.verdict}, expected ${named[keyOf(each)] ?? 'no finding'}`);
  const met = new Set(found.map(keyOf));
  const missing = Object.keys(named)
    .filter((key) => key !== '*' && !met.has(key))
    .map((key) => `${rule} on "${key}": no finding`);
  const none = found.length === 0 ? [`${rule}: no finding at all`] : [];
  return [...wrong, ...missing, ...none].join('\n');
}
