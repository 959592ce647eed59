/** Files of rules as they are opened: what stands in each of them, and which mistakes. */
import type { Document, Node, ParsedNode } from 'yaml';
import { LineCounter } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Framework } from '../model/framework.ts';
import type { Compiled, EventClass } from '../model/rule.ts';
import { isDefinition } from './definitions.ts';
import type { Reading } from './document.ts';
import { noteAt, readDocuments } from './document.ts';
import { compileEventClass, isEventClass } from './events.ts';
import { compileFramework, isFramework } from './frameworks.ts';
import type { Pack } from './packs.ts';
import { compilePack, isPack } from './packs.ts';
import type { Profile } from './profiles.ts';
import { compileProfile, isProfile } from './profiles.ts';

/** A file as it is given. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly compiled?: Compiled;
}

export interface File {
  readonly reading: Reading;
  /** Empty where the file is compiled already. */
  readonly documents: readonly Document<ParsedNode>[];
  readonly compiled: Compiled | null;
}

export interface Named<T> {
  readonly reading: Reading;
  readonly item: T;
}

export function openFile({ file, text, compiled }: Source): File {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  return { reading, documents: compiled ? [] : readDocuments(reading), compiled: compiled ?? null };
}

/** A parameter that is set changes what its rule compiles to. */
export function withoutStale({ reading, documents, compiled }: File, isChanged: (id: string) => boolean): File {
  const isStale = compiled?.rules.some(({ id }) => isChanged(id));
  return isStale ? { reading, documents: readDocuments(reading), compiled: null } : { reading, documents, compiled };
}

export function packsOf({ reading, documents }: File): readonly Named<Pack>[] {
  return documents.filter(isPack).flatMap((document) => named(reading, compilePack(reading, document)));
}

export function profilesOf({ reading, documents }: File): readonly Named<Profile>[] {
  return documents.filter(isProfile).flatMap((document) => named(reading, compileProfile(reading, document)));
}

export function classesOf({ reading, documents, compiled }: File): readonly Named<EventClass>[] {
  if (compiled) return compiled.events.map((item) => ({ reading, item }));
  return documents.filter(isEventClass).flatMap((document) => named(reading, compileEventClass(reading, document)));
}

/** `root` is there for mistakes that only the rules bring to light; null where these were looked for when it was compiled. */
export interface NamedFramework extends Named<Framework> {
  readonly root: Node | null;
}

export function frameworksOf({ reading, documents, compiled }: File): readonly NamedFramework[] {
  if (compiled) return compiled.frameworks.map((item) => ({ reading, item, root: null }));
  return documents.filter(isFramework).flatMap((document) => {
    const all = named(reading, compileFramework(reading, document));
    return all.map((each) => ({ ...each, root: document.contents }));
  });
}

/** A file of frameworks alone: one that is not asked changes no verdict. */
export function isOfFrameworks(file: File | undefined): boolean {
  if (!file) return false;
  const { documents, compiled } = file;
  if (compiled) return compiled.rules.length + compiled.events.length === 0;
  return documents.length > 0 && documents.every(isFramework);
}

/** What the rules of a file are called, also of those that cannot be used. */
export function idsOf({ documents, compiled }: File): readonly string[] {
  if (compiled) return compiled.rules.map(({ id }) => id);
  const rules = documents.filter((document) => isRule(document) && document.has('id'));
  return rules.map((document) => String(document.get('id')));
}

export function named<T>(reading: Reading, item: T | null): readonly Named<T>[] {
  return item === null ? [] : [{ reading, item }];
}

export function isRule(document: Document<ParsedNode>): boolean {
  return ![isEventClass, isFramework, isProfile, isPack, isDefinition].some((isMeant) => isMeant(document));
}

/** By id; a second one of the same id is a mistake that names both places. */
export function uniqueById<T extends { readonly id: string; readonly at: Position }>(
  all: readonly Named<T>[],
  what: string,
): ReadonlyMap<string, T> {
  const known = new Map<string, T>();
  for (const { reading, item } of all) {
    const before = known.get(item.id);
    if (!before) known.set(item.id, item);
    else {
      const message = `the ${what} ${item.id} is defined twice: first in ${before.at.file}:${before.at.line}`;
      noteAt(reading, item.at, message, 'give one of them another id');
    }
  }
  return known;
}
