/** Statements of a policy, as a test writes them: of everybody reading a bucket unless it says otherwise. */
import type { Policy } from '../../../src/languages/resource-policy/index.ts';
import { readPolicy } from '../../../src/languages/resource-policy/index.ts';
import type { Value } from '../../../src/model/value.ts';

export type Written = { readonly [key: string]: Value };

export const BUCKET = 'arn:aws:s3:::logs';
export const OBJECTS = `${BUCKET}/*`;
export const OWN = '111122223333';
export const OTHER = '444455556666';

export const allow = (changes: Written = {}): Written => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: OBJECTS,
  ...changes,
});
export const deny = (changes: Written = {}): Written =>
  allow({ Effect: 'Deny', Action: 's3:*', Resource: '*', ...changes });
export const when = (operator: string, key: string, value: Value): Written => ({
  Condition: { [operator]: { [key]: value } },
});

/** What IAM fills in. */
export const variable = (name: string): string => `\${${name}}`;

export function without(statement: Written, key: string): Written {
  const { [key]: _, ...rest } = statement;
  return rest;
}

export function policy(...statements: readonly Written[]): Policy {
  const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!read) throw new Error('the policy of the test is none');
  return read;
}
