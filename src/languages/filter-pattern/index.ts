/** CloudWatch Logs filter patterns: parse, match, explain, print. */
export { explainMatch, isUnaccepted, leavesOf, matchPattern } from './match/index.ts';
export { answer } from './match/leaf.ts';
export { isPlainText } from './match/message.ts';
export type { Nearest } from './match/nearest.ts';
export { byNearness, nearest } from './match/nearest.ts';
export { isNumeric, isPrecise, mayBeDigits, nearTo } from './match/numbers.ts';
export { isUnanchored } from './match/regex.ts';
export { parsePattern } from './parse/index.ts';
export { isWord } from './parse/terms.ts';
export { printPattern } from './print.ts';
export type { Expression, Leaf, Operand, Pattern, PatternError, Selector, Slot, Term } from './tree.ts';
