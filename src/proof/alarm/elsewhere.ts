/** Whether a formula holds on a record wherever it is made, in no account and region, or in some. */
import type { Formula } from '../../languages/formula/index.ts';
import { evaluate } from '../../languages/formula/index.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import { isMoved } from '../sample.ts';

/** Null: it depends on the account or the region. */
export function holdsSomewhere(formula: Formula, record: CloudTrailRecord): boolean | null {
  switch (formula.type) {
    case 'atom':
    case 'some':
      return isMoved(record, [formula.path.join('.')]) ? null : evaluate(formula, record);
    case 'not': {
      const inside = holdsSomewhere(formula.of, record);
      return inside === null ? null : !inside;
    }
    case 'and':
    case 'or': {
      const decisive = formula.type === 'or';
      const parts = formula.of.map((part) => holdsSomewhere(part, record));
      if (parts.includes(decisive)) return decisive;
      return parts.includes(null) ? null : !decisive;
    }
    case 'true':
    case 'false':
      return formula.type === 'true';
    default:
      return formula satisfies never;
  }
}
