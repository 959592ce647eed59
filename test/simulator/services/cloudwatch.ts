/** CloudWatch: metrics, and alarms on metrics, on other alarms and on queries of logs ("ListMetrics", "DescribeAlarms", CloudWatch API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf, textsOf } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Alarm, CompositeAlarm, Holdings, LogAlarm, MuteRule } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import { workloadsOf } from './machines.ts';
import type { Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

/** An alarm as it is told. */
interface Item {
  readonly type: 'MetricAlarm' | 'CompositeAlarm' | 'LogAlarm';
  readonly name: string;
  readonly answer: Answer;
}

/** Narrowing by other things than names and types, which nobody has asked for yet. */
const UNKNOWN_INPUTS = ['StateValue', 'ActionPrefix', 'ChildrenOfAlarmName', 'ParentsOfAlarmName'];

/** A day on which every alarm was last changed: it plays no part in any verdict. */
const CHANGED = Date.UTC(2024, 1, 6) / 1000;

const DescribeAlarms: Operation = (call, aws) => {
  const unknown = UNKNOWN_INPUTS.find((key) => call.input[key] !== undefined);
  if (unknown !== undefined) throw new Refused('ValidationException', `The simulator does not narrow by ${unknown}.`);
  // Composite alarms and log alarms are told only to those who ask for them.
  const types = textsOf(call.input, 'AlarmTypes') ?? ['MetricAlarm'];
  const all = itemsOf(call, holdingsOf(ownAccount(call, aws), call.region));
  const { items, next } = page(
    call,
    all.filter(({ type, name }) => types.includes(type) && isNamed(call, name)),
    {
      token: 'NextToken',
      limit: 'MaxRecords',
      fallback: 50,
      most: 100,
      refuse: () => new Refused('InvalidNextToken', 'The next token specified is invalid.'),
    },
  );
  const ofType = (wanted: Item['type']) => items.flatMap(({ type, answer }) => (type === wanted ? [answer] : []));
  return {
    MetricAlarms: ofType('MetricAlarm'),
    CompositeAlarms: ofType('CompositeAlarm'),
    LogAlarms: ofType('LogAlarm'),
    NextToken: next,
  };
};

/** Alarms are many and do not change: they are written out once for each place. */
const written = new WeakMap<Holdings, readonly Item[]>();

function itemsOf(call: Call, holdings: Holdings): readonly Item[] {
  const before = written.get(holdings);
  if (before) return before;
  const items: readonly Item[] = [
    ...holdings.alarms.map(
      (alarm) => ({ type: 'MetricAlarm', name: alarm.name, answer: onMetric(call, alarm) }) as const,
    ),
    ...holdings.composites.map(
      (alarm) => ({ type: 'CompositeAlarm', name: alarm.name, answer: composed(call, alarm) }) as const,
    ),
    ...(holdings.logAlarms ?? []).map(
      (alarm) => ({ type: 'LogAlarm', name: alarm.name, answer: onQuery(call, alarm) }) as const,
    ),
  ];
  // Where nothing stands, one and the same object stands for it everywhere.
  if (items.length > 0) written.set(holdings, items);
  return items;
}

function isNamed(call: Call, name: string): boolean {
  const names = textsOf(call.input, 'AlarmNames');
  const prefix = textOf(call.input, 'AlarmNamePrefix');
  return (names === undefined || names.includes(name)) && name.startsWith(prefix ?? '');
}

function onMetric(call: Call, alarm: Alarm): Answer {
  return {
    ...shared(call, alarm),
    Namespace: alarm.namespace,
    MetricName: alarm.metric,
    Metrics: alarm.metrics,
    Dimensions: dimensionsOf(alarm.dimensions ?? {}),
    Statistic: alarm.statistic,
    Period: alarm.period,
    EvaluationPeriods: alarm.periods,
    DatapointsToAlarm: alarm.datapoints,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missingData,
    ...(alarm.evaluation ? { EvaluationState: alarm.evaluation.state, StateReason: alarm.evaluation.reason } : {}),
  };
}

function composed(call: Call, alarm: CompositeAlarm): Answer {
  return { ...shared(call, alarm), AlarmRule: alarm.rule, ActionsSuppressor: alarm.suppressor };
}

