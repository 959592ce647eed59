/** Which EventBridge rules match a record; where none does, the nearest miss with a caret into its pattern. */
import type {
  EventPattern,
  NearestMiss,
  ParsedEventPattern,
  PatternError,
} from '../../languages/event-pattern/index.ts';
import {
  eventOf,
  explainEventMatch,
  fieldsOf,
  isNearer,
  matchEventPattern,
  nearestMiss,
  parseEventPattern,
} from '../../languages/event-pattern/index.ts';
import { evaluate } from '../../languages/formula/index.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import { plural } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import type { Question } from '../chain.ts';
import { no, undecided, unreadField, withHint, yes } from '../link.ts';
import { once, onceBeside } from '../once.ts';
import { onceForSample } from '../sample.ts';
import type { Bounds } from '../symbolic/bounds.ts';
import { NEVER, OPEN } from '../symbolic/bounds.ts';
import { eventPatternBounds, isSpokenOf } from '../symbolic/event-pattern.ts';
import { ableOnce } from '../symbolic/reach.ts';

export interface RuleMatch {
  readonly rule: Resource;
  readonly link: Link;
}

type Asked = Pick<Question, 'world' | 'record' | 'siblings' | 'member' | 'isBrief'>;

/** Rules that match or may match; if there is none, the one that was meant, if any: it matches other records of the class, or misses by little. */
export function matchingRules(asked: Asked, rules: readonly Resource[]): readonly RuleMatch[] {
  const { world, record, siblings, member, isBrief } = asked;
  // Of other records bounds do not speak.
  const able = member && isSpokenOf(record) ? ableRules(rules, member, world) : rules;
  const possible = able.flatMap((rule) => {
    const link = matchOfRule(world, rule, record);
    return link ? [{ rule, link }] : [];
  });
  return possible.length > 0 || isBrief ? possible : meant(rules, record, siblings);
}

/** Rules that some record of a class may match. */
const ableRules = ableOnce((rule: Resource, world: World) => patternBoundsOf(world, rule).may);

/** Null where the rule does not match. */
export function matchOfRule(world: World, rule: Resource, record: CloudTrailRecord): Link | null {
  const hidden = unreadField(world, 'eventRule', rule, ['pattern']);
  if (hidden) return hidden;
  const text = patternOf(rule);
  // A rule without a pattern runs by schedule.
  if (text === null) return null;
  const parsed = parsedOnce(text);
  if (!parsed.ok) return unreadable(rule, text, parsed.error);
  const { truth, undecided: questions } = matched(text, record);
  if (truth === 'false') return null;
  if (truth === 'true') return yes('eventRule', `EventBridge rule ${rule.name} matches it`, rule);
  const [question] = questions;
  const why = question ? `${question.sentence} (${question.question})` : 'no reason given';
  const link = undecided('eventRule', `EventBridge rule ${rule.name} may match it: ${why}`, rule);
  return question ? { ...link, text: { value: text, start: question.start, end: question.end } } : link;
}

const matched = onceForSample((text, record): ReturnType<typeof matchEventPattern> => {
  // Most rules are about other events, which is found without making an event of the record.
  if (isSpokenOf(record) && !evaluate(boundsOnce(text).may, record)) return { truth: 'false', undecided: [] };
  const { event, doubts } = eventOf(record);
  return matchEventPattern(readBefore(text), event, doubts);
}, fieldsIn);

const nearestTo = onceForSample((text, record) => {
  const { event, doubts } = eventOf(record);
  return nearestMiss(explainEventMatch(readBefore(text), event, doubts));
}, fieldsIn);

function readBefore(text: string): EventPattern {
  const parsed = parsedOnce(text);
  if (!parsed.ok) throw new Error(`the pattern ${text} was read before and cannot be read now`);
  return parsed.pattern;
}

/** Dotted paths into the record of what a pattern looks at. */
function fieldsIn(text: string): readonly string[] {
  return fieldsOf(readBefore(text).entries).map(({ path }) => BESIDE.get(path) ?? path.replace(/^detail\./, ''));
}

