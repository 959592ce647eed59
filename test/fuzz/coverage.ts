/** Questions of coverage: what the proof says of a class and some filters against what Z3 says of the same question in its own words. */

import { eventOf, matchEventPattern, parseEventPattern } from '../../src/languages/event-pattern/index.ts';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { RecordCondition } from '../../src/model/record-condition.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { boundsOf } from '../../src/proof/patterns.ts';
import type { Bounds } from '../../src/proof/symbolic/bounds.ts';
import { eventPatternBounds } from '../../src/proof/symbolic/event-pattern.ts';
import type { Hole } from '../../src/proof/universal.ts';
import { holeIn } from '../../src/proof/universal.ts';
import type { Chance } from './chance.ts';
import { chance } from './chance.ts';
import { classOf, shapeOf, statementOf } from './classes.ts';
import type { Judge } from './compare.ts';
import { EFFORT } from './compare.ts';
import type { Filter } from './filters.ts';
import { filters } from './filters.ts';
import type { Statement } from './statement.ts';

const ACCOUNT = '111122223333';
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-south-1'];

export type Answer = 'covered' | 'hole' | 'unknown' | 'undecided';

/** What trailproof itself makes of a pattern's text, for all records and for one. */
export interface Language {
  bounds(text: string): Bounds;
  truth(text: string, record: CloudTrailRecord): Truth;
}

export const FILTER_PATTERNS: Language = {
  bounds: boundsOf,
  truth: (text, record) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
    return matchPattern(parsed.pattern, record).truth;
  },
};

export const EVENT_PATTERNS: Language = {
  bounds: (text) => eventPatternBounds(eventPattern(text)),
  truth: (text, record) => {
    const { event, doubts } = eventOf(record);
    return matchEventPattern(eventPattern(text), event, doubts).truth;
  },
};

