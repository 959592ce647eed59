/** Whether what an alarm compares adds up events, whichever filters and metrics they are counted by. */
import { isWeightedSum } from '../../languages/metric-math/index.ts';
import type { Metric } from './metric.ts';
import type { Watched } from './watched.ts';

/**
 * Whether what is compared adds up events, each with what it adds by itself: then many of them come to no less however they are spread
 * over filters and metrics than all of them by the one that adds the least. `IF(m1 >= 5, 1, 0) + IF(m2 >= 5, 1, 0)` does not.
 */
export function addsUp(watched: Watched, inside: ReadonlySet<string> = new Set()): boolean {
  if (watched.type === 'metric') return isTotal(watched.metric);
  const { expression, metrics, expressions } = watched;
  return isWeightedSum(expression, (id) => {
    const metric = metrics.get(id);
    if (metric) return isTotal(metric);
    const other = expressions.get(id);
    return (
      other !== undefined && !inside.has(id) && addsUp({ ...watched, expression: other }, new Set([...inside, id]))
    );
  });
}

function isTotal({ statistic }: Metric): boolean {
  return statistic === 'Sum' || statistic === 'SampleCount';
}
