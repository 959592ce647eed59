/** A condition on records in words, for reports: `userIdentity.arn is like "arn:aws:sts::*" and readOnly is false`. */
import type { RecordCondition, RecordTest } from '../../model/record-condition.ts';

export function printRecords(condition: RecordCondition): string {
  switch (condition.type) {
    case 'all':
    case 'any':
      return joined(condition);
    case 'not':
      return `not (${printRecords(condition.of)})`;
    case 'field':
      return `${condition.path.join('.')} ${printTest(condition.test)}`;
    default:
      return condition satisfies never;
  }
}

/** Parentheses where "and" and "or" meet; a part of one is that one. */
function joined({ type, of }: Extract<RecordCondition, { readonly of: readonly RecordCondition[] }>): string {
  const [only] = of;
  if (of.length === 1 && only) return printRecords(only);
  const parts = of.map((part) => {
    const isOther = (part.type === 'all' || part.type === 'any') && part.of.length > 1 && part.type !== type;
    return isOther ? `(${printRecords(part)})` : printRecords(part);
  });
  return parts.join(type === 'all' ? ' and ' : ' or ');
}

function printTest(test: RecordTest): string {
  switch (test.operator) {
    case 'in':
      return `is ${alternatives(test.values)}`;
    case 'notIn':
      return `is there and not ${alternatives(test.values)}`;
    case 'like':
      return `is like ${alternatives(test.patterns)}`;
    case 'notLike':
      return `is there and not like ${alternatives(test.patterns)}`;
    case 'exists':
      return test.exists ? 'is there' : 'is absent';
    default:
      return test satisfies never;
  }
}

function alternatives(values: readonly (string | number | boolean | null)[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
