/** CloudWatch: alarms on metrics and on other alarms ("DescribeAlarms", CloudWatch API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf, textsOf } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Alarm, CompositeAlarm } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Operation } from './operation.ts';
import { minutesAgo, ownAccount } from './operation.ts';

type Either = { readonly type: 'MetricAlarm'; readonly alarm: Alarm } | Composite;
type Composite = { readonly type: 'CompositeAlarm'; readonly alarm: CompositeAlarm };

/** Narrowing by other things than names and types, which nobody has asked for yet. */
const UNKNOWN_INPUTS = ['StateValue', 'ActionPrefix', 'ChildrenOfAlarmName', 'ParentsOfAlarmName'];

const DescribeAlarms: Operation = (call, aws) => {
  const unknown = UNKNOWN_INPUTS.find((key) => call.input[key] !== undefined);
  if (unknown !== undefined) throw new Refused('ValidationException', `The simulator does not narrow by ${unknown}.`);
  const { alarms, composites } = holdingsOf(ownAccount(call, aws), call.region);
  // Composite alarms are told only to those who ask for them.
  const types = textsOf(call.input, 'AlarmTypes') ?? ['MetricAlarm'];
  const all: readonly Either[] = [
    ...alarms.map((alarm) => ({ type: 'MetricAlarm', alarm }) as const),
    ...composites.map((alarm) => ({ type: 'CompositeAlarm', alarm }) as const),
  ];
  const asked = all.filter(({ type, alarm }) => types.includes(type) && isNamed(call, alarm.name));
  const { items, next } = page(call, asked, {
    token: 'NextToken',
    limit: 'MaxRecords',
    fallback: 50,
    most: 100,
    refuse: () => new Refused('InvalidNextToken', 'The next token specified is invalid.'),
  });
  const since = minutesAgo(60 * 24 * 90, aws);
  return {
    MetricAlarms: items.flatMap((each) => (each.type === 'MetricAlarm' ? [onMetric(call, each.alarm, since)] : [])),
    CompositeAlarms: items.flatMap((each) =>
      each.type === 'CompositeAlarm' ? [composed(call, each.alarm, since)] : [],
    ),
    NextToken: next,
  };
};

function isNamed(call: Call, name: string): boolean {
  const names = textsOf(call.input, 'AlarmNames');
  const prefix = textOf(call.input, 'AlarmNamePrefix');
  return (names === undefined || names.includes(name)) && name.startsWith(prefix ?? '');
}

function onMetric(call: Call, alarm: Alarm, since: number | undefined): Answer {
  return {
    ...shared(call, alarm, since),
    Namespace: alarm.namespace,
    MetricName: alarm.metric,
    Metrics: alarm.metrics,
    Dimensions: [],
    Statistic: alarm.statistic,
    Period: alarm.period,
    EvaluationPeriods: alarm.periods,
    DatapointsToAlarm: alarm.datapoints,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.missingData,
  };
}

function composed(call: Call, alarm: CompositeAlarm, since: number | undefined): Answer {
  return {
    ...shared(call, alarm, since),
    AlarmRule: alarm.rule,
    ActionsSuppressor: alarm.suppressor,
  };
}

function shared(
  call: Call,
  { name, actions, actionsEnabled }: Alarm | CompositeAlarm,
  since: number | undefined,
): Answer {
  return {
    AlarmName: name,
    AlarmArn: arn('cloudwatch', call.region, call.account, `alarm:${name}`),
    AlarmConfigurationUpdatedTimestamp: since,
    ActionsEnabled: actionsEnabled,
    OKActions: [],
    AlarmActions: actions,
    InsufficientDataActions: [],
    StateValue: 'OK',
    StateReason:
      'Threshold Crossed: no datapoints were received and 1 missing datapoint was treated as [NonBreaching].',
    StateUpdatedTimestamp: since,
  };
}

export const cloudwatch = { DescribeAlarms };
