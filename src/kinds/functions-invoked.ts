/** From what invokes Lambda functions to the functions: an alarm by its actions, an EventBridge rule by its targets. */
import { parseArn, printArn } from '../model/arn.ts';
import type { Want } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import type { Relation } from './kind.ts';
import { texts } from './kind.ts';

/** Where a function stands that an ARN names, of a version or an alias as well, and its own ARN. */
export interface FunctionPlace {
  readonly id: string;
  readonly want: Want;
}

/** Null where the ARN is none of a function. */
export function functionPlace(arn: string): FunctionPlace | null {
  const parts = parseArn(arn);
  const name = /^function:([^:]+)/.exec(parts?.name ?? '')?.[1];
  if (parts?.service !== 'lambda' || name === undefined) return null;
  const { account, region } = parts;
  return { id: printArn({ ...parts, name: `function:${name}` }), want: { kind: 'function', account, region } };
}

/** Functions are listed where one is invoked: no more calls, however many. */
export function functionsInvoked(field: string, about: string): Relation {
  const places = (arns: Value | undefined) => texts(arns).flatMap((arn) => functionPlace(arn) ?? []);
  return {
    kind: 'function',
    many: true,
    about,
    by: [field],
    from: ({ fields }) => places(fields[field]).map(({ id }) => id),
    to: (candidate) => [candidate.id],
    wants: ({ fields }) => places(fields[field]).map(({ want }) => want),
  };
}
