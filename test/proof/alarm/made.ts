/** Alarms and metric filters for tests, as a rule test would give them, without a world around them. */
import { factories } from '../../../src/kinds/factories.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { Value } from '../../../src/model/value.ts';

export type Fields = Readonly<Record<string, Value>>;

const PLACE = { partition: 'aws', account: '111122223333', region: 'us-east-1' };

/** Named after its kind, unless it is given a name. */
export function made(kind: 'alarm' | 'metricFilter', fields: Fields, account = PLACE.account): Resource {
  const resource = factories.get(kind)?.({ name: kind, ...fields }, { ...PLACE, account });
  if (!resource) throw new Error(kind);
  const { id, name, fields: all } = resource;
  return { kind, id, name, account, region: PLACE.region, fields: all, origins: {} };
}

/** An entry of `Metrics`: a metric in the namespace of the filter. */
export function metricEntry(id: string, name: string, stat: Fields = {}, entry: Fields = {}): Fields {
  return {
    Id: id,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'Audit', MetricName: name }, Period: 300, Stat: 'Sum', ...stat },
    ...entry,
  };
}

/** An alarm on an expression over metrics. */
export function onExpression(expression: string, metrics: readonly Fields[], changes: Fields = {}): Fields {
  return {
    type: 'metricMath',
    metrics: [{ Id: 'e', Expression: expression, ReturnData: true }, ...metrics],
    ...changes,
  };
}
