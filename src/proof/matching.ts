/** Which metric filters of a log group match a record; where none does, the nearest miss with a caret into its pattern. */
import type { Nearest, Pattern, PatternError } from '../languages/filter-pattern/index.ts';
import { byNearness, explainMatch, matchPattern, nearest } from '../languages/filter-pattern/index.ts';
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import type { World } from '../model/world.ts';
import type { Question } from './chain.ts';
import { no, undecided, unreadField, unsaid, withHint, yes } from './link.ts';
import { onceBeside } from './once.ts';
import { boundsOf, fieldsOf, parsedPattern, vainOf } from './patterns.ts';
import { onceForSample } from './sample.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { OPEN } from './symbolic/bounds.ts';
import { ableOnce } from './symbolic/reach.ts';

export interface Match {
  readonly filter: Resource;
  readonly link: Link;
}

type Asked = Pick<Question, 'world' | 'record' | 'siblings' | 'member' | 'isBrief'>;

/** Filters that match or may match; if there is none, the one that was meant: it is about the event, or about others of its class. */
export function matching(asked: Asked, filters: readonly Resource[]): readonly Match[] {
  const { world, record, member } = asked;
  const able = member ? ableFilters(filters, member, world) : filters;
  const possible = able.flatMap((filter) => {
    const link = matchOf(world, filter, record);
    return link ? [{ filter, link }] : [];
  });
  const [first] = filters;
  if (possible.length > 0 || !first) return possible;
  return [asked.isBrief ? { filter: first, link: unsaid('metricFilter') } : meant(asked, filters, first)];
}

/** Filters of a log group that some record of a class may match. */
const ableFilters = ableOnce((filter: Resource, world: World) => filterBounds(world, filter).may);

/** Of filters that do not match. */
function meant({ record, siblings }: Asked, filters: readonly Resource[], first: Resource): Match {
  const related = filters.flatMap((filter): readonly Miss[] => {
    const miss = missOf(filter, record);
    const told = matchesAmong(String(filter.fields['pattern']), siblings);
    return told > 0 || isRelated(miss) ? [{ ...miss, filter, told }] : [];
  });
  const [closest] = related.toSorted(byMeaning);
  if (closest) return { filter: closest.filter, link: withOthers(missed(closest), filters.length - 1) };
  if (filters.length === 1) return { filter: first, link: onlyMissed(first, missOf(first, record)) };
  const sentence = `none of the ${filters.length} metric filters of ${groupOf(first)} is about it`;
  return { filter: first, link: no('metricFilter', sentence) };
}

function withOthers(link: Link, others: number): Link {
  if (others === 0) return link;
  const which = others === 1 ? 'the other metric filter' : `the ${others} other metric filters`;
  const rest = `${which} of the log group ${others === 1 ? 'does' : 'do'} not match either`;
  return { ...link, sentence: `${link.sentence}; ${rest}` };
}

/** Whether a filter that does not match has anything to do with the record: of a service alone it has not, where it asks for other events of it. */
function isRelated({ held, isClose, event }: Nearest): boolean {
  return event === 'named' || (event === 'any' && (held > 0 || isClose));
}

/** Filters that name the event or match others of its class first. */
function byMeaning(one: Miss, other: Miss): number {
  const isAbout = ({ event, told }: Miss) => Number(event === 'named' || told > 0);
  return (
    isAbout(other) - isAbout(one) ||
    byNearness(one, other) ||
    other.told - one.told ||
    (one.filter.id < other.filter.id ? -1 : 1)
  );
}

/** How many of the records a pattern matches. Asked again for each of them, it is found once. */
const matchesAmong = onceBeside((text: string, records: readonly CloudTrailRecord[]) => {
  const parsed = parsedPattern(text);
  return parsed.ok ? records.filter((record) => matchPattern(parsed.pattern, record).truth === 'true').length : 0;
});

/** On which records a filter certainly matches, and on which it may; all that is not known of it counts as "may". */
export function filterBounds(world: World, filter: Resource): Bounds {
  if (unreadField(world, 'metricFilter', filter, ['pattern', 'transformed']) ?? transformed(filter)) return OPEN;
  const bounds = boundsOf(String(filter.fields['pattern']));
  const hidden = unreadField(world, 'metricFilter', filter, ['fieldSelection', 'dimensions', 'systemDimensions']);
  return hidden || narrowing(filter) !== null ? { ...bounds, must: OPEN.must } : bounds;
}