/** Fields of the event that hold one of the record. */
const BESIDE: ReadonlyMap<string, string> = new Map([
  ['account', 'recipientAccountId'],
  ['region', 'awsRegion'],
]);

/** On which records a rule certainly matches, and on which it may. */
export function patternBoundsOf(world: World, rule: Resource): Bounds {
  if (unreadField(world, 'eventRule', rule, ['pattern'])) return OPEN;
  const text = patternOf(rule);
  return text === null ? NEVER : boundsOnce(text);
}

export function patternOf({ fields }: Resource): string | null {
  return typeof fields['pattern'] === 'string' ? fields['pattern'] : null;
}

export const parsedOnce: (text: string) => ParsedEventPattern = once(parseEventPattern);
const boundsOnce: (text: string) => Bounds = once((text) => {
  const parsed = parsedOnce(text);
  return parsed.ok ? eventPatternBounds(parsed.pattern) : OPEN;
});

/** AWS took the pattern when the rule was made, so it is not wrong: it is only not understood here. */
export function unreadable(rule: Resource, text: string, error: PatternError): Link {
  const { start, end } = error;
  const sentence = `the pattern of EventBridge rule ${rule.name} is not understood here: ${withHint(error)}`;
  return { ...undecided('eventRule', sentence, rule), text: { value: text, start, end } };
}

interface Miss {
  readonly rule: Resource;
  readonly text: string;
  readonly nearest: NearestMiss;
  /** How many of the other records of the class it matches. */
  readonly told: number;
}

/** Rules that AWS services keep for themselves are never meant. */
function meant(
  rules: readonly Resource[],
  record: CloudTrailRecord,
  siblings: readonly CloudTrailRecord[],
): readonly RuleMatch[] {
  const misses = rules.flatMap((rule): readonly Miss[] => {
    const text = patternOf(rule);
    const parsed = text === null || typeof rule.fields['managedBy'] === 'string' ? null : parsedOnce(text);
    if (text === null || !parsed?.ok) return [];
    const told = matchesAmong(text, siblings);
    const nearest = nearestTo(text, record);
    return told > 0 || nearest.held > 0 || nearest.isClose ? [{ rule, text, nearest, told }] : [];
  });
  const [first, ...others] = misses.toSorted(order);
  if (!first) return [];
  const { rule, text, nearest } = first;
  const { sentence, start, end } = nearest.clause;
  const alike = others.filter((other) => isAboutOthers(other) === isAboutOthers(first)).length;
  const rest =
    alike === 0 ? '' : `; ${plural(alike, 'other rule')} like it ${alike === 1 ? 'does' : 'do'} not match either`;
  const link = no('eventRule', `EventBridge rule ${rule.name} does not match it: ${sentence}${rest}`, rule);
  // What a rule about other events of the service says is no place where anything went wrong.
  return [{ rule, link: isAboutOthers(first) ? link : { ...link, text: { value: text, start, end } } }];
}

/** How many of the records a pattern matches. Asked again for each of them, it is found once. */
const matchesAmong = onceBeside((text: string, records: readonly CloudTrailRecord[]) => {
  const parsed = parsedOnce(text);
  const { may } = boundsOnce(text);
  return records.filter((record) => {
    if (!parsed.ok || !evaluate(may, record)) return false;
    const { event, doubts } = eventOf(record);
    return matchEventPattern(parsed.pattern, event, doubts).truth === 'true';
  }).length;
});

function isAboutOthers({ nearest, told }: Miss): boolean {
  return nearest.event === 'other' && told === 0;
}

/** Rules that are about other events come last. */
function order(one: Miss, other: Miss): number {
  if (isAboutOthers(one) !== isAboutOthers(other)) return isAboutOthers(one) ? 1 : -1;
  if (isNearer(one.nearest, other.nearest)) return -1;
  if (isNearer(other.nearest, one.nearest)) return 1;
  return other.told - one.told || (one.rule.id < other.rule.id ? -1 : 1);
}
