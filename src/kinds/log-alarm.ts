/** Log alarms: those that a scheduled query on log groups raises ("PutLogAlarm", CloudWatch API Reference). */
import { insightRuleIn } from '../languages/metric-math/index.ts';
import { parseArn } from '../model/arn.ts';
import type { Answer, Caller, Want } from '../model/collect.ts';
import { Unread } from '../model/collect.ts';
import type { Place, Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { number, text, texts } from './kind.ts';

const EVERYWHERE = ['MetricAlarm', 'CompositeAlarm'] as const;
const LISTS = ['MetricAlarms', 'CompositeAlarms', 'LogAlarms'] as const;
const CALL = 'cloudwatch:DescribeAlarms';

/** Alarms of every type. Where log alarms are not known yet, their type is refused, and then there are none. */
export async function* alarmPages(want: Want, aws: Caller): AsyncIterable<readonly Answer[]> {
  const pagesOf = (types: readonly string[]) =>
    aws.list(want, CALL, { AlarmTypes: [...types], MaxRecords: 100 }, LISTS);
  let hasBegun = false;
  try {
    for await (const page of pagesOf([...EVERYWHERE, 'LogAlarm'])) {
      hasBegun = true;
      yield page;
    }
    return;
  } catch (error) {
    const isRefused = error instanceof Unread && /^Validation(Error|Exception)$/.test(error.code);
    if (!isRefused || hasBegun) throw error;
  }
  yield* pagesOf(EVERYWHERE);
}

/** What a log alarm says in other words than an alarm on a metric; null for any other alarm. */
export function logAlarmFields(item: Answer): Readonly<Record<string, Value>> | null {
  const query = item['ScheduledQueryConfiguration'];
  if (!isObject(query)) return null;
  return {
    type: 'logQuery',
    query: text(query['QueryString']),
    logGroups: texts(query['LogGroupIdentifiers']),
    evaluationPeriods: number(item['QueryResultsToEvaluate']),
    datapointsToAlarm: number(item['QueryResultsToAlarm']) ?? number(item['QueryResultsToEvaluate']),
  };
}

/** Keys of the log groups that an alarm looks at: each is given by ARN, or by its name beside the alarm. A rule of Contributor Insights may look at any. */
export function queriedGroups(alarm: Pick<Resource, 'account' | 'region' | 'fields'>): readonly string[] {
  const groups = texts(alarm.fields['logGroups']).map((group) =>
    parseArn(group) ? group.replace(/:\*$/, '') : nameKey(alarm, group),
  );
  return insightRuleIn(alarm.fields['metrics']) === null ? groups : [...groups, nameKey(alarm, ANY)];
}

/** The keys that a log group is found by. */
export function groupKeys(group: Pick<Resource, 'account' | 'region' | 'id' | 'name'>): readonly string[] {
  return [group.id, nameKey(group, group.name), nameKey(group, ANY)];
}

/** No log group is called so. */
const ANY = '*';

function nameKey({ account, region }: Place, name: string): string {
  return [account, region, name].join('\n');
}
