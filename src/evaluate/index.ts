/** Rules x snapshot -> findings. */
export type { Evaluation, Vocabulary } from './findings.ts';
export { evaluateRules } from './findings.ts';
