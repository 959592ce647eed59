/** EventBridge: event buses, their rules and where those send what they match ("ListRules", "ListTargetsByRule", EventBridge API Reference). */
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import type { Paging } from '../pages.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { EventBus, EventRule } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

const PAGES: Paging = {
  token: 'NextToken',
  limit: 'Limit',
  fallback: 100,
  most: 100,
  refuse: () => new Refused('ValidationException', 'The nextToken is invalid.'),
};

const DEFAULT = 'default';

/** Name of the event bus that is asked about. */
function busOf(call: Call, aws: Aws): string {
  const bus = textOf(call.input, 'EventBusName') ?? DEFAULT;
  const isThere = busesOf(call, aws).some(({ name }) => name === bus);
  if (!isThere) throw new Refused('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
  return bus;
}

function rulesOn(call: Call, aws: Aws, wanted: string): readonly EventRule[] {
  const { eventRules } = holdingsOf(ownAccount(call, aws), call.region);
  return eventRules.filter(({ bus = DEFAULT }) => bus === wanted);
}

const ListRules: Operation = (call, aws) => {
  const bus = busOf(call, aws);
  const { items, next } = page(call, rulesOn(call, aws, bus), PAGES);
  const Rules = items.map(({ name, state, pattern, schedule, managedBy }) => ({
    Name: name,
    Arn: arn('events', call.region, call.account, `rule/${bus === DEFAULT ? '' : `${bus}/`}${name}`),
    EventBusName: bus,
    State: state,
    EventPattern: pattern,
    ScheduleExpression: schedule,
    ManagedBy: managedBy,
  }));
  return { Rules, NextToken: next };
};

const ListTargetsByRule: Operation = (call, aws) => {
  const name = textOf(call.input, 'Rule') ?? '';
  const bus = busOf(call, aws);
  const rule = rulesOn(call, aws, bus).find((each) => each.name === name);
  if (!rule) throw new Refused('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  const { items, next } = page(call, rule.targets, PAGES);
  const Targets = items.map((Arn, index) => ({ Id: `target-${index + 1}`, Arn, RoleArn: rule.role }));
  return { Targets, NextToken: next };
};

/** The default event bus is always there. */
function busesOf(call: Call, aws: Aws): readonly EventBus[] {
  const written = holdingsOf(ownAccount(call, aws), call.region).eventBuses ?? [];
  return written.some(({ name }) => name === DEFAULT) ? written : [{ name: DEFAULT }, ...written];
}

function busArn({ region, account }: Call, { name }: EventBus): string {
  return arn('events', region, account, `event-bus/${name}`);
}

const ListEventBuses: Operation = (call, aws) => {
  const { items, next } = page(call, busesOf(call, aws), PAGES);
  const EventBuses = items.map((bus) => ({ Name: bus.name, Arn: busArn(call, bus), Policy: bus.policy }));
  return { EventBuses, NextToken: next };
};

const ListTagsForResource: Operation = (call, aws) => {
  const wanted = textOf(call.input, 'ResourceARN') ?? '';
  const bus = busesOf(call, aws).find((each) => busArn(call, each) === wanted);
  if (!bus) throw new Refused('ResourceNotFoundException', `Resource ${wanted} does not exist.`);
  return { Tags: Object.entries(bus.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
};

export const eventbridge = { ListEventBuses, ListRules, ListTagsForResource, ListTargetsByRule };
