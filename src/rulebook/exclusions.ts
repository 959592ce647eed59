/** `excluding` in the configuration: records that a team decided not to be told about, by event class, each with a reason. */
import type { Node } from 'yaml';
import { isSeq } from 'yaml';
import { parseRecords } from '../languages/record-condition/index.ts';
import type { EventClass, Exclusion } from '../model/rule.ts';
import type { Config } from './config.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, nodeWithin, note, plainOf, textOf, unknownName } from './document.ts';

const KEYS = ['events', 'records', 'because'];

export function exclusionsOf(reading: Reading, entry: Entry | undefined): readonly Exclusion[] {
  if (!entry) return [];
  return (itemsOf(reading, entry.value ?? entry.keyNode, 'excluding') ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'an exclusion');
    if (!entries) return [];
    checkKeys(reading, entries, KEYS, 'an exclusion');
    const fields = new Map(entries.map(({ key, value }) => [key, value]));
    const missing = KEYS.filter((key) => !fields.has(key));
    if (missing.length > 0) {
      note(reading, item, `an exclusion needs ${missing.join(' and ')}`, 'events: ..., records: { ... }, because: ...');
      return [];
    }
    const events = eventsOf(reading, fields.get('events') ?? item);
    const because = textOf(reading, fields.get('because') ?? item, 'because');
    const records = fields.get('records') ?? item;
    const parsed = parseRecords(plainOf(records));
    if (parsed.ok) return because === null ? [] : [{ events, records: parsed.condition, because: because.trim() }];
    for (const { path, isOfKey, message, hint } of parsed.mistakes) {
      note(reading, nodeWithin(records, path, isOfKey), message, hint);
    }
    return [];
  });
}

function eventsOf(reading: Reading, node: Node): readonly string[] {
  const items = isSeq(node) ? (node.items as Node[]) : [node];
  return items.flatMap((item) => textOf(reading, item, 'events') ?? []);
}

/** Notes exclusions of event classes that do not exist. */
export function checkExclusions(
  { reading, root, exclusions }: Pick<Config, 'reading' | 'root' | 'exclusions'>,
  events: ReadonlyMap<string, EventClass>,
): void {
  for (const [index, exclusion] of exclusions.entries()) {
    for (const id of exclusion.events) {
      if (events.has(id)) continue;
      const node = root && nodeWithin(root, ['excluding', index, 'events']);
      unknownName(reading, node, id, events.keys(), `there is no event class "${id}"`);
    }
  }
}
