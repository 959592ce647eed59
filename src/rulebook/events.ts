/** Event classes: named sets of CloudTrail records, each with records that stand for it. */
import type { Document, Node, ParsedNode } from 'yaml';
import { meets, parseRecords } from '../languages/record-condition/index.ts';
import type { RecordCondition } from '../model/record-condition.ts';
import type { EventClass } from '../model/rule.ts';
import { isObject } from '../model/value.ts';
import type { Reading } from './document.ts';
import {
  checkKeys,
  entriesOf,
  itemsOf,
  nodeWithin,
  note,
  plainOf,
  positionOf,
  said,
  textOf,
  unknownName,
} from './document.ts';

const KEYS = ['id', 'title', 'recordedIn', 'records', 'ordinary', 'samples', 'references'];
export const RECORDED_IN = ['every', 'global', 'signIn'] as const;
const ID = /^[a-z][A-Za-z0-9-]*\.[A-Za-z][A-Za-z0-9-]*$/;

/** Whether a document is meant as an event class rather than a rule. */
export function isEventClass(document: Document<ParsedNode>): boolean {
  return document.has('samples') || document.has('recordedIn');
}

/** Null, with mistakes noted, where it cannot be used. */
export function compileEventClass(reading: Reading, document: Document<ParsedNode>): EventClass | null {
  const entries = entriesOf(reading, document.contents, 'an event class');
  if (!entries) return null;
  checkKeys(reading, entries, KEYS, 'an event class');
  const fields = new Map(entries.map((entry) => [entry.key, entry.value]));
  const id = textOf(reading, fields.get('id') ?? null, 'id');
  if (id !== null && !ID.test(id)) {
    note(reading, fields.get('id'), `the id "${id}" is not of the form service.Event`, 'for example s3.DeleteBucket');
  }
  const title = textOf(reading, fields.get('title') ?? null, 'title');
  const where = plainOf(fields.get('recordedIn') ?? null);
  const recordedIn = RECORDED_IN.find((known) => known === where);
  if (!recordedIn) {
    unknownName(
      reading,
      fields.get('recordedIn') ?? document.contents,
      String(where),
      RECORDED_IN,
      `recordedIn must be one of ${RECORDED_IN.join(', ')}, not ${said(fields.get('recordedIn'))}`,
    );
  }
  const records = recordsOf(reading, document.contents, fields.get('records') ?? null);
  const ordinary = plainOf(fields.get('ordinary') ?? null) ?? false;
  if (typeof ordinary !== 'boolean') {
    note(reading, fields.get('ordinary'), `ordinary must be true or false, not ${said(fields.get('ordinary'))}`);
  }
  const samples = samplesOf(reading, document, fields.get('samples') ?? null);
  if (id === null || title === null || !recordedIn || !records || samples.length === 0) return null;
  for (const { name, node, record } of samples) {
    if (meets(records, record)) continue;
    note(reading, node, `the sample "${name}" is not of the class: it does not meet records`, 'change one of the two');
  }
  return {
    id,
    title,
    recordedIn,
    ordinary: ordinary === true,
    records,
    samples: samples.map(({ name, record }) => ({ name, record })),
    at: positionOf(reading, fields.get('id')),
  };
}

function recordsOf(reading: Reading, document: Node | null, node: Node | null): RecordCondition | null {
  if (!node) {
    note(reading, document, 'an event class needs records: which records belong to it');
    return null;
  }
  const parsed = parseRecords(plainOf(node));
  if (parsed.ok) return parsed.condition;
  for (const { path, isOfKey, message, hint } of parsed.mistakes) {
    note(reading, nodeWithin(node, path, isOfKey), message, hint);
  }
  return null;
}

type Sample = EventClass['samples'][number] & { readonly node: Node };

function samplesOf(
  reading: Reading,
  document: Document<ParsedNode>,
  node: Parameters<typeof itemsOf>[1],
): readonly Sample[] {
  const items = itemsOf(reading, node, 'samples');
  if (items?.length === 0) note(reading, node ?? document.contents, 'an event class needs at least one sample');
  return (items ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'a sample');
    if (!entries) return [];
    checkKeys(reading, entries, ['name', 'record'], 'a sample');
    const fields = new Map(entries.map((entry) => [entry.key, entry.value]));
    const name = textOf(reading, fields.get('name') ?? item, 'name');
    const record = plainOf(fields.get('record') ?? null);
    if (!isObject(record) || typeof record['eventName'] !== 'string' || typeof record['eventSource'] !== 'string') {
      note(reading, fields.get('record') ?? item, 'a sample needs a record with eventSource and eventName');
      return [];
    }
    return name === null ? [] : [{ name, record, node: item }];
  });
}
