/** Rules x snapshot -> findings. */
export { evaluateRules } from './findings.ts';
