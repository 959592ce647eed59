/** The monitoring controls of the CIS AWS Foundations Benchmark: what each version asks for, and that the rules ask for exactly that. */
import { describe, expect, it } from 'vitest';
import { and, atom, complement, oneOf, solve } from '../../src/languages/formula/index.ts';
import { asOf, meets } from '../../src/languages/record-condition/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import { isObject } from '../../src/model/value.ts';
import { conditionFormula, everyRecord } from '../../src/proof/symbolic/records.ts';
import { findingOn, rulebook } from './verdict.ts';

const VERSIONS = ['1.2', '1.4', '1.5', '2.0', '3.0', '4.0.1', '5.0', '6.0', '7.0'] as const;
type Version = (typeof VERSIONS)[number];

/** A control that lists calls. */
interface Listing {
  readonly rule: string;
  readonly events: string;
  readonly source: string;
  /** The benchmark's own pattern names the source. */
  readonly namesSource: boolean;
  readonly calls: readonly string[];
  /** Calls that came later. */
  readonly later?: Readonly<Record<string, Version>>;
  /** Calls that the benchmark lists and nobody can make any more. */
  readonly gone?: readonly string[];
}

const LISTINGS: readonly Listing[] = [
  {
    rule: 'alarm.iam-policy-changes',
    events: 'iam.PolicyChanges',
    source: 'iam',
    namesSource: false,
    calls: [
      ...[
        'DeleteGroupPolicy',
        'DeleteRolePolicy',
        'DeleteUserPolicy',
        'PutGroupPolicy',
        'PutRolePolicy',
        'PutUserPolicy',
      ],
      ...['CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy'],
      ...['DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy'],
    ],
  },
  {
    rule: 'alarm.cloudtrail-changes',
    events: 'cloudtrail.Changes',
    source: 'cloudtrail',
    namesSource: false,
    calls: ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'],
  },
  {
    rule: 'alarm.cmk-disabled-or-deletion',
    events: 'kms.KeyDisabled',
    source: 'kms',
    namesSource: true,
    calls: ['DisableKey', 'ScheduleKeyDeletion'],
  },
  {
    rule: 'alarm.s3-bucket-policy-changes',
    events: 's3.BucketPolicyChanges',
    source: 's3',
    namesSource: true,
    calls: [
      ...['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication'],
      ...['DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'],
    ],
  },
  {
    rule: 'alarm.config-changes',
    events: 'config.Changes',
    source: 'config',
    namesSource: true,
    calls: ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'],
  },
  {
    rule: 'alarm.security-group-changes',
    events: 'ec2.SecurityGroupChanges',
    source: 'ec2',
    namesSource: false,
    calls: [
      ...['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
      ...['RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup'],
    ],
    later: { ModifySecurityGroupRules: '5.0' },
  },
  {
    rule: 'alarm.nacl-changes',
    events: 'ec2.NetworkAclChanges',
    source: 'ec2',
    namesSource: false,
    calls: [
      ...['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry'],
      ...['ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
    ],
  },
  {
    rule: 'alarm.network-gateway-changes',
    events: 'ec2.GatewayChanges',
    source: 'ec2',
    namesSource: false,
    calls: [
      ...['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway'],
      ...['DeleteInternetGateway', 'DetachInternetGateway'],
    ],
  },
  {
    rule: 'alarm.route-table-changes',
    events: 'ec2.RouteTableChanges',
    source: 'ec2',
    namesSource: false,
    calls: [
      ...['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable'],
      ...['DeleteRoute', 'DisassociateRouteTable'],
    ],
  },
  {
    rule: 'alarm.vpc-changes',
    events: 'ec2.VpcChanges',
    source: 'ec2',
    namesSource: false,
    calls: [
      ...['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection'],
      ...['DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection'],
    ],
    gone: ['AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink'],
  },
  {
    rule: 'alarm.organizations-changes',
    events: 'organizations.Changes',
    source: 'organizations',
    namesSource: true,
    calls: [
      ...['AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy'],
      ...['DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy'],
      ...['DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount'],
      ...['RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit'],
    ],
  },
];

const classNamed = (id: string): EventClass => {
  const found = rulebook.events.get(id);
  if (!found) throw new Error(`there is no event class ${id}`);
  return found;
};
const at = (version: Version) => VERSIONS.indexOf(version);
const callsAt = ({ calls, later = {} }: Listing, version: Version) => [
  ...calls,
  ...Object.entries(later).flatMap(([call, since]) => (at(since) <= at(version) ? [call] : [])),
];

function patternOf({ source, namesSource }: Listing, calls: readonly string[]): string {
  const names = calls.map((name) => `($.eventName = ${name})`).join(' || ');
  return namesSource ? `{ ($.eventSource = ${source}.amazonaws.com) && (${names}) }` : `{ ${names} }`;
}

/** The parameter is there only where versions differ. */
const paramsOf = ({ later }: Listing, version: Version) => (later ? { benchmark: version } : undefined);

describe.each(LISTINGS.map((listing) => [listing.rule, listing] as const))('%s', (rule, listing) => {
  const versions = listing.later ? VERSIONS : (['7.0'] as const);

  it.each(versions)("takes the benchmark's pattern of %s", (version) => {
    const pattern = patternOf(listing, [...callsAt(listing, version), ...(listing.gone ?? [])]);
    expect(findingOn(rule, [pattern], paramsOf(listing, version))).toMatchObject({ verdict: 'pass' });
  });

  it.each(versions)('is about the calls that %s lists, carried out, and about no others', (version) => {
    const calls = callsAt(listing, version);
    const member = and(
      conditionFormula(asOf(classNamed(listing.events).records, version)),
      everyRecord('111122223333', []),
    );
    const others = solve(and(member, atom(['eventName'], complement(oneOf(...calls)))));
    expect(others).toEqual({ result: 'unsat' });
    for (const call of calls) {
      const found = solve(and(member, atom(['eventName'], oneOf(call))));
      expect(found, call).toMatchObject({
        record: { eventSource: `${listing.source}.amazonaws.com`, readOnly: false, eventType: 'AwsApiCall' },
      });
      expect(found, call).not.toHaveProperty('record.errorCode');
    }
  });

  it.each(callsAt(listing, '7.0'))('needs %s', (call) => {
    const others = callsAt(listing, '7.0').filter((each) => each !== call);
    const finding = findingOn(rule, [patternOf(listing, others)]);
    expect(finding.verdict).toBe('fail');
    expect(finding.proof?.counterexample).toMatchObject({ eventName: call });
  });

  it('lets the work be shared by one filter per call', () => {
    const patterns = callsAt(listing, '7.0').map((call) => patternOf(listing, [call]));
    expect(findingOn(rule, patterns).verdict).toBe('pass');
  });
});

/** Controls whose class is a condition: patterns of the benchmark, and what they must and must not see. */
interface Conditional {
  readonly rule: string;
  readonly events: string;
  /** Pattern -> the versions it is enough for. */
  readonly patterns: Readonly<Record<string, readonly Version[]>>;
  /** The parameter that chooses a version is there. */
  readonly differs?: true;
  /** Changes to a sample after which it is in the class, and after which it is not; null: absent. */
  readonly seen: readonly Readonly<Record<string, Value>>[];
  readonly unseen: readonly Readonly<Record<string, Value>>[];
}

const SINCE_14 = VERSIONS.slice(1);
const CONDITIONALS: readonly Conditional[] = [
  {
    rule: 'alarm.unauthorized-api-calls',
    events: 'api.Unauthorized',
    patterns: {
      '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}': VERSIONS,
      // Without parentheses the exclusions belong to the second half.
      '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }':
        VERSIONS,
      // Joined with OR, as some versions have it, it matches nearly every record: its alarm never leaves ALARM.
      '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }':
        [],
    },
    seen: [
      { errorCode: 'Client.UnauthorizedOperation' },
      { errorCode: 'AccessDenied' },
      { errorCode: 'AccessDeniedException' },
      { errorCode: 'AccessDenied', 'userIdentity.type': 'Root' },
    ],
    unseen: [
      { errorCode: null },
      { errorCode: 'ThrottlingException' },
      { errorCode: 'VpceAccessDenied', eventType: 'AwsVpceEvent' },
      { sourceIPAddress: 'delivery.logs.amazonaws.com' },
      { eventName: 'HeadBucket' },
    ],
  },
  {
    rule: 'alarm.root-usage',
    events: 'account.RootUsage',
    patterns: {
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }':
        VERSIONS,
    },
    seen: [
      { eventType: 'AwsApiCall' },
      { eventType: 'AwsConsoleSignIn' },
      { readOnly: true },
      { errorCode: 'AccessDenied' },
    ],
    unseen: [
      { 'userIdentity.invokedBy': 'an AWS service' },
      { eventType: 'AwsServiceEvent' },
      { 'userIdentity.type': 'IAMUser' },
    ],
  },
  {
    rule: 'alarm.console-signin-without-mfa',
    events: 'signin.ConsoleLoginWithoutMfa',
    differs: true,
    patterns: {
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }': VERSIONS,
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }':
        SINCE_14,
    },
    seen: [{ 'userIdentity.type': 'IAMUser' }],
    unseen: [
      { 'additionalEventData.MFAUsed': 'Yes' },
      { 'userIdentity.type': 'AssumedRole' },
      { 'responseElements.ConsoleLogin': 'Failure', errorMessage: 'Failed authentication' },
    ],
  },
  {
    rule: 'alarm.console-auth-failures',
    events: 'signin.ConsoleLoginFailed',
    patterns: { '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }': VERSIONS },
    seen: [{ 'userIdentity.type': 'Root' }, { 'additionalEventData.MFAUsed': 'Yes' }],
    unseen: [
      { 'responseElements.ConsoleLogin': 'Success', errorMessage: null },
      { errorMessage: 'No username found in supplied account' },
      { errorMessage: null },
    ],
  },
];

