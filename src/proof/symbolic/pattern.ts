/** Metric filter patterns as bounds on records, as `languages/filter-pattern` decides them on one record. */
import type { Expression, Pattern } from '../../languages/filter-pattern/index.ts';
import { isUnaccepted, leavesOf } from '../../languages/filter-pattern/index.ts';
import { and, not } from '../../languages/formula/index.ts';
import type { Bounds } from './bounds.ts';
import { ALWAYS, every, OPEN, some } from './bounds.ts';
import { clauseBounds, spoils } from './clause.ts';
import { regexBounds, termsBounds } from './terms.ts';

export function patternBounds(pattern: Pattern): Bounds {
  switch (pattern.form) {
    case 'all':
      return ALWAYS;
    case 'json':
      return jsonBounds(pattern.expression);
    case 'terms':
      return termsBounds(pattern.terms);
    case 'regex':
      return regexBounds(pattern.source);
    case 'delimited':
      return OPEN;
    default:
      return pattern satisfies never;
  }
}

function jsonBounds(expression: Expression): Bounds {
  const leaves = leavesOf(expression);
  // One word that AWS does not document leaves the whole pattern open.
  if (leaves.some((leaf) => (leaf.type !== 'compare' && !leaf.asDocumented) || isUnaccepted(leaf))) return OPEN;
  const { must, may } = expressionBounds(expression);
  const spoilt = leaves.flatMap((leaf) => spoils(leaf) ?? []);
  return { must: and(must, ...spoilt.map(not)), may };
}

function expressionBounds(expression: Expression): Bounds {
  if (!('of' in expression)) return clauseBounds(expression);
  const parts = expression.of.map(expressionBounds);
  return expression.type === 'and' ? every(parts) : some(parts);
}
