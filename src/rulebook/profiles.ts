/** Profiles: layers with a name, for a whole team to begin with; one YAML file each. */
import type { Document, ParsedNode } from 'yaml';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note, textOf } from './document.ts';
import type { Fields } from './fields.ts';
import { textAt } from './fields.ts';
import type { Layer } from './layers.ts';
import { sayingsOf } from './layers.ts';

/** What a run without any other begins with. */
export const USUAL_PROFILE = 'recommended';

export const PROFILE_KEYS = ['profile', 'title', 'rules'] as const;

const NAME = /^[a-z][a-z0-9]*([-./][a-z0-9]+)*$/;

export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly layer: Layer;
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
}

/** Whether a document is meant as a profile. */
export function isProfile(document: Document<ParsedNode>): boolean {
  return document.has('profile');
}

/** Null, with mistakes noted, where it cannot be used. */
export function compileProfile(reading: Reading, document: Document<ParsedNode>): Profile | null {
  const entries = entriesOf(reading, document.contents, 'a profile');
  if (!entries) return null;
  checkKeys(reading, entries, PROFILE_KEYS, 'a profile');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const named = fields.get('profile');
  const id = textOf(reading, named?.value ?? document.contents, 'profile');
  if (id !== null && !NAME.test(id)) {
    note(reading, named?.value, `"${id}" is no name of a profile`, 'lower case, for example recommended');
  }
  const title = textAt(reading, fields, 'title');
  if (!fields.has('title')) note(reading, document.contents, 'a profile needs title: whom it is for, in one sentence');
  if (!fields.has('rules')) note(reading, document.contents, 'a profile needs rules', 'rules: { trail.tagged: off }');
  const sayings = sayingsOf(reading, fields.get('rules'));
  if (id === null || title === undefined) return null;
  const { line, col: column } = reading.lines.linePos(named?.keyNode.range?.[0] ?? 0);
  return { id, title, layer: { name: `profile ${id}`, reading, sayings }, at: { file: reading.file, line, column } };
}
