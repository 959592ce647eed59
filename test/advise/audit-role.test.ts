/** The role for audits as a template: who may assume it, with what, and that it may do exactly what the policy says. */
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { roleInCloudFormation, roleInTerraform } from '../../src/advise/audit-role.ts';
import { policyDocument } from '../../src/advise/iam-policy.ts';
import { readHcl } from '../rules/template/hcl.ts';

const PERMISSIONS = [
  { action: 'cloudtrail:DescribeTrails', kinds: ['trail'] },
  { action: 'ec2:DescribeRegions', kinds: ['account'] },
] as const;

const customTags = ['!Ref', '!GetAtt'].map((tag) => ({ tag, resolve: (value: string) => `${tag} ${value}` }));

describe('the role in CloudFormation', () => {
  const document = parseDocument(roleInCloudFormation(PERMISSIONS), { customTags });
  const template = document.toJS();
  const { AuditRole: role } = template.Resources;

  it('is a template that can be read, with nothing but the role', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(Object.keys(template)).toEqual([
      'AWSTemplateFormatVersion',
      'Description',
      'Parameters',
      'Resources',
      'Outputs',
    ]);
    expect(Object.keys(template.Resources)).toEqual(['AuditRole']);
    expect(role.Type).toBe('AWS::IAM::Role');
    expect(template.Outputs.RoleArn.Value).toBe('!GetAtt AuditRole.Arn');
  });

  it('is assumed by the principal of a parameter, with the external id of another', () => {
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: '!Ref TrustedPrincipal' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': '!Ref ExternalId' } },
      },
    ]);
    // Without a default, nobody makes the role without saying who is trusted.
    expect(template.Parameters.TrustedPrincipal.Default).toBeUndefined();
    expect(template.Parameters.ExternalId.Default).toBeUndefined();
  });

  it.each([
    ['arn:aws:iam::111122223333:root', true],
    ['arn:aws-us-gov:iam::111122223333:role/audit', true],
    ['111122223333', false],
    ['*', false],
  ])('takes %s for a principal: %s', (principal, isTaken) => {
    expect(new RegExp(template.Parameters.TrustedPrincipal.AllowedPattern).test(principal)).toBe(isTaken);
  });

  it('may do what the policy says', () => {
    const [policy] = role.Properties.Policies;
    expect(policy.PolicyDocument).toEqual(JSON.parse(policyDocument(PERMISSIONS)));
  });
});

describe('the role in Terraform', () => {
  const blocks = readHcl(roleInTerraform(PERMISSIONS));
  const found = (...labels: string[]) => blocks.find((each) => each.labels.join() === labels.join())?.attributes ?? {};

  it('is a module with three variables, the role, its policy and its ARN', () => {
    expect(blocks.map(({ type, labels }) => [type, ...labels].join(' '))).toEqual([
      'variable trusted_principal',
      'variable external_id',
      'variable role_name',
      'resource aws_iam_role audit',
      'resource aws_iam_role_policy reads',
      'output role_arn',
    ]);
    expect(found('trusted_principal')['default']).toBeUndefined();
    expect(found('external_id')['default']).toBeUndefined();
  });

  it('is assumed by the principal of a variable, with the external id of another', () => {
    const trust = String(found('aws_iam_role', 'audit')['assume_role_policy']);
    expect(trust).toContain('Principal = { AWS = var.trusted_principal }');
    expect(trust).toContain('Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }');
    expect(trust.match(/Effect/g)).toHaveLength(1);
  });

  it('may do what the policy says', () => {
    const policy = String(found('aws_iam_role_policy', 'reads')['policy']);
    expect(policy.match(/"[a-z0-9-]+:[A-Z]\w+"/g)).toEqual(PERMISSIONS.map(({ action }) => `"${action}"`));
    expect(policy.match(/Effect/g)).toHaveLength(1);
  });
});
