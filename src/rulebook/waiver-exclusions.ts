/** `excluding` in a waiver: records that are left out of what its rules prove, in place of findings that are accepted. */
import type { Node } from 'yaml';
import { parseRecords } from '../languages/record-condition/index.ts';
import type { Condition } from '../model/condition.ts';
import type { CheckWord } from '../model/outcome.ts';
import type { RecordCondition } from '../model/record-condition.ts';
import type { EventClass, Rule } from '../model/rule.ts';
import type { LeftOut } from '../model/waiver.ts';
import { enumerate } from '../model/words.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, nodeWithin, note, plainOf, unknownName } from './document.ts';
import type { Fields, Written } from './fields.ts';
import { namesAt } from './fields.ts';

/** Records as they are written. */
export interface WrittenLeftOut {
  /** Absent: every class that the rules ask about. */
  readonly events: readonly Written[] | undefined;
  readonly records: RecordCondition;
}

const KEYS = ['events', 'records'];

export function leftOutOf(reading: Reading, entry: Entry): readonly WrittenLeftOut[] {
  const items = itemsOf(reading, entry.value ?? entry.keyNode, 'excluding') ?? [];
  if (items.length === 0 && entry.value)
    note(reading, entry.value, 'excluding names no records', '- { records: { ... } }');
  return items.flatMap((item) => {
    const entries = entriesOf(reading, item, 'an exclusion');
    if (!entries) return [];
    const reason = entries.find(({ key }) => key === 'because');
    if (reason) note(reading, reason.keyNode, 'because is said once for all of a waiver', 'write it beside rule');
    const others = entries.filter((each) => each !== reason);
    checkKeys(reading, others, KEYS, 'an exclusion');
    return itemOf(reading, item, new Map(others.map((each) => [each.key, each]))) ?? [];
  });
}

function itemOf(reading: Reading, item: Node, fields: Fields): WrittenLeftOut | null {
  const events = namesAt(reading, fields.get('events'));
  const given = fields.get('records');
  if (!given) {
    note(reading, item, 'an exclusion needs records', 'records: { userIdentity.arn: { like: ... } }');
    return null;
  }
  const records = given.value ?? given.keyNode;
  const parsed = parseRecords(plainOf(given.value));
  if (parsed.ok) return { events, records: parsed.condition };
  for (const { path, isOfKey, message, hint } of parsed.mistakes) {
    note(reading, nodeWithin(records, path, isOfKey), message, hint);
  }
  return null;
}

interface Known {
  readonly words: ReadonlyMap<string, CheckWord>;
  readonly events: ReadonlyMap<string, EventClass>;
}

/** With the event classes it speaks of: those it names, or all that its rules ask about. What they do not ask about is a mistake. */
export function leftOutFor(
  reading: Reading,
  { entry, items }: { readonly entry: Entry; readonly items: readonly WrittenLeftOut[] },
  rules: readonly Rule[],
  { words, events }: Known,
): readonly LeftOut[] {
  const asked = [...new Set(rules.flatMap((rule) => classesAsked(rule, words)))];
  if (asked.length === 0 && rules.length > 0) {
    const message = `${enumerate(rules.map(({ id }) => id))} asks about no events, so there are no records to leave out`;
    note(reading, entry.keyNode, message, 'leave out excluding: then its findings are waived');
  }
  return items.map(({ events: named, records }) => {
    for (const { text, node } of asked.length === 0 ? [] : (named ?? [])) {
      if (!events.has(text)) unknownName(reading, node, text, asked, `there is no event class "${text}"`);
      else if (!asked.includes(text)) {
        const hint = `${rules.length === 1 ? 'it asks' : 'they ask'} about ${enumerate(asked)}`;
        note(reading, node, `${enumerate(rules.map(({ id }) => id))} does not ask about ${text}`, hint);
      }
    }
    return { events: named?.map(({ text }) => text) ?? asked, records };
  });
}

function classesAsked({ assert, variants = [] }: Rule, words: Known['words']): readonly string[] {
  return [...askedIn(assert, words), ...variants.flatMap((variant) => askedIn(variant.assert, words))];
}

function askedIn(condition: Condition, words: Known['words']): readonly string[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => askedIn(part, words));
    case 'not':
    case 'target':
    case 'quantified':
    case 'count':
      return askedIn(condition.of, words);
    case 'word':
      return words.get(condition.word)?.events?.(condition.input) ?? [];
    case 'field':
    case 'exists':
    case 'cel':
      return [];
    default:
      return condition satisfies never;
  }
}
