/** `some`, `every`, `none` and `count` over a to-many relation, three-valued where the list has a gap. */
import { passes, wanted } from '../checks/compare.ts';
import type { Condition, Test } from '../model/condition.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/report.ts';
import type { Gap, Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf, not } from '../model/verdict.ts';
import { called, enumerate, lead, plural, spoken } from '../model/words.ts';
import type { Context } from './context.ts';
import { because, truthOf, verdictOf } from './reasons.ts';

type Over = Extract<Condition, { type: 'quantified' | 'count' }>;

/** A related resource and what came of the condition on it. */
interface Member {
  readonly resource: Resource;
  readonly outcome: Outcome;
}

/** Reasons kept per finding: enough to act on, small enough to read. */
const KEPT = 20;

export function checkQuantified(
  condition: Over,
  resource: Resource,
  context: Context,
  evaluate: (condition: Condition, resource: Resource, context: Context) => Outcome,
): Outcome {
  const { resources, gaps } = context.world.related(resource, condition.relation);
  const members = resources.map((member) => ({ resource: member, outcome: evaluate(condition.of, member, context) }));
  const truths = members.map(({ outcome }) => truthOf(outcome));
  // Those that a gap may hide could go either way.
  const all: readonly Truth[] = gaps.length > 0 ? [...truths, 'unknown'] : truths;
  const verdict = verdictOf(combined(condition, all, truths, gaps.length > 0, context.now));
  const deciding = decisive(condition, members, verdict);
  const missing = verdict === 'unknown' ? gaps.map((gap) => gap.id) : [];
  const inherited = because(deciding.map(({ outcome }) => outcome));
  const ids = [...new Set([...missing, ...(inherited.gaps ?? [])])];
  const reason: Reason = {
    verdict,
    text: say(condition, resource, members, deciding, verdict, gaps, context),
    rule: condition.at,
    resource: resource.id,
    expected: asked(condition),
    because: deciding.slice(0, KEPT).map(({ outcome }) => outcome.reason),
    ...(ids.length > 0 ? { gaps: ids } : {}),
  };
  return { verdict, reason };
}

function combined(condition: Over, all: readonly Truth[], seen: readonly Truth[], more: boolean, now: number): Truth {
  if (condition.type === 'count') return counted(condition.tests, seen, more, now);
  if (condition.quantifier === 'some') return anyOf(all);
  if (condition.quantifier === 'every') return allOf(all);
  return allOf(all.map(not));
}

/** Whether every count that is possible passes, none does, or it depends on what was not seen. */
function counted(tests: readonly Test[], seen: readonly Truth[], more: boolean, now: number): Truth {
  const least = seen.filter((truth) => truth === 'true').length;
  const undecided = seen.filter((truth) => truth === 'unknown').length;
  const most = more ? Number.MAX_SAFE_INTEGER : least + undecided;
  // Between two bounds, and beyond the last, every count behaves alike.
  const bounds = tests.flatMap(({ operand }) => (Array.isArray(operand) ? operand : [operand])).map(Number);
  const turns = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  const possible = [least, most, ...turns.filter((count) => count >= least && count <= most)];
  const passing = possible.filter((count) => tests.every((test) => passes(count, test, 'fail', now)));
  if (passing.length === possible.length) return 'true';
  return passing.length === 0 ? 'false' : 'unknown';
}

/** Those that make the verdict what it is, the nearest miss first. */
function decisive(condition: Over, members: readonly Member[], verdict: Outcome['verdict']): readonly Member[] {
  const wantedOf = (verdicts: readonly Outcome['verdict'][]) =>
    members.filter(({ outcome }) => verdicts.includes(outcome.verdict));
  if (verdict === 'unknown') return wantedOf(['unknown']);
  if (condition.type === 'count') return members;
  if (condition.quantifier === 'none') return wantedOf([verdict === 'pass' ? 'fail' : 'pass']);
  const found = wantedOf([verdict]);
  if (verdict === 'pass') return condition.quantifier === 'some' ? found.slice(0, 1) : found;
  return found.toSorted((one, other) => misses(one.outcome.reason) - misses(other.outcome.reason));
}

/** How many leaves stand against it. */
function misses(reason: Reason): number {
  if (!reason.because || reason.because.length === 0) return reason.verdict === 'pass' ? 0 : 1;
  return reason.because.reduce((sum, part) => sum + misses(part), 0);
}

function say(
  condition: Over,
  resource: Resource,
  members: readonly Member[],
  deciding: readonly Member[],
  verdict: Outcome['verdict'],
  gaps: readonly Gap[],
  context: Context,
): string {
  const owner = called(resource);
  const noun = spoken(condition.relation);
  const [first] = deciding;
  const gap = gaps[0];
  if (verdict === 'unknown') {
    if (first) return first.outcome.reason.text;
    return `the ${noun} of ${owner} could not all be read (${gap ? lead(gap) : 'no reason given'})`;
  }
  if (condition.type === 'count') {
    const number = members.filter(({ outcome }) => outcome.verdict === 'pass').length;
    const such = `such ${kindName(condition, resource, context)}`;
    return `${owner} has ${plural(number, such)}, expected ${condition.tests.map(wanted).join(' and ')}`;
  }
  if (members.length === 0) return `${owner} has no ${noun}`;
  if (condition.quantifier === 'some' && verdict === 'fail') {
    const nearest = first ? first.outcome.reason.text : '';
    return members.length === 1
      ? nearest
      : `none of the ${members.length} ${noun} of ${owner} will do; nearest: ${nearest}`;
  }
  if (verdict === 'fail') {
    const names = enumerate(deciding.map((member) => member.resource.name));
    const detail = condition.quantifier === 'every' && first ? `: ${first.outcome.reason.text}` : '';
    const isOne = deciding.length === 1;
    const falls =
      condition.quantifier === 'every' ? (isOne ? 'falls short' : 'fall short') : `${isOne ? 'is' : 'are'} not wanted`;
    return `${deciding.length} of ${plural(members.length, kindName(condition, resource, context))} of ${owner} ${falls} (${names})${detail}`;
  }
  if (condition.quantifier === 'some' && first) return first.outcome.reason.text;
  return members.length === 1
    ? `the one ${kindName(condition, resource, context)} of ${owner} is as wanted`
    : `all ${members.length} ${noun} of ${owner} are as wanted`;
}

function kindName(condition: Over, resource: Resource, context: Context): string {
  return spoken(context.kinds.get(resource.kind)?.relations[condition.relation]?.kind ?? condition.relation);
}

function asked(condition: Over): string {
  const noun = spoken(condition.relation);
  if (condition.type === 'count') return `${noun}: ${condition.tests.map(wanted).join(' and ')}`;
  return `${condition.quantifier} of the ${noun} to meet the condition`;
}
