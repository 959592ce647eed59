/** YAML files to a rulebook: every mistake in every file is found before any is reported. */
import { createHash } from 'node:crypto';
import type { Document, Node, ParsedNode } from 'yaml';
import { LineCounter } from 'yaml';
import { RulebookError } from '../model/errors.ts';
import type { Framework } from '../model/framework.ts';
import type { Compiled, EventClass, Exclusion, Rule, Rulebook } from '../model/rule.ts';
import type { Config } from './config.ts';
import { checkRules } from './config.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note, noteAt, readDocuments } from './document.ts';
import { compileEventClass, isEventClass } from './events.ts';
import { checkExclusions } from './exclusions.ts';
import type { KnownRules } from './framework-rules.ts';
import { checkFramework } from './framework-rules.ts';
import { compileFramework, isFramework } from './frameworks.ts';
import type { Shared } from './rule.ts';
import { compileRule } from './rule.ts';

export interface LoadOptions {
  /** Rule id -> parameter -> value; instead of the configuration's. */
  readonly params?: Shared['params'];
  /** What it says wrongly of rules is a mistake in it. */
  readonly config?: Config | null;
  /** Ids of rules that frameworks may name although they are not among the files. */
  readonly elsewhere?: readonly string[];
}

/** A file as it is given. */
interface Given {
  readonly file: string;
  readonly text: string;
  readonly compiled?: Compiled;
}

interface File {
  readonly reading: Reading;
  /** Empty where the file is compiled already. */
  readonly documents: readonly Document<ParsedNode>[];
  readonly compiled: Compiled | null;
}

/** @throws RulebookError with all mistakes of all files */
export function loadRulebook(
  files: readonly Given[],
  vocabulary: Pick<Shared, 'kinds' | 'words'>,
  options: LoadOptions = {},
): Rulebook {
  const config = options.config ? { ...options.config, reading: afresh(options.config.reading) } : null;
  const read = files.map((given) => readFile(given, options.params ?? config?.params ?? {}));
  const events = unique(read.flatMap(classesOf), 'event class');
  const fromConfig = config && !options.params ? { config, params: config.params } : { params: options.params ?? {} };
  const shared: Shared = { ...vocabulary, events, ...fromConfig };
  const compiled = read.flatMap((file) => rulesOf(file, shared));
  const rules = unique(compiled, 'rule');
  const ids = read.flatMap(idsOf);
  const frameworks = frameworksOf(read, { ids: new Set([...ids, ...(options.elsewhere ?? [])]), rules });
  if (config) {
    checkRules(config, ids);
    checkExclusions(config, events);
  }
  const readings = [...(config ? [config] : []), ...read].map(({ reading }) => reading);
  const mistakes = readings.flatMap((reading) => reading.mistakes);
  if (mistakes.length > 0) throw new RulebookError(mistakes);
  const judging = files.filter((_, index) => !isOfFrameworks(read[index]));
  return {
    rules: [...rules.values()],
    events,
    exclusions: config?.exclusions ?? [],
    frameworks,
    asked: [],
    hash: hashOf(judging, shared.params, config?.exclusions),
  };
}

function readFile({ file, text, compiled }: Given, params: Shared['params']): File {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  // A parameter that is set changes what its rule compiles to.
  if (compiled && !compiled.rules.some(({ id }) => Object.hasOwn(params, id))) {
    return { reading, documents: [], compiled };
  }
  return { reading, documents: readDocuments(reading), compiled: null };
}

function classesOf({ reading, documents, compiled }: File): readonly Named<EventClass>[] {
  if (compiled) return compiled.events.map((item) => ({ reading, item }));
  return documents.filter(isEventClass).flatMap((document) => named(reading, compileEventClass(reading, document)));
}

/** One configuration may serve several rulebooks; mistakes belong to one of them. */
function afresh(reading: Reading): Reading {
  return { ...reading, mistakes: [] };
}

function frameworksOf(read: readonly File[], known: KnownRules): readonly Framework[] {
  const all = read.flatMap(({ reading, documents, compiled }): readonly Named<Framework>[] => {
    if (compiled) return compiled.frameworks.map((item) => ({ reading, item }));
    return documents.filter(isFramework).flatMap((document) => {
      const framework = compileFramework(reading, document);
      if (framework && document.contents) checkFramework(reading, document.contents, framework, known);
      return named(reading, framework);
    });
  });
  return [...unique(all, 'framework').values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** A framework that is not asked changes no verdict. */
function isOfFrameworks(file: File | undefined): boolean {
  if (!file) return false;
  const { documents, compiled } = file;
  if (compiled) return compiled.rules.length + compiled.events.length === 0;
  return documents.length > 0 && documents.every(isFramework);
}

/** What the rules of a file are called, also of those that cannot be used. */
function idsOf({ documents, compiled }: File): readonly string[] {
  if (compiled) return compiled.rules.map(({ id }) => id);
  const rules = documents.filter((document) => isOfRule(document) && document.has('id'));
  return rules.map((document) => String(document.get('id')));
}

interface Named<T> {
  readonly reading: Reading;
  readonly item: T;
}

function named<T>(reading: Reading, item: T | null): readonly Named<T>[] {
  return item === null ? [] : [{ reading, item }];
}

function rulesOf({ reading, documents, compiled }: File, shared: Shared): readonly Named<Rule>[] {
  if (compiled) return compiled.rules.map((item) => ({ reading, item }));
  if (documents.length === 0 && reading.mistakes.length === 0) {
    noteAt(
      reading,
      { file: reading.file, line: 1, column: 1 },
      'the file holds no rule',
      'write a rule, or remove the file',
    );
  }
  const definitions = definitionsOf(reading, documents);
  const rules = documents.filter((document) => isOfRule(document) && !isDefinitionsOnly(document));
  return rules.flatMap((document) => named(reading, compileRule(reading, document, definitions, shared)));
}

function isOfRule(document: Document<ParsedNode>): boolean {
  return !isEventClass(document) && !isFramework(document);
}

function isDefinitionsOnly(document: Document<ParsedNode>): boolean {
  return document.has('definitions') && !document.has('id') && !document.has('assert');
}

/** Definitions of any document of a file serve the whole file. */
function definitionsOf(reading: Reading, documents: readonly Document<ParsedNode>[]): ReadonlyMap<string, Node> {
  const definitions = new Map<string, Node>();
  for (const document of documents) {
    if (!document.has('definitions')) continue;
    if (isDefinitionsOnly(document)) {
      checkKeys(
        reading,
        entriesOf(reading, document.contents, 'definitions') ?? [],
        ['definitions'],
        'a document without id',
      );
    }
    const entries = entriesOf(reading, document.get('definitions', true) as unknown as Node, 'definitions') ?? [];
    for (const { key, keyNode, value } of entries) {
      if (definitions.has(key)) note(reading, keyNode, `the definition "${key}" is given twice in this file`);
      if (value) definitions.set(key, value);
    }
  }
  return definitions;
}

/** By id; a second one of the same id is a mistake that names both places. */
function unique<T extends Rule | EventClass | Framework>(
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

/** Over names and contents of the files and the parameters, so that a report says which rules it was made with. */
function hashOf(files: readonly Given[], params: Shared['params'], exclusions: readonly Exclusion[] = []): string {
  const hash = createHash('sha256');
  const sorted = files.toSorted((one, other) => (one.file < other.file ? -1 : 1));
  for (const { file, text } of sorted) hash.update(`${file}\0${text}\0`);
  if (exclusions.length > 0) hash.update(JSON.stringify(exclusions));
  return hash.update(JSON.stringify(params)).digest('hex');
}
