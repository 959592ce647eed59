/** What a condition was at a version of the benchmark: events were added over time. */
import type { RecordCondition } from '../../model/record-condition.ts';

/** Parts that came after the version are left out; without a version the newest counts. */
export function asOf(condition: RecordCondition, version: string | undefined): RecordCondition {
  if (version === undefined || condition.type === 'field') return condition;
  if (condition.type === 'not') return { ...condition, of: asOf(condition.of, version) };
  const of = condition.of.filter(({ since }) => since === undefined || compareVersions(since, version) <= 0);
  return { ...condition, of: of.map((part) => asOf(part, version)) };
}

/** By number, part by part: 1.4 before 1.10, 4.0 before 4.0.1. */
function compareVersions(one: string, other: string): number {
  const [left = [], right = []] = [one, other].map((version) => version.split('.').map(Number));
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
