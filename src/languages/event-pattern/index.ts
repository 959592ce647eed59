/** EventBridge event patterns: parse, match, explain, print; and CloudTrail records and alarms as EventBridge shows them. */
export { readAddress } from './address.ts';
export type { ChangedAlarm } from './alarm.ts';
export { matchStateChange, mayMatchStateChange } from './alarm.ts';
export { eventOf } from './cloudtrail.ts';
export { combinations, fieldsOf } from './fields.ts';
export { isAscii } from './letters.ts';
export { explainEventMatch, matchEventPattern } from './match.ts';
export type { NearestMiss } from './nearest.ts';
export { isNearer, nearestMiss } from './nearest.ts';
export { isBeyond } from './numbers.ts';
export type { ParsedEventPattern } from './parse.ts';
export { parseEventPattern } from './parse.ts';
export { printEventPattern } from './print.ts';
export type { Alternative, Entry, EventPattern, Excluded, Field, PatternError } from './tree.ts';
export { mayBeAbsent } from './values.ts';
