/** Definitions: conditions with a name, for `use`. Those of a rule file serve that file; a document with `define` serves every file. */
import type { Document, Node, ParsedNode } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, note, plainOf, positionOf, textOf, unknownName } from './document.ts';

export const DEFINITION_KEYS = ['define', 'title', 'for', 'condition'] as const;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A condition with a name. */
export interface Definition {
  readonly node: Node;
  /** Of one that serves every file: where it stands, and the kind it is about. */
  readonly shared?: { readonly reading: Reading; readonly kind: string };
}

export interface SharedDefinition {
  readonly id: string;
  readonly at: Position;
  readonly kind: string;
  readonly node: Node;
  readonly reading: Reading;
}

/** Whether a document is meant as a definition for every file. */
export function isDefinition(document: Document<ParsedNode>): boolean {
  return document.has('define');
}

/** Null, with mistakes noted, where it cannot be used. What is wrong in its condition is noted when that is compiled. */
export function compileDefinition(
  reading: Reading,
  document: Document<ParsedNode>,
  kinds: Iterable<string>,
): SharedDefinition | null {
  const entries = entriesOf(reading, document.contents, 'a definition');
  if (!entries) return null;
  checkKeys(reading, entries, DEFINITION_KEYS, 'a definition');
  const fields = new Map(entries.map((entry) => [entry.key, entry]));
  const missing = ['for', 'condition'].filter((key) => !fields.has(key));
  if (missing.length > 0) {
    const hint = 'define: encrypted-trail, for: trail, condition: { kmsKey: { exists: true } }';
    note(reading, document.contents, `a definition needs ${missing.join(' and ')}`, hint);
    return null;
  }
  const id = nameOf(reading, fields.get('define'));
  const title = fields.get('title');
  if (title) textOf(reading, title.value ?? title.keyNode, 'title');
  const known = [...kinds];
  const about = fields.get('for');
  const kind = String(plainOf(about?.value ?? null));
  if (!known.includes(kind)) unknownName(reading, about?.value ?? null, kind, known, `there is no kind "${kind}"`);
  const node = fields.get('condition')?.value ?? null;
  if (node === null) note(reading, fields.get('condition')?.keyNode, 'condition says nothing');
  if (id === null || node === null || !known.includes(kind)) return null;
  return { id, at: positionOf(reading, fields.get('define')?.keyNode), kind, node, reading };
}

function nameOf(reading: Reading, entry: Entry | undefined): string | null {
  const name = textOf(reading, entry?.value ?? entry?.keyNode ?? null, 'define');
  if (name === null || NAME.test(name)) return name;
  note(
    reading,
    entry?.value,
    `"${name}" is no name of a definition`,
    'lower case, with hyphens, for example encrypted-trail',
  );
  return null;
}
