/** Metric math of alarms: parse, and what an expression can be. */
export type { Evaluated, Range, SeriesOf } from './evaluate.ts';
export { evaluateExpression } from './evaluate.ts';
export { insightRuleIn } from './insight-rule.ts';
export { parseExpression } from './parse.ts';
export { isWeightedSum } from './sum.ts';
export type { Expression } from './tree.ts';
export { callsIn, namesIn } from './tree.ts';
