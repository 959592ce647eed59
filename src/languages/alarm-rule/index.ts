/** Rules of composite alarms: parse, and whether they hold in all states, in some or in none. */
export type { StatesOf } from './holds.ts';
export { holds } from './holds.ts';
export { parseRule } from './parse.ts';
export type { Rule, State } from './tree.ts';
export { alarmsIn, isMixed, STATES } from './tree.ts';
