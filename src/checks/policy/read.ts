/** The policy of a resource, for check words that evaluate it. */
import { kinds } from '../../kinds/index.ts';
import type { Decision, Policy } from '../../languages/resource-policy/index.ts';
import { readPolicy } from '../../languages/resource-policy/index.ts';
import type { Position } from '../../model/condition.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { called, lead } from '../../model/words.ts';
import type { World } from '../../model/world.ts';

/** Kinds with a field `policy`: JSON text, unset where there is none. */
export const WITH_POLICY = [...kinds.values()].filter(({ fields }) => 'policy' in fields).map(({ name }) => name);
export const NEEDS = { relations: [], fields: ['policy'] };

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
  const datum = world.field(resource, 'policy');
  const base = { rule: at, resource: resource.id, field: 'policy', expected };
  if (!datum.known) {
    const text = `${called(resource)}: policy could not be read (${lead(datum.gap)})`;
    return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: [datum.gap.id], ...base } };
  }
  const policy = datum.value === null ? NOTHING : readPolicy(String(datum.value));
  const { truth, sentence } = policy ? decide(policy) : UNREADABLE;
  const verdict = truth === 'true' ? 'pass' : truth === 'false' ? 'fail' : 'unknown';
  return { verdict, reason: { verdict, text: `the policy of ${called(resource)}: ${sentence}`, ...base } };
}

const NOTHING: Policy = { statements: [] };
const UNREADABLE: Decision = { truth: 'unknown', sentence: 'it is no policy that could be read' };

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
