/** Does a policy let strangers in? Allowed by one statement, and denied by none ("Policy evaluation logic"). */
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf, not } from '../../model/verdict.ts';
import { coversAll, within } from './pattern.ts';
import type { Policy, Principals, Statement } from './policy.ts';
import { strangerMeets } from './stranger.ts';

export interface Decision {
  readonly truth: Truth;
  /** Which statement decides, and by what; without subject. */
  readonly sentence: string;
}

/** `asked`: patterns of actions in lower case; only what falls under one of them counts. */
export function admitsStrangers(policy: Policy, asked: readonly string[]): Decision {
  let undecided: Decision | null = null;
  for (const statement of policy.statements) {
    const actions = statement.effect === 'Allow' ? within(statement.actions, asked) : [];
    if (actions.length === 0) continue;
    const allowed = allOf([
      strangersIn(statement.principals),
      ...statement.conditions.map((condition) => strangerMeets(condition).can),
    ]);
    const truth = allOf([allowed, not(anyOf(policy.statements.map((each) => refuses(each, statement, actions))))]);
    const what = doing(actions);
    if (truth === 'true') return { truth, sentence: `${statement.label} lets everybody ${what}${under(statement)}` };
    if (truth === 'unknown') undecided ??= { truth, sentence: doubt(statement, allowed, what) };
  }
  return undecided ?? { truth: 'false', sentence: 'no statement lets strangers in' };
}

/** Whether a statement certainly refuses every stranger all that another one allows. */
function refuses(deny: Statement, allow: Statement, actions: readonly string[]): Truth {
  if (deny.effect !== 'Deny' || !isOver(deny, allow, actions)) return 'false';
  return allOf([strangersIn(deny.principals), ...deny.conditions.map((condition) => strangerMeets(condition).must)]);
}

/** Whether a statement speaks of these actions on everything that another one speaks of. */
export function isOver(deny: Statement, allow: Statement, actions: readonly string[]): boolean {
  const resources = allow.resources.not ? ['*'] : allow.resources.patterns;
  return (
    actions.every((action) => coversAll(deny.actions, action)) &&
    resources.every((resource) => coversAll(deny.resources, resource))
  );
}

/** Whoever is not left out by name is in; a star within a name, or among services, is documented nowhere. */
function strangersIn({ not: isNot, named }: Principals): Truth {
  const everybody = named.some(({ type }) => type === 'everybody');
  if (everybody) return isNot ? 'false' : 'true';
  if (named.some(({ name }) => name.includes('*'))) return 'unknown';
  return isNot ? 'true' : 'false';
}

/** "do s3:getobject, s3:putobject", "do anything". */
export function doing(actions: readonly string[]): string {
  return actions.includes('*') ? 'do anything' : `do ${[...new Set(actions)].join(', ')}`;
}

function under({ conditions }: Statement): string {
  const labels = conditions.map(({ label }) => label);
  return labels.length === 0 ? '' : `, and ${labels.join(', ')} keeps no stranger out`;
}

function doubt(statement: Statement, allowed: Truth, what: string): string {
  const open = statement.conditions.filter((each) => strangerMeets(each).can === 'unknown').map(({ label }) => label);
  if (allowed === 'true')
    return `whether a Deny takes back that ${statement.label} lets everybody ${what} is not decided`;
  const by = open.length === 0 ? 'its principals' : open.join(', ');
  return `whether ${statement.label} lets strangers ${what} depends on ${by}, which is not decided`;
}
