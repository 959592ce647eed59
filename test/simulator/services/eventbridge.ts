/** EventBridge: rules of the default bus and where they send what they match ("ListRules", "ListTargetsByRule", EventBridge API Reference). */
import { textOf } from '../call.ts';
import type { Paging } from '../pages.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

const PAGES: Paging = {
  token: 'NextToken',
  limit: 'Limit',
  fallback: 100,
  most: 100,
  refuse: () => new Refused('ValidationException', 'The nextToken is invalid.'),
};

const ListRules: Operation = (call, aws) => {
  const bus = textOf(call.input, 'EventBusName') ?? 'default';
  if (bus !== 'default') throw new Refused('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
  const { items, next } = page(call, holdingsOf(ownAccount(call, aws), call.region).eventRules, PAGES);
  const Rules = items.map(({ name, state, pattern, schedule, managedBy }) => ({
    Name: name,
    Arn: arn('events', call.region, call.account, `rule/${name}`),
    EventBusName: 'default',
    State: state,
    EventPattern: pattern,
    ScheduleExpression: schedule,
    ManagedBy: managedBy,
  }));
  return { Rules, NextToken: next };
};

const ListTargetsByRule: Operation = (call, aws) => {
  const name = textOf(call.input, 'Rule') ?? '';
  const rule = holdingsOf(ownAccount(call, aws), call.region).eventRules.find((each) => each.name === name);
  if (!rule) throw new Refused('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
  const { items, next } = page(call, rule.targets, PAGES);
  return { Targets: items.map((target, index) => ({ Id: `target-${index + 1}`, Arn: target })), NextToken: next };
};

export const eventbridge = { ListRules, ListTargetsByRule };
