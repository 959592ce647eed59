/** CloudWatch Logs: log groups and their metric filters ("DescribeLogGroups", "DescribeMetricFilters", CloudWatch Logs API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { LogGroup, MetricFilter } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { ownAccount, required } from './operation.ts';

const PAGES = {
  token: 'nextToken',
  limit: 'limit',
  fallback: 50,
  most: 50,
  refuse: () => new Refused('InvalidParameterException', 'The specified nextToken is invalid.'),
} as const;

/** Milliseconds since 1970; it plays no part in any verdict. */
const CREATED = Date.UTC(2023, 5, 1, 8);

function logGroupsOf(call: Call, aws: Aws): readonly LogGroup[] {
  return holdingsOf(ownAccount(call, aws), call.region).logGroups;
}

const DescribeLogGroups: Operation = (call, aws) => {
  const prefix = textOf(call.input, 'logGroupNamePrefix') ?? '';
  const pattern = textOf(call.input, 'logGroupNamePattern') ?? '';
  if (prefix !== '' && pattern !== '') {
    throw new Refused('InvalidParameterException', 'LogGroup name prefix and name pattern are mutually exclusive.');
  }
  const groups = logGroupsOf(call, aws).filter(({ name }) => name.startsWith(prefix) && name.includes(pattern));
  const { items, next } = page(call, groups, PAGES);
  return { logGroups: items.map((group) => describe(call, group)), nextToken: next };
};

function describe(
  { region, account }: Call,
  { name, retentionDays, kmsKey, class: kind, filters, protected: isProtected }: LogGroup,
): Answer {
  const logGroupArn = arn('logs', region, account, `log-group:${name}`);
  return {
    logGroupName: name,
    logGroupArn,
    arn: `${logGroupArn}:*`,
    creationTime: CREATED,
    retentionInDays: retentionDays,
    metricFilterCount: filters.length,
    storedBytes: 1024 * name.length,
    kmsKeyId: kmsKey,
    logGroupClass: kind ?? 'STANDARD',
    deletionProtectionEnabled: isProtected ?? false,
  };
}

const DescribeMetricFilters: Operation = (call, aws) => {
  const groupName = textOf(call.input, 'logGroupName');
  const prefix = textOf(call.input, 'filterNamePrefix') ?? '';
  const [namespace, metric] = [textOf(call.input, 'metricNamespace'), textOf(call.input, 'metricName')];
  const groups = logGroupsOf(call, aws).filter(({ name }) => groupName === undefined || name === groupName);
  if (groupName !== undefined && groups.length === 0) {
    throw new Refused('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  const filters = groups.flatMap((group) =>
    group.filters
      .filter(
        (filter) =>
          filter.name.startsWith(prefix) &&
          (namespace === undefined || filter.namespace === namespace) &&
          (metric === undefined || filter.metric === metric),
      )
      .map((filter) => ({ group, filter })),
  );
  const { items, next } = page(call, filters, PAGES);
  return { metricFilters: items.map(describeFilter), nextToken: next };
};

function describeFilter({ group, filter }: { readonly group: LogGroup; readonly filter: MetricFilter }): Answer {
  const { name, pattern, namespace, metric, value, defaultValue, unit } = filter;
  return {
    filterName: name,
    filterPattern: pattern,
    logGroupName: group.name,
    creationTime: CREATED,
    metricTransformations: [{ metricName: metric, metricNamespace: namespace, metricValue: value, defaultValue, unit }],
    applyOnTransformedLogs: false,
  };
}

const DescribeSubscriptionFilters: Operation = (call, aws) => {
  const missing = () => new Refused('InvalidParameterException', 'logGroupName is required.');
  const groupName = required(call, 'logGroupName', missing);
  const group = logGroupsOf(call, aws).find(({ name }) => name === groupName);
  if (!group) throw new Refused('ResourceNotFoundException', 'The specified log group does not exist.');
  const { items, next } = page(call, group.subscriptions ?? [], PAGES);
  const subscriptionFilters = items.map(({ name, pattern, destination, role }) => ({
    filterName: name,
    logGroupName: group.name,
    filterPattern: pattern,
    destinationArn: destination,
    roleArn: role,
    distribution: 'ByLogStream',
    creationTime: CREATED,
  }));
  return { subscriptionFilters, nextToken: next };
};

/** Of the account unless the call asks for the one of a log group. */
const DescribeResourcePolicies: Operation = (call, aws) => {
  if ((textOf(call.input, 'policyScope') ?? 'ACCOUNT') === 'ACCOUNT') {
    const policies = holdingsOf(ownAccount(call, aws), call.region).logPolicies ?? [];
    const { items, next } = page(call, policies, PAGES);
    const resourcePolicies = items.map(({ name, policy }) => {
      return { policyName: name, policyDocument: policy, lastUpdatedTime: CREATED, policyScope: 'ACCOUNT' };
    });
    return { resourcePolicies, nextToken: next };
  }
  const resourceArn = required(
    call,
    'resourceArn',
    () => new Refused('InvalidParameterException', 'resourceArn is required.'),
  );
  const group = logGroupsOf(call, aws).find(({ name }) => {
    return arn('logs', call.region, call.account, `log-group:${name}`) === resourceArn;
  });
  if (!group) throw new Refused('ResourceNotFoundException', 'The specified resource does not exist.');
  const policyDocument = group.policy;
  const own = { policyDocument, lastUpdatedTime: CREATED, policyScope: 'RESOURCE', resourceArn, revisionId: '1' };
  return { resourcePolicies: policyDocument === undefined ? [] : [own] };
};

export const logs = {
  DescribeLogGroups,
  DescribeMetricFilters,
  DescribeResourcePolicies,
  DescribeSubscriptionFilters,
};
