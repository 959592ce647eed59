/** The least IAM policy: every call that the rules' reading makes, and no other. */
import { describe, expect, it } from 'vitest';
import { permissionsFor, policyDocument } from '../../src/advise/iam-policy.ts';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { needsOf } from '../../src/rulebook/select.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { rulebook } from '../evaluate/rule.ts';

/** What every audit finds: the regions of an account. */
const ALWAYS = ['ec2:DescribeRegions'];

const actions = (body: string) =>
  permissionsFor(needsOf(rulebook(body)), vocabulary.kinds, 'role').map(({ action }) => action);

describe('permissions', () => {
  it('of the caller are those of the role, and its own', () => {
    const needs = needsOf(rulebook('for: trail\nassert: { logging: true }'));
    const of = (asking: 'role' | 'caller') =>
      permissionsFor(needs, vocabulary.kinds, asking).map(({ action }) => action);
    const own = ['organizations:DescribeOrganization', 'organizations:ListAccounts', 'sts:AssumeRole'];
    expect(of('caller')).toEqual([...of('role'), ...own].sort());
  });

  it.each<readonly [body: string, ...actions: string[]]>([
    ['for: trail\nassert: { multiRegion: true }', 'cloudtrail:DescribeTrails'],
    ['for: trail\nassert: { logging: true }', 'cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus'],
    ['for: trail\nassert: { managementEvents: all }', 'cloudtrail:DescribeTrails', 'cloudtrail:GetEventSelectors'],
    [
      'for: trail\nassert: { logGroup: { retentionDays: { atLeast: 1 } } }',
      'cloudtrail:DescribeTrails',
      'logs:DescribeLogGroups',
    ],
    [
      'for: account\nassert: { trails: { some: { logGroup: { exists: true } } } }',
      'cloudtrail:DescribeTrails',
      'logs:DescribeLogGroups',
    ],
    ['for: logGroup\nassert: { retentionDays: 1 }', 'logs:DescribeLogGroups'],
    [
      'for: topic\nassert: { kmsKey: { exists: true } }',
      'cloudwatch:DescribeAlarms',
      'events:ListEventBuses',
      'events:ListRules',
      'events:ListTargetsByRule',
      'sns:GetTopicAttributes',
    ],
    [
      'for: alarm\nassert: { topics: { some: { kmsKey: { exists: true } } } }',
      'cloudwatch:DescribeAlarms',
      'sns:GetTopicAttributes',
    ],
    [
      'for: subscription\nassert: { confirmed: true }',
      'cloudwatch:DescribeAlarms',
      'events:ListEventBuses',
      'events:ListRules',
      'events:ListTargetsByRule',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
    ],
    [
      'for: trail\nassert: { key: { enabled: true, rotationEnabled: true } }',
      'cloudtrail:DescribeTrails',
      'kms:DescribeKey',
      'kms:GetKeyRotationStatus',
    ],
    ['for: kmsKey\nassert: { rotationEnabled: true }', 'kms:GetKeyRotationStatus', 'kms:ListKeys'],
    // By which names they are called matters only where something is found by them.
    ['for: kmsKey\nassert: { knownAs: { size: 1 } }', 'kms:ListAliases', 'kms:ListKeys'],
    [
      'for: kmsKey\nassert: { any: [{ rotationEnabled: true }, { trails: { none: {} } }] }',
      ...['cloudtrail:DescribeTrails', 'kms:GetKeyRotationStatus', 'kms:ListAliases', 'kms:ListKeys'],
    ],
    // Those of trails are asked for by their names, and no others.
    [
      'for: kmsKey\nwhere: { trails: { some: {} } }\nassert: { rotationEnabled: true }',
      ...['cloudtrail:DescribeTrails', 'kms:DescribeKey', 'kms:GetKeyRotationStatus'],
    ],
    ['for: account\nassert: { name: x }'],
  ])('%s', (body, ...expected) => {
    expect(actions(body)).toEqual([...ALWAYS, ...expected].sort());
  });

  it('to list keys are asked for by the one shipped rule that is about all of them', () => {
    const { rules, ...rest } = compileRules(shippedRules());
    const of = (ids: (id: string) => boolean) =>
      permissionsFor(needsOf({ ...rest, rules: rules.filter(({ id }) => ids(id)) }), vocabulary.kinds, 'role')
        .map(({ action }) => action)
        .filter((action) => action.startsWith('kms:List'));
    expect(of((id) => id !== 'kms.every-key-rotated')).toEqual([]);
    expect(of((id) => id === 'kms.every-key-rotated')).toEqual(['kms:ListKeys']);
    // Beside rules that find a key by its alias, aliases have to be listed as well.
    expect(of(() => true)).toEqual(['kms:ListAliases', 'kms:ListKeys']);
  });

  it('of alertsOn are those of the whole chain', () => {
    expect(
      actions('for: account\nassert: { trails: { some: { logging: true } } }\nwhere: { not: { name: x } }').length,
    ).toBe(3);
    const chain = permissionsFor(
      needsOf({
        ...compileRules(shippedRules()),
        rules: compileRules(shippedRules()).rules.filter(({ id }) => id === 'alarm.s3-bucket-deleted'),
      }),
      vocabulary.kinds,
      'role',
    );
    expect(chain.map(({ action }) => action)).toEqual(
      [
        ...ALWAYS,
        'cloudtrail:DescribeTrails',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:GetTrailStatus',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetAlarmMuteRule',
        'cloudwatch:ListAlarmMuteRules',
        'events:ListEventBuses',
        'events:ListRules',
        'events:ListTargetsByRule',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'logs:DescribeLogGroups',
        'logs:DescribeMetricFilters',
        'sns:GetSubscriptionAttributes',
        'sns:GetTopicAttributes',
        'sns:ListSubscriptionsByTopic',
      ].sort(),
    );
  });

  it('say which kinds need them', () => {
    const permissions = permissionsFor(
      needsOf(rulebook('for: trail\nassert: { logging: true }')),
      vocabulary.kinds,
      'role',
    );
    expect(permissions.find(({ action }) => action === 'cloudtrail:GetTrailStatus')?.kinds).toEqual(['trail']);
  });

  it('only read', () => {
    const all = permissionsFor(needsOf(compileRules(shippedRules())), vocabulary.kinds, 'role');
    for (const { action } of all) expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|List)[A-Za-z]+$/);
  });

  it('are a policy that IAM takes', () => {
    const document = policyDocument([{ action: 'a:GetB', kinds: ['trail'] }]);
    expect(document.endsWith('}\n')).toBe(true);
    expect(JSON.parse(document)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'TrailproofReads', Effect: 'Allow', Action: ['a:GetB'], Resource: '*' }],
    });
  });
});
