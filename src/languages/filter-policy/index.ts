/** Filter policies of SNS subscriptions, on the body of a message ("Amazon SNS subscription filter policies", SNS Developer Guide). */
export type { Known, PolicyAnswer } from './match.ts';
export { matchFilterPolicy } from './match.ts';
export { parseFilterPolicy } from './parse.ts';
