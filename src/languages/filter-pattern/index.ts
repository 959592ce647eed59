/** CloudWatch Logs filter patterns: parse, match, explain, print. */
export type { Explanation, MatchResult, Nearest, Undecided } from './match.ts';
export { byNearness, explainMatch, matchPattern, nearest } from './match.ts';
export type { Parsed } from './parse.ts';
export { parsePattern } from './parse.ts';
export { printPattern } from './print.ts';
export type { Expression, Leaf, Lint, Operand, Pattern, PatternError, Selector, Step } from './tree.ts';
