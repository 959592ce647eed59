/** Resource policies, evaluated: who is let in, and what is denied to everybody. What depends on more than the policy is unknown. */
export { maySpeakOf } from './about.ts';
export { deniesEverybody } from './denied.ts';
export { admitsOnly } from './others.ts';
export type { Policy } from './policy.ts';
export { readPolicy } from './policy.ts';
export type { Decision } from './public.ts';
export { admitsStrangers } from './public.ts';