function onQuery(call: Call, alarm: LogAlarm): Answer {
  return {
    ...shared(call, alarm),
    ScheduledQueryConfiguration: {
      QueryString: alarm.query,
      LogGroupIdentifiers: [...alarm.logGroups],
      ScheduledQueryRoleARN: `arn:aws:iam::${call.account}:role/queries`,
      ScheduleConfiguration: { ScheduleExpression: 'rate(5 minutes)', StartTimeOffset: 300 },
      AggregationExpression: 'count(*)',
    },
    QueryResultsToEvaluate: 1,
    QueryResultsToAlarm: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  };
}

function shared(call: Call, { name, actions, actionsEnabled }: Alarm | CompositeAlarm | LogAlarm): Answer {
  return {
    AlarmName: name,
    AlarmArn: arn('cloudwatch', call.region, call.account, `alarm:${name}`),
    AlarmConfigurationUpdatedTimestamp: CHANGED,
    ActionsEnabled: actionsEnabled,
    OKActions: [],
    AlarmActions: actions,
    InsufficientDataActions: [],
    StateValue: 'OK',
    StateReason:
      'Threshold Crossed: no datapoints were received and 1 missing datapoint was treated as [NonBreaching].',
    StateUpdatedTimestamp: CHANGED,
  };
}

/** Every metric of the world had data just now, so that those of the last three hours are all of them. */
const ListMetrics: Operation = (call, aws) => {
  const namespace = textOf(call.input, 'Namespace');
  const all = workloadsOf(call, aws).metrics ?? [];
  const { items, next } = page(
    call,
    all.filter((metric) => namespace === undefined || metric.namespace === namespace),
    {
      token: 'NextToken',
      limit: 'MaxResults',
      fallback: 500,
      most: 500,
      refuse: () => new Refused('InvalidParameterValue', 'The next token specified is invalid.'),
    },
  );
  const Metrics = items.map((metric) => ({
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: dimensionsOf(metric.dimensions),
  }));
  return { Metrics, NextToken: next };
};

function dimensionsOf(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

const ListAlarmMuteRules: Operation = (call, aws) => {
  const statuses = textsOf(call.input, 'Statuses');
  const all = holdingsOf(ownAccount(call, aws), call.region).muteRules ?? [];
  const { items, next } = page(
    call,
    all.filter(({ status }) => statuses?.includes(status) ?? true),
    {
      token: 'NextToken',
      limit: 'MaxRecords',
      fallback: 50,
      most: 100,
      refuse: () => new Refused('InvalidNextToken', 'The next token specified is invalid.'),
    },
  );
  const AlarmMuteRuleSummaries = items.map((rule) => ({
    AlarmMuteRuleArn: muteRuleArn(call, rule),
    Status: rule.status,
    MuteType: muteType(rule),
    LastUpdatedTimestamp: CHANGED,
  }));
  return { AlarmMuteRuleSummaries, NextToken: next };
};

const GetAlarmMuteRule: Operation = (call, aws) => {
  const name = textOf(call.input, 'AlarmMuteRuleName');
  const rule = holdingsOf(ownAccount(call, aws), call.region).muteRules?.find((each) => each.name === name);
  if (!rule) throw new Refused('ResourceNotFoundException', `The alarm mute rule ${name ?? ''} does not exist.`);
  return {
    Name: rule.name,
    AlarmMuteRuleArn: muteRuleArn(call, rule),
    Rule: { Schedule: { Expression: rule.schedule, Duration: rule.duration, Timezone: rule.timezone } },
    MuteTargets: { AlarmNames: [...rule.alarms] },
    Status: rule.status,
    MuteType: muteType(rule),
    LastUpdatedTimestamp: CHANGED,
  };
};

function muteRuleArn(call: Call, { name }: MuteRule): string {
  return arn('cloudwatch', call.region, call.account, `alarm-mute-rule:${name}`);
}

function muteType({ schedule }: MuteRule): string {
  return schedule.startsWith('at(') ? 'ONE_TIME' : 'RECURRING';
}

export const cloudwatch = { DescribeAlarms, ListMetrics, ListAlarmMuteRules, GetAlarmMuteRule };
