/** One compiled condition on one resource: a verdict and, in the shape of the condition, why. */
import { bothSides, passes, wantedTogether } from '../checks/compare.ts';
import type { Condition, Test } from '../model/condition.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/report.ts';
import type { Gap, Origin, Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf, not } from '../model/verdict.ts';
import { called, lead, plural, spoken, written } from '../model/words.ts';
import type { Context } from './context.ts';
import { checkQuantified } from './quantified.ts';
import { because, truthOf, verdictOf } from './reasons.ts';

export function evaluate(condition: Condition, resource: Resource, context: Context): Outcome {
  switch (condition.type) {
    case 'all':
      return connect(condition, resource, context, allOf);
    case 'any':
      return connect(condition, resource, context, anyOf);
    case 'not':
      return negate(condition, resource, context);
    case 'field':
      return compareField(condition, resource, context);
    case 'exists':
      return exists(condition, resource, context);
    case 'target':
      return target(condition, resource, context);
    case 'quantified':
    case 'count':
      return checkQuantified(condition, resource, context, evaluate);
    case 'word': {
      const word = context.words.get(condition.word);
      if (!word) throw new Error(`there is no check word ${condition.word}`);
      return word.check(resource, condition.input, context, condition.at);
    }
    case 'cel':
      return express(condition, resource, context);
    default:
      return condition satisfies never;
  }
}

type Of<T extends Condition['type']> = Extract<Condition, { type: T }>;

function connect(
  condition: Of<'all' | 'any'>,
  resource: Resource,
  context: Context,
  combine: (truths: Iterable<Truth>) => Truth,
): Outcome {
  const parts = condition.of.map((part) => evaluate(part, resource, context));
  const verdict = verdictOf(combine(parts.map(truthOf)));
  // What decides: the parts with the verdict of the whole; an `any` that fails has failed in every part.
  const alike = parts.filter((part) => part.verdict === verdict);
  const asking = alike.filter((part) => !asksOfNone(condition.of[parts.indexOf(part)]));
  const deciding = condition.type === 'any' ? nearest(asking.length > 0 ? asking : alike) : alike;
  const proof = deciding.find((part) => part.proof)?.proof;
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return only;
  // Two parts that ask the same of the same resource say it once.
  const text = inOne(
    [...new Set(deciding.map((part) => part.reason.text))],
    `${called(resource)}: `,
    condition.type === 'any' && verdict === 'fail' ? '; and ' : '; ',
  );
  const reason: Reason = {
    verdict,
    text: text === '' ? `${called(resource)} is there` : text,
    rule: condition.at,
    resource: resource.id,
    because: parts.map((part) => part.reason),
    ...because(deciding),
  };
  return { verdict, reason, ...(proof ? { proof } : {}) };
}

/** What is said of the same resource again does not name it again. */
function inOne(texts: readonly string[], subject: string, between: string): string {
  const follows = (text: string, index: number) => text.startsWith(subject) && texts[index - 1]?.startsWith(subject);
  return texts.map((text, index) => (follows(text, index) ? text.slice(subject.length) : text)).join(between);
}

/** Of alternatives that fail, one that breaks at a later link than the first is what somebody meant; the others are no news beside it. */
function nearest(failed: readonly Outcome[]): readonly Outcome[] {
  const furthest = Math.max(...failed.map(({ broken = 0 }) => broken));
  return furthest > 1 ? failed.filter(({ broken }) => broken === furthest) : failed;
}

/** One of a list that is empty: a choice that nobody made, and that is no reason for anything. */
function asksOfNone(condition: Condition | undefined): boolean {
  return (
    condition?.type === 'field' &&
    condition.tests.some(
      ({ operator, operand }) =>
        (operator === 'in' || operator === 'like') && Array.isArray(operand) && operand.length === 0,
    )
  );
}

function negate(condition: Of<'not'>, resource: Resource, context: Context): Outcome {
  const inner = evaluate(condition.of, resource, context);
  const verdict = verdictOf(not(truthOf(inner)));
  const text = verdict === 'unknown' ? inner.reason.text : `${inner.reason.text}, which is not wanted`;
  const reason: Reason = {
    verdict,
    text: verdict === 'pass' ? `as wanted, not so: ${inner.reason.text}` : text,
    rule: condition.at,
    resource: resource.id,
    because: [inner.reason],
    ...because([inner]),
  };
  return { verdict, reason };
}

