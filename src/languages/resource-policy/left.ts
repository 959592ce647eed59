/** What an Allow leaves to somebody once every Deny has taken its part: of several, each may take another one. */
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf } from '../../model/verdict.ts';
import { fitting, isSome } from './pattern.ts';
import type { Choice, Statement } from './policy.ts';

/** What is asked about. */
export interface Extent {
  /** Each request is of an action that falls under all of these. */
  readonly actions: readonly Choice[];
  readonly resources: readonly Choice[];
}

/** So many that take a part alone are followed: each doubles what has to be looked at. */
const DENIES = 10;

/** Whether some request is spoken of by none of the statements. */
export function isLeft(extent: Extent, denies: readonly Statement[]): Truth {
  const parts = denies.filter((each) => speaksOf(each, extent));
  if (parts.length > DENIES) return 'unknown';
  return escapes({ inside: extent.actions, outside: [] }, { inside: extent.resources, outside: [] }, parts);
}

/** Whether a statement speaks of any such request. */
export function speaksOf({ actions, resources }: Statement, extent: Extent): boolean {
  return (
    isSome([...extent.actions, actions], []) !== 'false' && isSome([...extent.resources, resources], []) !== 'false'
  );
}

interface Side {
  readonly inside: readonly Choice[];
  readonly outside: readonly Choice[];
}

/** Every Deny is escaped by the action or by the resource. */
function escapes(actions: Side, resources: Side, [deny, ...rest]: readonly Statement[]): Truth {
  const truth = allOf([isSome(actions.inside, actions.outside), isSome(resources.inside, resources.outside)]);
  if (!deny || truth === 'false') return truth;
  const byAction = escapes({ ...actions, outside: [...actions.outside, deny.actions] }, resources, rest);
  if (byAction === 'true') return 'true';
  return anyOf([byAction, escapes(actions, { ...resources, outside: [...resources.outside, deny.resources] }, rest)]);
}

/** What a statement says of actions under one of the patterns, on resources under one of the names. */
export function extentOf(
  { actions, resources }: Statement,
  asked: readonly string[],
  names: readonly string[] = ['*'],
): Extent {
  return { actions: [actions, fitting(...asked)], resources: [resources, fitting(...names)] };
}
