/** An alarm that goes to ALARM as the event that CloudWatch makes of it ("Alarm events and EventBridge", CloudWatch User Guide). */
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import type { BusEvent } from './cloudtrail.ts';
import { fieldsOf } from './fields.ts';
import type { EventMatch } from './match.ts';
import { matchEventPattern } from './match.ts';
import { QUESTIONS } from './questions.ts';
import type { Doubt } from './sight.ts';
import type { EventPattern } from './tree.ts';

const STATE_CHANGE = 'CloudWatch Alarm State Change';

/** What is known of an alarm. */
export interface ChangedAlarm {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** States it may have been in before. */
  readonly before: readonly string[];
  /** Of a composite alarm; null: it is none. */
  readonly rule: string | null;
  /** The one metric that it watches; null: not known, or composite. */
  readonly metric: WatchedMetric | null;
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, Value>>;
  /** Seconds. */
  readonly period: number;
  readonly statistic: string;
}

/** Whether the pattern matches, whichever of its states the alarm was in before. */
export function matchStateChange(pattern: EventPattern, alarm: ChangedAlarm): EventMatch {
  const answers = alarm.before.map((before) => {
    const { event, doubts } = changeOf(alarm, before, pattern);
    return matchEventPattern(pattern, event, doubts);
  });
  const [first] = answers;
  if (first && answers.every(({ truth }) => truth === first.truth)) return first;
  const open = answers.find(({ truth }) => truth === 'unknown');
  if (open) return open;
  const [field] = fieldsOf(pattern.entries).filter(({ path }) => path === BEFORE);
  const { start, end } = field ?? pattern;
  return { truth: 'unknown', undecided: [{ question: 'EBQ-14', sentence: QUESTIONS['EBQ-14'], start, end }] };
}

/** False where the pattern matches the change of state of no alarm: most are about other events. */
export function mayMatchStateChange(pattern: EventPattern): boolean {
  const event = { version: '0', 'detail-type': STATE_CHANGE, source: 'aws.cloudwatch', detail: { state: IN_ALARM } };
  return matchEventPattern(pattern, event, doubtsIn(pattern, OWN, [STATE])).truth !== 'false';
}

const IN_ALARM = { value: 'ALARM' };
const STATE = 'detail.state.value';
const BEFORE = 'detail.previousState.value';
const METRICS = 'detail.configuration.metrics';

/** Fields that each alarm has others in, and those that each of its changes has others in. */
const OWN = /^(account|region|resources|id|time|detail)(\.|$)/;
const OF_CHANGE = /^(id|time|detail)(\.|$)/;
const ALWAYS_THERE = /^(account|region|resources|id|time|detail\.alarmName)$/;

function changeOf(alarm: ChangedAlarm, before: string, pattern: EventPattern): BusEvent {
  const event: CloudTrailRecord = {
    version: '0',
    'detail-type': STATE_CHANGE,
    source: 'aws.cloudwatch',
    account: alarm.account,
    region: alarm.region,
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      state: IN_ALARM,
      previousState: { value: before },
      configuration: configurationOf(alarm),
    },
  };
  const known = [STATE, BEFORE, 'detail.alarmName', ...configurationKnown(alarm)];
  return { event, doubts: doubtsIn(pattern, OF_CHANGE, known) };
}

function configurationOf({ rule, metric }: ChangedAlarm): Value {
  if (rule !== null) return { alarmRule: rule };
  if (metric === null) return {};
  const { namespace, name, dimensions, period, statistic } = metric;
  return { metrics: [{ metricStat: { metric: { namespace, name, dimensions }, period, stat: statistic } }] };
}

/** Only composite alarms have a rule, and they have no metrics. */
function configurationKnown({ rule, metric }: ChangedAlarm): readonly string[] {
  const stat = `${METRICS}.metricStat`;
  const ofMetrics =
    rule !== null ? [METRICS] : metric === null ? [] : [`${stat}.metric`, `${stat}.period`, `${stat}.stat`];
  return ['detail.configuration.alarmRule', ...ofMetrics];
}

/** What a pattern looks at that is not known. */
function doubtsIn({ entries }: EventPattern, open: RegExp, known: readonly string[]): readonly Doubt[] {
  const isKnown = (path: string) => known.some((each) => path === each || path.startsWith(`${each}.`));
  return fieldsOf(entries)
    .filter(({ path }) => open.test(path) && !isKnown(path))
    .map(({ path }) => ({ field: path, others: null, isPresent: ALWAYS_THERE.test(path), question: 'EBQ-14' }));
}
