/** Packs: a folder of rules, event classes, definitions and profiles that says whose it is; `pack.yaml` in it. */
import type { Document, ParsedNode } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note, positionOf, textOf } from './document.ts';
import type { Fields } from './fields.ts';
import { textAt } from './fields.ts';

export const PACK_KEYS = ['pack', 'version', 'description'] as const;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export interface Pack {
  readonly id: string;
  readonly at: Position;
}

/** Whether a document is meant as the description of a pack. */
export function isPack(document: Document<ParsedNode>): boolean {
  return document.has('pack');
}

/** Null, with mistakes noted, where it cannot be used. */
export function compilePack(reading: Reading, document: Document<ParsedNode>): Pack | null {
  const entries = entriesOf(reading, document.contents, 'a pack');
  if (!entries) return null;
  checkKeys(reading, entries, PACK_KEYS, 'a pack');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const named = fields.get('pack');
  const id = textOf(reading, named?.value ?? document.contents, 'pack');
  if (id !== null && !NAME.test(id)) {
    note(reading, named?.value, `"${id}" is no name of a pack`, 'lower case, with hyphens, for example acme-baseline');
  }
  for (const key of ['version', 'description']) textAt(reading, fields, key);
  return id === null ? null : { id, at: positionOf(reading, named?.keyNode) };
}
