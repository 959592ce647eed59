/** CloudWatch Logs filter patterns: parse, match, explain, print. */
export type { Nearest } from './match.ts';
export { byNearness, explainMatch, matchPattern, nearest } from './match.ts';
export { parsePattern } from './parse.ts';
export { printPattern } from './print.ts';
export type { Expression, Leaf, Operand, Pattern, PatternError, Selector } from './tree.ts';
