/** A resource policy of CloudWatch Logs: whom besides its own identities an account lets at its log groups. */
import { maySpeakOf } from '../languages/resource-policy/index.ts';
import { parseArn, partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind, Relation } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { drafted } from './listing.ts';

/** What belongs to no log group, as owner of a list. */
const ACCOUNT = '*';
const CALL = 'logs:DescribeResourcePolicies';

export const logResourcePolicy: Kind = {
  name: 'logResourcePolicy',
  example,
  about:
    'A resource policy of CloudWatch Logs: one of the account and region, or one of a log group that a trail sends to.',
  population: { through: ['trail.logGroup.resourcePolicies'] },
  fields: {
    name: { type: 'string', about: 'Name; unset for the one of a log group, which has none.', read: 'list' },
    policy: { type: 'string', about: 'The policy, as JSON text.', read: 'list' },
    scope: {
      type: 'string',
      about: 'Whether it is one of the account, for all log groups that its statements name, or of one log group.',
      values: ['ACCOUNT', 'RESOURCE'],
      read: 'list',
    },
    logGroupArn: { type: 'string', about: 'ARN of the log group it belongs to; unset: to the account.', read: 'list' },
  },
  relations: {},
  list: {
    calls: [CALL],
    actions: ['logs:DescribeResourcePolicies'],
    async *read(want, aws) {
      const isOfAccount = want.within === ACCOUNT;
      const input = isOfAccount
        ? { policyScope: 'ACCOUNT' }
        : { policyScope: 'RESOURCE', resourceArn: want.within ?? '' };
      try {
        for await (const page of aws.list(want, CALL, input, 'resourcePolicies')) {
          yield page.map((item) => drafted(want, CALL, stated(item, want), item));
        }
      } catch (error) {
        // A log group that does not exist has no policy: that is known, not unread.
        if (isOfAccount || !(error instanceof Unread && error.code === 'ResourceNotFoundException')) throw error;
      }
    },
  },
  details: {},
};

/** From a log group to the policies that speak of it: those of its account and region, and its own. */
export const resourcePolicies: Relation = {
  kind: 'logResourcePolicy',
  many: true,
  about: 'Resource policies of CloudWatch Logs that speak of it: of its account and region, and its own.',
  by: [],
  on: ['policy', 'logGroupArn'],
  from: (resource) => [resource.id, placeOf(resource)],
  to: (candidate) => [text(candidate.fields['logGroupArn']) ?? placeOf(candidate)],
  wants: ({ id, account, region }) =>
    [ACCOUNT, id].map((within) => ({ kind: 'logResourcePolicy', account, region, within })),
  joins: ({ id }, { fields }) =>
    text(fields['logGroupArn']) !== null || maySpeakOf(String(fields['policy']), [id, `${id}:*`]),
};

function placeOf({ account, region }: Pick<Resource, 'account' | 'region'>): string {
  return `${account}/${region}`;
}

function stated(item: Answer, { account, region, within = '' }: Want): Own {
  const policy = text(item['policyDocument']);
  if (policy === null) throw malformed(CALL, 'a resource policy without document');
  const name = text(item['policyName']);
  const logGroupArn = within === ACCOUNT ? null : within;
  return {
    ...called({ partition: partitionOf(region), account, region }, name, logGroupArn),
    fields: { name, policy, scope: logGroupArn === null ? 'ACCOUNT' : 'RESOURCE', logGroupArn },
  };
}

/** It has no ARN: its place and name are its id, and that of a log group is called like the log group. */
function called(place: ExamplePlace, name: string | null, logGroupArn: string | null) {
  if (logGroupArn !== null) {
    const group = parseArn(logGroupArn)?.name.replace(/^log-group:/, '') ?? logGroupArn;
    return { id: `${logGroupArn}:resource-policy`, name: name ?? group };
  }
  return { id: printArn({ ...place, service: 'logs', name: `resource-policy:${name ?? ''}` }), name: name ?? '' };
}

/** As Route 53 is let write its query logs. */
function forQueryLogs(place: ExamplePlace): string {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'route53.amazonaws.com' },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arnOf(place, 'logs', 'log-group:/aws/route53/*'),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function example(given: Given, place: ExamplePlace): Made {
  const { logGroup, ...rest } = given;
  const logGroupArn = typeof logGroup === 'string' ? arnOf(place, 'logs', `log-group:${logGroup}`) : null;
  const name = logGroupArn === null ? nameOf(given, 'query-logs') : null;
  return {
    ...called(place, name, logGroupArn),
    fields: {
      policy: forQueryLogs(place),
      scope: logGroupArn === null ? 'ACCOUNT' : 'RESOURCE',
      logGroupArn,
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