/** The record with some fields set, or taken away. */
function changed(record: CloudTrailRecord, changes: Readonly<Record<string, Value>>): CloudTrailRecord {
  return Object.entries(changes).reduce((before, [path, value]) => set(before, path.split('.'), value), record);
}

function set(record: CloudTrailRecord, [key = '', ...rest]: readonly string[], value: Value): CloudTrailRecord {
  const { [key]: inner = {}, ...others } = record;
  if (rest.length > 0) return { ...others, [key]: set(isObject(inner) ? inner : {}, rest, value) };
  return value === null ? others : { ...others, [key]: value };
}

describe.each(CONDITIONALS.map((control) => [control.rule, control] as const))('%s', (rule, control) => {
  const { records, samples } = classNamed(control.events);

  it.each(Object.entries(control.patterns))('takes the pattern %s at the versions that have it', (pattern, enough) => {
    const versions = control.differs ? VERSIONS : (['7.0'] as const);
    for (const version of versions) {
      const finding = findingOn(rule, [pattern], control.differs ? { benchmark: version } : undefined);
      expect(finding.verdict, version).toBe(enough.includes(version) ? 'pass' : 'fail');
    }
  });

  it.each(control.seen)('sees %j', (changes) => {
    const [sample] = samples;
    expect(sample && meets(records, changed(sample.record, changes))).toBe(true);
  });

  it.each(control.unseen)('leaves out %j', (changes) => {
    for (const { record } of samples) expect(meets(records, changed(record, changes))).toBe(false);
  });
});

describe('sign-ins before 1.4', () => {
  it('without MFA count whoever signs in', () => {
    const { records, samples } = classNamed('signin.ConsoleLoginWithoutMfa');
    for (const type of ['IAMUser', 'Root', 'AssumedRole']) {
      const all = samples.map(({ record }) => changed(record, { 'userIdentity.type': type }));
      expect(
        all.every((record) => meets(asOf(records, '1.2'), record)),
        type,
      ).toBe(true);
    }
  });
});
