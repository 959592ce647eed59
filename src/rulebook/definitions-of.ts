/** The definitions that a file can use: its own, and those that serve every file. */
import type { Document, Node, ParsedNode } from 'yaml';
import type { Compiling } from './condition.ts';
import { compileCondition } from './condition.ts';
import type { Definition } from './definitions.ts';
import { compileDefinition, isDefinition } from './definitions.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note } from './document.ts';
import type { File } from './opened.ts';
import { named, uniqueById } from './opened.ts';

/** Definitions of any document of a file serve the whole file, beside those that serve every file. */
export function definitionsOf(
  reading: Reading,
  documents: readonly Document<ParsedNode>[],
  shared: ReadonlyMap<string, Definition>,
): ReadonlyMap<string, Definition> {
  const definitions = new Map(shared);
  for (const document of documents) {
    if (!document.has('definitions')) continue;
    if (isDefinitionsOnly(document)) {
      const entries = entriesOf(reading, document.contents, 'definitions') ?? [];
      checkKeys(reading, entries, ['definitions'], 'a document without id');
    }
    const entries = entriesOf(reading, document.get('definitions', true) as unknown as Node, 'definitions') ?? [];
    for (const { key, keyNode, value } of entries) {
      const before = definitions.get(key);
      const where = before?.shared ? ` in ${before.shared.reading.file}` : ' in this file';
      if (before) note(reading, keyNode, `the definition "${key}" is given twice, first${where}`, 'rename one of them');
      if (value) definitions.set(key, { node: value });
    }
  }
  return definitions;
}

/** Definitions that serve every file, each compiled once by itself, so that its mistakes are told also where nobody uses it. */
export function sharedDefinitions(
  files: readonly File[],
  compiling: Omit<Compiling, 'definitions' | 'reading' | 'params' | 'path' | 'fields' | 'relations' | 'unfolding'>,
): ReadonlyMap<string, Definition> {
  const found = files.flatMap(({ reading, documents }) =>
    documents
      .filter(isDefinition)
      .flatMap((document) => named(reading, compileDefinition(reading, document, compiling.kinds.keys()))),
  );
  const byId = uniqueById(found, 'definition');
  const definitions = new Map(
    [...byId].map(([id, { node, reading, kind }]) => [id, { node, shared: { reading, kind } }] as const),
  );
  for (const { id, kind, node, reading } of byId.values()) {
    const about = compiling.kinds.get(kind);
    const rest = { params: {}, path: kind, fields: new Set<string>(), relations: new Set<string>(), unfolding: [id] };
    if (about) compileCondition({ ...compiling, ...rest, reading, definitions }, about, node);
  }
  return definitions;
}

export function isDefinitionsOnly(document: Document<ParsedNode>): boolean {
  return document.has('definitions') && !document.has('id') && !document.has('assert');
}