const matched = onceForSample((text, record) => matchPattern(readBefore(text), record), fieldsOf);

function readBefore(text: string): Pattern {
  const parsed = parsedPattern(text);
  if (!parsed.ok) throw new Error(`the pattern ${text} was read before and cannot be read now`);
  return parsed.pattern;
}

/** Null where the filter does not match. */
export function matchOf(world: World, filter: Resource, record: CloudTrailRecord): Link | null {
  const unknown = unreadField(world, 'metricFilter', filter, ['pattern', 'transformed']) ?? transformed(filter);
  if (unknown) return unknown;
  const text = String(filter.fields['pattern']);
  const parsed = parsedPattern(text);
  if (!parsed.ok) return unreadable(filter, text, parsed.error);
  const { truth, undecided: questions } = matched(text, record);
  if (truth === 'false') return null;
  const hidden = unreadField(world, 'metricFilter', filter, ['fieldSelection', 'dimensions', 'systemDimensions']);
  if (hidden) return hidden;
  const caveat = narrowing(filter);
  if (caveat !== null) return undecided('metricFilter', caveat, filter);
  if (truth === 'true') return yes('metricFilter', `metric filter ${filter.name} matches it`, filter);
  const [question] = questions;
  const link = undecided(
    'metricFilter',
    `metric filter ${filter.name} may match it: ${question ? `${question.sentence} (${question.question})` : 'no reason given'}`,
    filter,
  );
  return question ? { ...link, text: { value: text, start: question.start, end: question.end } } : link;
}

function transformed(filter: Resource): Link | null {
  if (filter.fields['transformed'] !== true) return null;
  return undecided(
    'metricFilter',
    `metric filter ${filter.name} looks at transformed log events, which are not known`,
    filter,
  );
}

/** AWS took the pattern when the filter was made, so it is not wrong: it is only not understood here. */
function unreadable(filter: Resource, text: string, error: PatternError): Link {
  const { start, end } = error;
  const sentence = `the pattern of metric filter ${filter.name} is not understood here: ${withHint(error)}`;
  return { ...undecided('metricFilter', sentence, filter), text: { value: text, start, end } };
}

interface Miss extends Nearest {
  readonly filter: Resource;
  /** Why nothing at all can match, where nothing can. */
  readonly vain: ReturnType<typeof vainOf>;
  /** How many of the other records of the class it matches. */
  readonly told: number;
}

const nearestTo = onceForSample((text, record) => nearest(explainMatch(readBefore(text), record)), fieldsOf);

/** How far a filter that does not match is from it. */
function missOf(filter: Resource, record: CloudTrailRecord): Omit<Miss, 'filter' | 'told'> {
  const text = String(filter.fields['pattern']);
  const closest = nearestTo(text, record);
  // Of a pattern that can match nothing it does not matter how many clauses fail: that it names the event is what was meant.
  const vain = isRelated(closest) ? vainOf(text) : null;
  return { ...closest, misses: vain ? 1 : closest.misses, vain };
}

function groupOf({ fields }: Resource): string {
  return `log group ${String(fields['logGroupName'])}`;
}

/** What it is about nobody asked, but there is no other: why it does not match is what there is to say. */
function onlyMissed(filter: Resource, { clause }: Pick<Miss, 'clause'>): Link {
  return no(
    'metricFilter',
    `the only metric filter of ${groupOf(filter)}, ${filter.name}, does not match it: ${clause.sentence}`,
  );
}

function missed({ filter, clause, vain }: Miss): Link {
  const { sentence, start, end } = vain ?? clause;
  const does = vain ? 'can match nothing' : 'does not match it';
  const link = no('metricFilter', `metric filter ${filter.name} ${does}: ${sentence}`, filter);
  return { ...link, text: { value: String(filter.fields['pattern']), start, end } };
}

/** What narrows a filter beyond its pattern and is not decided here (PutMetricFilter). */
function narrowing({ name, fields }: Resource): string | null {
  const { fieldSelection } = fields;
  if (typeof fieldSelection !== 'string') return null;
  return `metric filter ${name} matches it, but only where its field selection criteria hold (${fieldSelection}), which is not decided`;
}
