/** Conditions on CloudTrail records, as event classes and exclusions are written. */
export { meets } from './match.ts';
export { parseRecords } from './parse.ts';
export { printRecords } from './print.ts';
export { asOf } from './versions.ts';