function eventPattern(text: string) {
  const parsed = parseEventPattern(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.pattern;
}

export interface CoverageTally {
  readonly counts: Readonly<Record<Answer, number>>;
  /** Z3 did not answer within the effort. */
  readonly undecidedByZ3: number;
  readonly differences: readonly CoverageDifference[];
}

export interface CoverageDifference {
  readonly seed: number;
  readonly sentence: string;
  readonly events: string;
  readonly patterns: readonly string[];
}

/** Of everyday traffic, with its data events, nothing is proved. */
export function isProved({ ordinary }: EventClass): boolean {
  return !ordinary;
}

/** A class made at random, or one that is shipped. */
export function questionOf(
  seed: number,
  shipped: readonly EventClass[],
): { readonly events: EventClass; readonly filters: readonly Filter[] } {
  const luck = chance(seed);
  const events = shipped.length > 0 && luck.onceIn(3) ? luck.oneOf(shipped) : madeUp(luck);
  const names = namesIn(events.records);
  for (;;) {
    const all = filters(luck, names);
    if (all.every(({ text }) => isTaken(text))) return { events, filters: all };
  }
}

/** Within AWS's limits of length, regular expressions and wildcards. */
function isTaken(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return text.length <= 1024 && count('%') <= 4 && count('[*]') <= 3;
}

/** Event names that a class lists. */
function namesIn(condition: RecordCondition): readonly string[] {
  if (condition.type === 'not') return [];
  if (condition.type !== 'field') return condition.of.flatMap(namesIn).slice(0, 8);
  const { path, test } = condition;
  return path.join('.') === 'eventName' && test.operator === 'in' ? test.values.map(String) : [];
}

function madeUp(luck: Chance): EventClass {
  const at = { file: 'made-up', line: 1, column: 1 };
  return {
    id: 'made.Up',
    title: 'Made up',
    recordedIn: 'every',
    ordinary: false,
    records: classOf(luck),
    samples: [],
    at,
  };
}

export async function compareCoverage(
  judge: Judge,
  shipped: readonly EventClass[],
  first: number,
  count: number,
  effort = EFFORT,
): Promise<CoverageTally> {
  const counts = { covered: 0, hole: 0, unknown: 0, undecided: 0 };
  const tally = { counts, undecidedByZ3: 0, differences: [] as CoverageDifference[] };
  const classes = shipped.filter(isProved);
  for (let seed = first; seed < first + count; seed++) {
    const { events, filters: all } = questionOf(seed, classes);
    const { answer, verdict, differences } = await judged(
      judge,
      { events, patterns: all, language: FILTER_PATTERNS },
      effort,
    );
    const patterns = all.map(({ text }) => text);
    for (const sentence of differences) {
      tally.differences.push({ seed, sentence, events: JSON.stringify(events.records), patterns });
    }
    if (verdict === null) tally.undecidedByZ3++;
    else counts[answer]++;
  }
  return tally;
}

export interface Question {
  readonly events: EventClass;
  readonly patterns: readonly Filter[];
  readonly language: Language;
}

export interface Judgement {
  readonly answer: Answer;
  /** Null where it would have taken more than the effort. */
  readonly verdict: Answer | 'no such record' | null;
  readonly differences: readonly string[];
}

export async function judged(judge: Judge, question: Question, effort = EFFORT): Promise<Judgement> {
  const { events, patterns: all, language } = question;
  const patterns = all.map(({ text }) => text);
  const hole = holeOf(events, patterns, language);
  const answer = answerOf(hole);
  const verdict = await verdictOf(judge, events, all, hole, effort);
  const wrong = hole?.record ? wrongWith(hole, events, patterns, language) : null;
  const isOther = verdict !== null && answer !== 'undecided' && verdict !== answer;
  const differences = [wrong ?? [], isOther ? `Z3 says ${verdict}, the proof ${answer}` : []].flat();
  return { answer, verdict, differences };
}

/** The hole in what the filters cover of the class, were every filter to lead to a person. */
export function holeOf(events: EventClass, patterns: readonly string[], language = FILTER_PATTERNS): Hole | null {
  const universe = { events, samples: events.samples, account: ACCOUNT, regions: REGIONS, except: [] };
  return holeIn(
    universe,
    patterns.map((text) => ({ key: text, bounds: language.bounds(text) })),
  );
}

export function answerOf(hole: Hole | null): Answer {
  if (hole === null) return 'covered';
  if (hole.record === null) return 'undecided';
  return hole.truth === 'false' ? 'hole' : 'unknown';
}

/** Null where it is of the class and the filters fare as is said. */
export function wrongWith(
  hole: Hole,
  events: EventClass,
  patterns: readonly string[],
  language = FILTER_PATTERNS,
): string | null {
  const record = hole.record as CloudTrailRecord;
  if (!meets(events.records, record)) return `${JSON.stringify(record)} is not of the class`;
  const wanted = hole.truth === 'false' ? ['false'] : ['false', 'unknown'];
  const bad = patterns.map((text) => language.truth(text, record)).find((truth) => !wanted.includes(truth));
  return bad === undefined ? null : `${JSON.stringify(record)} is shown as ${hole.truth}, and a pattern says ${bad}`;
}

/** Z3's answer: about the record that is shown, and about all where none is. Null where it took too long. */
async function verdictOf(
  judge: Judge,
  events: EventClass,
  all: readonly Filter[],
  hole: Hole | null,
  effort: number,
): Promise<Answer | 'no such record' | null> {
  const member = statementOf(events.records);
  const shape = shapeOf([member, ...all.flatMap(({ surely, perhaps }) => [surely, perhaps])], ACCOUNT, REGIONS);
  const without = (part: 'surely' | 'perhaps'): Statement => ({
    type: 'and',
    of: [shape, member, ...all.map((filter): Statement => ({ type: 'not', of: filter[part] }))],
  });
  const shown = hole?.record ?? undefined;
  const isCertain = hole?.truth === 'false';
  if (shown) {
    const verdict = await judge(without(isCertain ? 'perhaps' : 'surely'), effort, shown);
    if (verdict === 'unsat') return 'no such record';
    if (isCertain) return verdict === 'sat' ? 'hole' : null;
    if (verdict === 'unknown') return null;
  } else {
    const left = await judge(without('surely'), effort);
    if (left !== 'sat') return left === 'unsat' ? 'covered' : null;
  }
  const certain = await judge(without('perhaps'), effort);
  return certain === 'unknown' ? null : certain === 'sat' ? 'hole' : 'unknown';
}
