/** The unit that an alarm looks for, and those that its metric is published in. Follows PutMetricAlarm, `Unit`. */
import type { Resource } from '../../model/resource.ts';
import { enumerate } from '../../model/words.ts';
import type { Decision } from './decision.ts';
import { no, undecided } from './decision.ts';
import type { Metric } from './metric.ts';
import type { Watched } from './watched.ts';
import { comparedIn, isFedBy } from './watched.ts';

interface Published {
  readonly alarm: Resource;
  readonly filter: Resource;
  readonly feeders: readonly Resource[];
  readonly watched: Watched;
}

/** A unit that is not published finds nothing. Null: it is. */
export function unitFits({ alarm, filter, watched }: Published): Decision | null {
  const ours = (comparedIn(watched) ?? []).filter((metric) => isFedBy(metric, filter));
  const [strange] = ours.filter((metric) => !hasUnitOf(metric, filter));
  if (!strange || ours.some((metric) => hasUnitOf(metric, filter))) return null;
  return no(`alarm ${alarm.name} looks for unit ${strange.unit}, but the metric is published in ${unitOf(filter)}`);
}

/** Of several units in one metric, which one is evaluated is "not defined" (PutMetricAlarm, `Unit`). Null: there is one. */
export function unitsMixed({ alarm, feeders, watched }: Published): Decision | null {
  const [mixed] = (comparedIn(watched) ?? []).filter((metric) => mixedUnitsOf(metric, feeders).length > 0);
  if (!mixed) return null;
  const units = enumerate(mixedUnitsOf(mixed, feeders));
  return undecided(
    `alarm ${alarm.name} names no unit for the metric ${mixed.name}, which is published in the units ${units}: what it does then is not defined`,
  );
}

/** Units in which a metric is published, where the alarm does not say which of several it means (PutMetricAlarm, `Unit`); none otherwise. */
function mixedUnitsOf(metric: Metric, feeders: readonly Resource[]): readonly string[] {
  if (metric.unit !== null) return [];
  const units = new Set(feeders.filter((filter) => isFedBy(metric, filter)).map(unitOf));
  return units.size > 1 ? [...units] : [];
}

/** Whether an alarm that looks for the metric finds what the filter publishes. */
export function hasUnitOf(metric: Metric, filter: Resource): boolean {
  return metric.unit === null || metric.unit === unitOf(filter);
}

function unitOf({ fields }: Resource): string {
  const { unit } = fields;
  return typeof unit === 'string' && unit !== '' ? unit : 'None';
}
