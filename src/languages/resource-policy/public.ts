/** Does a policy let strangers in? Allowed by one statement, and denied by none ("Policy evaluation logic"). */
import type { Truth } from '../../model/verdict.ts';
import { allOf } from '../../model/verdict.ts';
import type { Sent } from './jointly.ts';
import { isSomeRequest } from './jointly.ts';
import type { Extent } from './left.ts';
import { extentOf, isLeft, speaksOf } from './left.ts';
import { isSome, within } from './pattern.ts';
import type { Policy, Principals, Statement } from './policy.ts';
import { STRANGERS, strangerMeets } from './stranger.ts';

export interface Decision {
  readonly truth: Truth;
  /** Which statement decides, and by what; without subject. */
  readonly sentence: string;
}

/** Which requests are asked about. */
export interface Asked {
  /** Patterns of actions in lower case; only what falls under one of them counts. */
  readonly actions: readonly string[];
  /** Patterns of ARNs, in the same way. */
  readonly resources?: readonly string[];
}

export function admitsStrangers(policy: Policy, { actions: asked, resources }: Asked): Decision {
  let undecided: Decision | null = null;
  for (const statement of policy.statements) {
    const actions = statement.effect === 'Allow' ? within(statement.actions, asked) : [];
    const extent = extentOf(statement, asked, resources);
    if (actions.length === 0 || isSome(extent.resources, []) === 'false') continue;
    const allowed = allOf([
      statement.isFilledIn ? 'unknown' : 'true',
      strangersIn(statement.principals),
      ...statement.conditions.map((condition) => strangerMeets(condition).can),
    ]);
    const truth = allowed === 'false' ? allowed : allOf([allowed, isLeftToStrangers(policy, statement, extent)]);
    const what = doing(actions);
    if (truth === 'true') return { truth, sentence: `${statement.label} lets everybody ${what}${under(statement)}` };
    if (truth === 'unknown') undecided ??= { truth, sentence: doubt(statement, allowed, what) };
  }
  return undecided ?? { truth: 'false', sentence: 'no statement lets strangers in' };
}

/** Whether a Deny leaves something of what is allowed to some stranger. */
function isLeftToStrangers(policy: Policy, allow: Statement, extent: Extent): Truth {
  const denies = policy.statements.filter((each) => each.effect === 'Deny' && speaksOf(each, extent));
  const refusing = (...truths: readonly Truth[]) => denies.filter((each) => truths.includes(refuses(each)));
  if (isLeft(extent, refusing('true')) === 'false') return 'false';
  if (isLeft(extent, refusing('true', 'unknown')) !== 'true') return 'unknown';
  const avoided = refusing('false').filter(({ principals }) => strangersIn(principals) === 'true');
  const question = { meet: allow.conditions, avoid: avoided.map(({ conditions }) => conditions) };
  return isSomeRequest(question, STRANGERS, NOTHING);
}

const NOTHING: Sent = new Map();

/** Whether a Deny certainly refuses every stranger. */
function refuses({ isFilledIn, principals, conditions }: Statement): Truth {
  return allOf([
    isFilledIn ? 'unknown' : 'true',
    strangersIn(principals),
    ...conditions.map((condition) => strangerMeets(condition).must),
  ]);
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
  const other = statement.isFilledIn ? 'a policy variable in its resources' : 'its principals';
  const by = open.length === 0 ? other : open.join(', ');
  return `whether ${statement.label} lets strangers ${what} depends on ${by}, which is not decided`;
}
