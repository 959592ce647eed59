/** The policy of a resource, for check words that evaluate it. */
import { kinds } from '../../kinds/index.ts';
import type { Decision, Policy } from '../../languages/resource-policy/index.ts';
import { readPolicy } from '../../languages/resource-policy/index.ts';
import type { Position } from '../../model/condition.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import type { Needs } from '../../model/rule.ts';
import type { Value } from '../../model/value.ts';
import { called, lead } from '../../model/words.ts';
import type { World } from '../../model/world.ts';

/** Where more than one policy speaks of a resource, and each of many resources: the relation that leads to them. */
const THROUGH: Readonly<Record<string, string>> = { logGroup: 'resourcePolicies' };

/** Kinds with a field `policy`, JSON text, unset where there is none; and those that policies of their own kind speak of. */
export const WITH_POLICY = [
  ...[...kinds.values()].filter(({ fields }) => 'policy' in fields).map(({ name }) => name),
  ...Object.keys(THROUGH),
];

export function needs(_input: Value, kind: string): Omit<Needs, 'subjects'> {
  const through = THROUGH[kind];
  if (through === undefined) return { relations: [], fields: ['policy'] };
  return { relations: [through], fields: [`${through}.policy`] };
}

/** What of what a policy speaks of belongs to a resource, as patterns of ARNs. */
export function partsOf({ kind, id }: Resource): readonly string[] {
  // A bucket is itself and its objects, a log group itself and its streams; what else has a policy is one thing.
  if (kind === 'bucket') return [id, `${id}/*`];
  return kind === 'logGroup' ? [id, `${id}:*`] : [id];
}

/** The parts that are asked about: a policy that belongs to one resource speaks of no other. */
export function about(resource: Resource): { readonly resources?: readonly string[] } {
  return resource.kind in THROUGH ? { resources: partsOf(resource) } : {};
}

/** Where a policy stands: what is asked of it, and for whom. */
interface Asked {
  readonly resource: Resource;
  readonly world: World;
  readonly at: Position;
  /** What is wanted, for people. */
  readonly expected: string;
}

/** Decides what is asked; a resource without a policy has one that says nothing. */
export function decided({ resource, world, at, expected }: Asked, decide: (policy: Policy) => Decision): Outcome {
  const { policy, gaps } = policyOf(resource, world);
  const base = { rule: at, resource: resource.id, field: 'policy', expected };
  const [gap] = gaps;
  if (gap) {
    const text = `${called(resource)}: policy could not be read (${lead(gap)})`;
    return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: gaps.map(({ id }) => id), ...base } };
  }
  const { truth, sentence } = policy ? decide(policy) : UNREADABLE;
  const verdict = truth === 'true' ? 'pass' : truth === 'false' ? 'fail' : 'unknown';
  return { verdict, reason: { verdict, text: `the policy of ${called(resource)}: ${sentence}`, ...base } };
}

const UNREADABLE: Decision = { truth: 'unknown', sentence: 'it is no policy that could be read' };

/** All that is said of a resource as one policy, since a Deny of one takes back what another allows; null: one is none that could be read. */
function policyOf(resource: Resource, world: World): { readonly policy: Policy | null; readonly gaps: readonly Gap[] } {
  const through = THROUGH[resource.kind];
  if (through === undefined) {
    const datum = world.field(resource, 'policy');
    return datum.known ? { policy: policyIn(datum.value), gaps: [] } : { policy: null, gaps: [datum.gap] };
  }
  const { resources, gaps } = world.related(resource, through);
  const read = resources.map((each) => ({ ...each, datum: world.field(each, 'policy') }));
  const unread = read.flatMap(({ datum }) => (datum.known ? [] : [datum.gap]));
  const policies = read.map(({ name, datum }) => (datum.known ? labelled(policyIn(datum.value), name) : null));
  const statements = policies.flatMap((each) => each?.statements ?? []);
  return { policy: policies.includes(null) ? null : { statements }, gaps: [...gaps, ...unread] };
}

function policyIn(value: Value): Policy | null {
  return value === null ? { statements: [] } : readPolicy(String(value));
}

function labelled(policy: Policy | null, name: string): Policy | null {
  return policy && { statements: policy.statements.map((each) => ({ ...each, label: `${each.label} of ${name}` })) };
}

/** Names of actions are compared without regard to case. */
export function actionsIn(value: Value | undefined, usual: readonly string[]): readonly string[] {
  return textsIn(value, usual).map((each) => each.toLowerCase());
}

export function textsIn(value: Value | undefined, usual: readonly string[] = []): readonly string[] {
  return Array.isArray(value) ? value.map(String) : usual;
}

/** A list of texts that is neither missing nor empty. */
export function isTexts(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
}

export const TEXTS = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 };
export const PARAMETER = { type: 'string', pattern: '^\\$' };
