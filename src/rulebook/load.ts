/** YAML files to a rulebook: every mistake in every file is found before any is reported. */
import { createHash } from 'node:crypto';
import type { Document, Node, ParsedNode } from 'yaml';
import { LineCounter } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Mistake } from '../model/errors.ts';
import { RulebookError } from '../model/errors.ts';
import type { Expressions } from '../model/outcome.ts';
import type { Compiled, EventClass, Exclusion, Rule, Rulebook } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Compiling } from './condition.ts';
import { compileCondition } from './condition.ts';
import type { Config } from './config.ts';
import { checkRules } from './config.ts';
import type { Definition } from './definitions.ts';
import { compileDefinition, isDefinition } from './definitions.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note, noteAt, readDocuments } from './document.ts';
import { compileEventClass, isEventClass } from './events.ts';
import { checkExclusions } from './exclusions.ts';
import type { Beginning } from './layering.ts';
import { layersOf, ofTest, withSaid } from './layering.ts';
import type { Chosen } from './layers.ts';
import { checkSayings, chosenOf } from './layers.ts';
import type { Overriding } from './overrides.ts';
import { givesParams, overridden } from './overrides.ts';
import type { Pack } from './packs.ts';
import { compilePack, isPack } from './packs.ts';
import type { Profile } from './profiles.ts';
import { compileProfile, isProfile } from './profiles.ts';
import type { Shared } from './rule.ts';
import { compileRule } from './rule.ts';

export interface LoadOptions extends Beginning {
  /** Rule id -> parameter -> value, for a test: no profile and no configuration has a say then. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** The language of `cel`: needed where a file uses it. */
  readonly expressions?: Expressions | undefined;
  /** What it says wrongly of rules is a mistake in it. */
  readonly config?: Config | null;
  /** Ids of rules that frameworks may name although they are not among the files. */
  readonly elsewhere?: readonly string[];
}

