/** EventBridge event patterns: parse, match, explain, print; and CloudTrail records as EventBridge shows them. */
export { eventOf } from './cloudtrail.ts';
export { explainEventMatch, matchEventPattern } from './match.ts';
export { nearestMiss } from './nearest.ts';
export { parseEventPattern } from './parse.ts';
export { printEventPattern } from './print.ts';
export type { EventPattern } from './tree.ts';
