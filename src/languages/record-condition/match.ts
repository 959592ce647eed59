/** Whether a record meets a condition. */
import { isLike } from '../../model/like.ts';
import type { RecordCondition, RecordTest } from '../../model/record-condition.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';

export function meets(condition: RecordCondition, record: CloudTrailRecord): boolean {
  switch (condition.type) {
    case 'all':
      return condition.of.every((part) => meets(part, record));
    case 'any':
      return condition.of.some((part) => meets(part, record));
    case 'not':
      return !meets(condition.of, record);
    case 'field':
      return passes(condition.test, valueAt(record, condition.path));
    default:
      return condition satisfies never;
  }
}

function valueAt(record: CloudTrailRecord, path: readonly string[]): Value | undefined {
  let value: Value | undefined = record;
  for (const step of path) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

function passes(test: RecordTest, value: Value | undefined): boolean {
  if (test.operator === 'exists') return (value !== undefined) === test.exists;
  if (value === undefined) return false;
  switch (test.operator) {
    case 'in':
      return test.values.some((wanted) => wanted === value);
    case 'notIn':
      return !test.values.some((wanted) => wanted === value);
    case 'like':
      return test.patterns.some((pattern) => isText(value, pattern));
    case 'notLike':
      return !test.patterns.some((pattern) => isText(value, pattern));
    default:
      return test satisfies never;
  }
}

/** Only `*` is a wildcard here: `?` stands for itself. */
function isText(value: Value, pattern: string): boolean {
  if (typeof value !== 'string') return false;
  if (!pattern.includes('?')) return isLike(value, pattern);
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(value);
}
