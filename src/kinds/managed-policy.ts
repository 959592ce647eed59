/** A managed policy of IAM, of AWS or of one's own, that is attached to a role as which an EventBridge rule sends: what is in force of it. */
import { parseArn, printArn } from '../model/arn.ts';
import { malformed } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import { drafted } from './listing.ts';

export const managedPolicy: Kind = {
  name: 'managedPolicy',
  example,
  about: 'A managed policy of IAM that is attached to a role as which an EventBridge rule sends. No others are read.',
  population: {
    through: [
      'eventRule.executionRoles.attachedPolicies',
      'eventRule.buses.rules.executionRoles.attachedPolicies',
      'eventRule.buses.ownRules.executionRoles.attachedPolicies',
    ],
  },
  fields: {
    name: { type: 'string', about: 'Name, without its path.', read: 'list' },
    policy: { type: 'string', about: 'What it says in its default version, as JSON text.', read: 'list' },
  },
  relations: {},
  list: {
    calls: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    async *read(want, aws) {
      const PolicyArn = want.within ?? '';
      const { Policy } = await aws.call(want, 'iam:GetPolicy', { PolicyArn });
      const VersionId = isObject(Policy) ? text(Policy['DefaultVersionId']) : null;
      if (VersionId === null) throw malformed('iam:GetPolicy', 'the answer names no version');
      const { PolicyVersion: version } = await aws.call(want, 'iam:GetPolicyVersion', { PolicyArn, VersionId });
      const policy = isObject(version) ? decoded(version['Document']) : null;
      if (policy === null) throw malformed('iam:GetPolicyVersion', 'the answer holds no policy');
      const name = parseArn(PolicyArn)?.name.split('/').at(-1) ?? PolicyArn;
      yield [drafted(want, 'iam:GetPolicyVersion', { id: PolicyArn, name, fields: { name, policy } }, version ?? null)];
    },
  },
  details: {},
};

/** IAM gives policies as they stand in addresses ("GetRole": URL-encoded compliant with RFC 3986). Null where there is none. */
export function decoded(written: Value | undefined): string | null {
  const whole = text(written);
  try {
    return whole === null ? null : decodeURIComponent(whole);
  } catch {
    return whole;
  }
}

function example(given: Given, { partition, account }: ExamplePlace): Made {
  const name = nameOf(given, 'may-forward');
  const statement = { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' };
  return {
    id: printArn({ partition, service: 'iam', region: '', account, name: `policy/${name}` }),
    name,
    fields: { policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), ...given, name },
    shortForms: [],
  };
}
