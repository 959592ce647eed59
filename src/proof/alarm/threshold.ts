/** The number that an alarm compares upwards, against its fixed threshold (PutMetricAlarm, `ComparisonOperator`). */
import type { Range } from '../../languages/metric-math/index.ts';
import type { Resource } from '../../model/resource.ts';

/** Whether each value of the range breaches, none does, or some do (null). */
export function breaches(alarm: Resource, { low, high }: Range): boolean | null {
  const threshold = Number(alarm.fields['threshold']);
  const isOver = (value: number) =>
    alarm.fields['comparison'] === 'GreaterThanThreshold' ? value > threshold : value >= threshold;
  if (isOver(low)) return true;
  return isOver(high) ? null : false;
}