/** A file as it is given. */
interface Source {
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

/** @throws RulebookError with all mistakes of all files; UsageError where there is no profile of that name */
export function loadRulebook(
  files: readonly Source[],
  vocabulary: Pick<Shared, 'kinds' | 'words'>,
  options: LoadOptions = {},
): Rulebook {
  const config = options.config && !options.params ? afresh(options.config) : null;
  const opened = files.map(openFile);
  const profiles = uniqueById(opened.flatMap(profilesOf), 'profile');
  const layers = layersOf(profiles, config, options);
  const chosen = options.params ? ofTest(options.params) : (id: string) => chosenOf(layers, id);
  const overridings = config?.overrides ?? [];
  const isChanged = (id: string) => Object.keys(chosen(id).params).length > 0 || givesParams(overridings, id);
  const read = opened.map((file) => withoutStale(file, isChanged));
  const events = uniqueById(read.flatMap(classesOf), 'event class');
  uniqueById(read.flatMap(packsOf), 'pack');
  const { expressions } = options;
  const definitions = sharedDefinitions(read, { ...vocabulary, events, expressions });
  const shared: Shared = { ...vocabulary, events, expressions, definitions, chosen };
  const compiled = read.flatMap((file) => rulesOf(file, shared, overridings));
  const rules = [...uniqueById(compiled, 'rule').values()];
  const ids = read.flatMap(idsOf);
  for (const layer of layers) if (layer !== config?.layer) checkSayings(layer, ids);
  if (config) {
    checkRules(config, ids);
    checkExclusions(config, events);
  }
  const readings = [...(config ? [config] : []), ...read].map(({ reading }) => reading);
  const mistakes = once(readings.flatMap((reading) => reading.mistakes));
  if (mistakes.length > 0) throw new RulebookError(mistakes);
  const inForce = rules.map((rule) => withSaid(rule, chosen(rule.id)));
  const isAsked = (rule: Rule) => rule.off === undefined || (rule.overrides ?? []).some(({ on }) => on);
  return {
    rules: inForce.filter(isAsked),
    off: inForce.filter((rule) => !isAsked(rule)),
    events,
    exclusions: config?.exclusions ?? [],
    hash: hashOf(files, inForce, chosen, config?.exclusions),
  };
}

function openFile({ file, text, compiled }: Source): File {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  return { reading, documents: compiled ? [] : readDocuments(reading), compiled: compiled ?? null };
}

/** A parameter that is set changes what its rule compiles to. */
function withoutStale({ reading, documents, compiled }: File, isChanged: (id: string) => boolean): File {
  const isStale = compiled?.rules.some(({ id }) => isChanged(id));
  return isStale ? { reading, documents: readDocuments(reading), compiled: null } : { reading, documents, compiled };
}

function packsOf({ reading, documents }: File): readonly Named<Pack>[] {
  return documents.filter(isPack).flatMap((document) => named(reading, compilePack(reading, document)));
}

function profilesOf({ reading, documents }: File): readonly Named<Profile>[] {
  return documents.filter(isProfile).flatMap((document) => named(reading, compileProfile(reading, document)));
}

function classesOf({ reading, documents, compiled }: File): readonly Named<EventClass>[] {
  if (compiled) return compiled.events.map((item) => ({ reading, item }));
  return documents.filter(isEventClass).flatMap((document) => named(reading, compileEventClass(reading, document)));
}

/** Definitions and variants of a rule are compiled for everyone who asks for them; what is wrong in one is told once. */
function once(mistakes: readonly Mistake[]): readonly Mistake[] {
  const key = ({ at, message }: Mistake) => `${at.file}\n${at.line}\n${at.column}\n${message}`;
  return [...new Map(mistakes.map((mistake) => [key(mistake), mistake])).values()];
}

/** One configuration may serve several rulebooks; mistakes belong to one of them. */
function afresh(config: Config): Config {
  const reading = { ...config.reading, mistakes: [] };
  const overrides = config.overrides.map((each) => ({ ...each, layer: { ...each.layer, reading } }));
  return { ...config, reading, layer: { ...config.layer, reading }, overrides };
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
  const rules = documents.filter((document) => isRule(document) && document.has('id'));
  return rules.map((document) => String(document.get('id')));
}

interface Named<T> {
  readonly reading: Reading;
  readonly item: T;
}

function named<T>(reading: Reading, item: T | null): readonly Named<T>[] {
  return item === null ? [] : [{ reading, item }];
}

function rulesOf(
  { reading, documents, compiled }: File,
  shared: Shared,
  overridings: readonly Overriding[],
): readonly Named<Rule>[] {
  const { chosen } = shared;
  if (compiled) {
    const rules = compiled.rules.map((rule) => overridden(rule, overridings, chosen(rule.id).params, () => null));
    return rules.map((item) => ({ reading, item }));
  }
  if (documents.length === 0 && reading.mistakes.length === 0) {
    noteAt(
      reading,
      { file: reading.file, line: 1, column: 1 },
      'the file holds no rule',
      'write a rule, or remove the file',
    );
  }
  const definitions = definitionsOf(reading, documents, shared.definitions);
  const rules = documents.filter((document) => isRule(document) && !isDefinitionsOnly(document));
  return rules.flatMap((document) => {
    const rule = compileRule(reading, document, definitions, shared);
    const again = (params: Chosen['params']) => {
      return compileRule(reading, document, definitions, { ...shared, chosen: () => ({ params }) });
    };
    return named(reading, rule && overridden(rule, overridings, chosen(rule.id).params, again));
  });
}

function isRule(document: Document<ParsedNode>): boolean {
  return ![isEventClass, isProfile, isPack, isDefinition].some((isMeant) => isMeant(document));
}

function isDefinitionsOnly(document: Document<ParsedNode>): boolean {
  return document.has('definitions') && !document.has('id') && !document.has('assert');
}

/** Definitions of any document of a file serve the whole file, beside those that serve every file. */
function definitionsOf(
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
function sharedDefinitions(
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

/** By id; a second one of the same id is a mistake that names both places. */
function uniqueById<T extends { readonly id: string; readonly at: Position }>(
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

/** Over names and contents of the files and what is said of rules besides, so that a report says which rules it was made with. */
function hashOf(
  files: readonly Source[],
  rules: readonly Rule[],
  chosen: (id: string) => Chosen,
  exclusions: readonly Exclusion[] = [],
): string {
  const hash = createHash('sha256');
  const sorted = files.toSorted((one, other) => (one.file < other.file ? -1 : 1));
  for (const { file, text } of sorted) hash.update(`${file}\0${text}\0`);
  if (exclusions.length > 0) hash.update(JSON.stringify(exclusions));
  for (const { id, overrides = [] } of rules) {
    const { on, severity, params } = chosen(id);
    const values = Object.entries(params).map(([name, { value }]) => [name, value]);
    const isSaid = !on || severity || values.length > 0 || overrides.length > 0;
    const meant = overrides.map(({ setBy: _, ...override }) => override);
    if (isSaid) hash.update(JSON.stringify([id, on, severity ?? null, values, meant]));
  }
  return hash.digest('hex');
}