function compareField(condition: Of<'field'>, resource: Resource, context: Context): Outcome {
  const field = context.kinds.get(resource.kind)?.fields[condition.field];
  const datum = context.world.field(resource, condition.field);
  const expected = wantedTogether(condition.tests);
  const base = { rule: condition.at, resource: resource.id, field: condition.field, expected };
  if (!datum.known) {
    const text = `${called(resource)}: ${condition.field} could not be read (${lead(datum.gap)})`;
    return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: [datum.gap.id], ...base } };
  }
  const { value } = datum;
  const origin = field ? stripped(resource.origins[field.read]) : undefined;
  const known = { ...base, actual: value, ...(origin ? { origin } : {}) };
  const asksExistence = condition.tests.some((test) => test.operator === 'exists');
  if (value === null && condition.absent !== undefined && !asksExistence) {
    const text = `${called(resource)}: ${condition.field} is not set${condition.absent === 'pass' ? '' : `, expected ${expected}`}`;
    return { verdict: condition.absent, reason: { verdict: condition.absent, text, ...known } };
  }
  const failed = condition.tests.find((test) => !holds(test, value, field?.absent ?? 'fail', context));
  const text = failed
    ? `${called(resource)}: ${bothSides(condition.field, value, failed)}`
    : `${called(resource)}: ${condition.field} is ${written(value)}${value === null && field?.absent === 'infinite' ? ', which sets no limit' : ''}`;
  const verdict = failed ? 'fail' : 'pass';
  return { verdict, reason: { verdict, text, ...known } };
}

function holds(test: Test, value: Resource['fields'][string], absent: 'fail' | 'infinite', context: Context): boolean {
  return passes(value, test, absent, context.now);
}

/** Nothing is guessed: a field that was not read, and an expression that cannot be worked out, leave it unknown. */
function express({ expression, at }: Of<'cel'>, resource: Resource, { world }: Context): Outcome {
  const base = { rule: at, resource: resource.id, expected: expression.text };
  const values: Record<string, Value> = {};
  for (const field of expression.fields) {
    const datum = world.field(resource, field);
    if (!datum.known) return unread(`${field} of ${called(resource)}`, [datum.gap], base);
    values[field] = datum.value;
  }
  const result = expression.holds(values);
  const known = { ...base, actual: values };
  if (typeof result === 'string') {
    const text = `${called(resource)}: ${expression.text} cannot be decided: ${result}`;
    return { verdict: 'unknown', reason: { verdict: 'unknown', text, ...known } };
  }
  const verdict = result ? 'pass' : 'fail';
  const read = expression.fields.map((field) => `${field} is ${written(values[field] ?? null)}`).join(', ');
  const text = `${called(resource)}: ${expression.text} ${result ? 'holds' : 'does not hold'}${read === '' ? '' : ` (${read})`}`;
  return { verdict, reason: { verdict, text, ...known } };
}

/** The origin without the raw answer: a finding names the call, the snapshot keeps what it said. */
function stripped(origin: Origin | undefined): Origin | undefined {
  if (!origin || 'file' in origin) return origin;
  return { call: origin.call, account: origin.account, region: origin.region };
}

function exists(condition: Of<'exists'>, resource: Resource, context: Context): Outcome {
  const { resources, gaps, dangling } = context.world.related(resource, condition.relation);
  const name = spoken(condition.relation);
  const found = resources[0];
  const base = { rule: condition.at, resource: resource.id, expected: condition.exists ? `a ${name}` : `no ${name}` };
  if (!found && gaps[0]) return unread(`whether the ${name} of ${called(resource)} exists`, gaps, base);
  const verdict = Boolean(found) === condition.exists ? 'pass' : 'fail';
  const text = found
    ? `${called(resource)} has the ${name} ${found.name}`
    : condition.exists && dangling !== undefined
      ? `${called(resource)} points to the ${name} ${dangling}, which does not exist`
      : `${called(resource)} has no ${name}`;
  return { verdict, reason: { verdict, text, ...base } };
}

function target(condition: Of<'target'>, resource: Resource, context: Context): Outcome {
  const { resources, gaps, dangling } = context.world.related(resource, condition.relation);
  const [found] = resources;
  if (found) return evaluate(condition.of, found, context);
  const name = spoken(condition.relation);
  const base = { rule: condition.at, resource: resource.id, expected: `a ${name}` };
  if (gaps[0]) return unread(`the ${name} of ${called(resource)}`, gaps, base);
  const text =
    dangling === undefined
      ? `${called(resource)} has no ${name}`
      : `${called(resource)} points to the ${name} ${dangling}, which does not exist`;
  return { verdict: 'fail', reason: { verdict: 'fail', text, ...base } };
}

function unread(what: string, gaps: readonly Gap[], base: Pick<Reason, 'rule' | 'resource' | 'expected'>): Outcome {
  const [first] = gaps;
  const others = gaps.length > 1 ? ` and ${plural(gaps.length - 1, 'more gap')}` : '';
  const text = `${what} could not be read (${first ? lead(first) : 'no reason given'}${others})`;
  return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: gaps.map((gap) => gap.id), ...base } };
}
