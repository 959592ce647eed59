/** Which of the records that a filter matches an alarm counts, where the filter publishes by dimension. Follows "Creating metrics from log events using filters". */
import type { Formula } from '../../languages/formula/index.ts';
import { atom, complement, evaluate, ofKind, oneOf, union } from '../../languages/formula/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { enumerate, written } from '../../model/words.ts';
import type { Bounds } from '../symbolic/bounds.ts';
import { ALWAYS, every, OPEN } from '../symbolic/bounds.ts';
import type { Decision } from './decision.ts';
import { no, undecided } from './decision.ts';
import { metricsIn } from './metric.ts';
import { dimensionsOf, watchedBy } from './watched.ts';

/** Records that certainly, and that perhaps, count. */
export function countedBy(alarm: Resource, filter: Resource): Bounds {
  const names = dimensionsOf(filter);
  if (names.length === 0) return ALWAYS;
  const parts = names.map((name) => partOf(alarm, filter, name));
  return every(parts.map((part) => part?.bounds ?? OPEN));
}

/** Null where the record counts. */
export function leavesOut(alarm: Resource, filter: Resource, record: CloudTrailRecord): Decision | null {
  let doubt: Decision | null = null;
  for (const name of dimensionsOf(filter)) {
    const part = partOf(alarm, filter, name);
    if (part && evaluate(part.bounds.must, record)) continue;
    const wanted = dimensionWanted(alarm, name);
    if (wanted === null) {
      doubt ??= undecided(severalSums(alarm, name));
      continue;
    }
    const values = `alarm ${alarm.name} counts only events whose dimension ${name} is ${written(wanted)}`;
    if (part && !evaluate(part.bounds.may, record)) {
      return no(`${values}, and here it is ${written(at(record, part.path))} (${part.path.join('.')})`);
    }
    doubt ??= undecided(`${values}, and what it is for this event is not decided`);
  }
  return doubt;
}

/** An expression over several metrics is not said to want one value. */
function severalSums(alarm: Resource, name: string): string {
  const values = metricsIn(alarm).flatMap(({ dimensions }) => dimensions[name] ?? []);
  const listed = values.length > 0 ? ` (${enumerate([...new Set(values)].map(written))})` : '';
  return `alarm ${alarm.name} counts events by dimension ${name} in several metrics${listed}, and what its expression makes of one event is not decided`;
}

interface Part {
  readonly path: readonly string[];
  readonly wanted: string;
  readonly bounds: Bounds;
}

const TEXT = ofKind('text');

/** Null where it is not known what the event gives: system fields, and selectors that are more than a path. */
function partOf(alarm: Resource, filter: Resource, name: string): Part | null {
  const { dimensions } = filter.fields;
  const selector = isObject(dimensions) ? dimensions[name] : undefined;
  const wanted = dimensionWanted(alarm, name);
  if (typeof selector !== 'string' || typeof wanted !== 'string') return null;
  if (!/^\$(\.[A-Za-z_][\w-]*)+$/.test(selector)) return null;
  const path = selector.slice(2).split('.');
  const is = (set: ReturnType<typeof oneOf>): Formula => atom(path, set);
  // How a number or nothing at all is published is not documented.
  return { path, wanted, bounds: { must: is(oneOf(wanted)), may: is(union(oneOf(wanted), complement(TEXT))) } };
}

/** Of an expression over several metrics it is not said which of them the event counts for. */
function dimensionWanted(alarm: Resource, name: string): string | null {
  const watched = watchedBy(alarm);
  const value = 'metric' in watched ? watched.metric.dimensions[name] : null;
  return typeof value === 'string' ? value : null;
}

function at(record: CloudTrailRecord, path: readonly string[]): CloudTrailRecord[string] | undefined {
  return path.reduce<CloudTrailRecord[string] | undefined>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    record,
  );
}
