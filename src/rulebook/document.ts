/** A YAML file as nodes with positions, and the mistakes found in it. */
import type { Document, Node, ParsedNode, YAMLMap } from 'yaml';
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Mistake } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';

/** One file being read. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly mistakes: Mistake[];
  /** Parameters of the rule being read that a layer set elsewhere: what is wrong with their values is wrong there. */
  elsewhere?: ReadonlyMap<string, { readonly reading: Reading; readonly node: Node }>;
}

export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | null;
}

const MOST_CHARACTERS = 1_000_000;
const DEEPEST = 60;
const MANY = 200;
/** Where a document is no YAML, most errors follow from the first. */
const MOST_ERRORS = 3;

/** The documents of a file; mistakes that keep it from being read are noted, and it is then left out. */
export function readDocuments(reading: Reading): readonly Document<ParsedNode>[] {
  const problem = unreadable(reading.text);
  if (problem) {
    note(reading, null, problem.message, problem.hint);
    return [];
  }
  try {
    const documents = parseAllDocuments(reading.text, {
      lineCounter: reading.lines,
      // Keys are compared below: the parser compares each with each.
      uniqueKeys: false,
      prettyErrors: false,
    });
    if (!Array.isArray(documents)) return [];
    return documents.filter((document) =>
      isUsable(reading, document as Document<ParsedNode>),
    ) as Document<ParsedNode>[];
  } catch {
    // The parser gives up on what is nested deeper than its stack.
    note(reading, null, 'it is nested too deeply to be read', 'flatten it, or use definitions');
    return [];
  }
}

function unreadable(text: string): { readonly message: string; readonly hint: string } | null {
  if (text.length > MOST_CHARACTERS) {
    return {
      message: `the file has ${Math.ceil(text.length / 100_000) / 10} MB, and at most 1 MB is read`,
      hint: 'split it, or leave it out if it holds no rules',
    };
  }
  if (text.trim() === '')
    return { message: 'the file is empty and holds no rule', hint: 'write a rule, or remove the file' };
  if (text.includes('\uFFFD') || text.includes('\u0000')) {
    return { message: 'the file is not UTF-8 text', hint: 'save it as UTF-8' };
  }
  if (/^\s*\{"trailproof":"snapshot"/.test(text)) {
    return { message: 'the file is a snapshot', hint: 'give it without an option: trailproof audit FILE' };
  }
  if (depth(text) > DEEPEST) {
    return { message: `the file is nested more than ${DEEPEST} levels deep`, hint: 'flatten it, or use definitions' };
  }
  return null;
}

/** An upper bound of the nesting, found without a parser: brackets, indentation and lists within lists on a line. */
function depth(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++open);
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
  }
  let levels: number[] = [];
  for (const line of text.split('\n')) {
    const [indent = ''] = /^\s*/.exec(line) ?? [];
    const markers = /^(?:[-?]\s+)*/.exec(line.slice(indent.length))?.[0] ?? '';
    if (line.trim() === '') continue;
    levels = [...levels.filter((level) => level < indent.length), indent.length];
    deepest = Math.max(deepest, levels.length + markers.replace(/\s/g, '').length);
  }
  return deepest;
}

function isUsable(reading: Reading, document: Document<ParsedNode>): boolean {
  const before = reading.mistakes.length;
  for (const { code, message, pos } of [...document.errors, ...document.warnings].slice(0, MOST_ERRORS)) {
    noteAt(reading, place(reading, ...pos), plainly(code, message));
  }
  const { version } = document.directives?.yaml ?? {};
  if (version === '1.1') note(reading, null, 'YAML 1.1 is not read', 'leave out the line that begins with %YAML');
  if (reading.mistakes.length > before) return false;
  visit(document, {
    Alias(_, node) {
      const message = `*${node.source} is a YAML alias, and aliases are not read`;
      note(reading, node, message, 'write it out, or use definitions');
      return visit.BREAK;
    },
    Map(_, node) {
      checkTwice(reading, node);
    },
  });
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  return reading.mistakes.length === before && !isEmpty;
}

function checkTwice(reading: Reading, map: YAMLMap): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) note(reading, key, plainly('DUPLICATE_KEY', ''));
    seen.add(key.value);
  }
}

/** What the parser means, in words for people who write rules. */
function plainly(code: string, message: string): string {
  const end = /end with a (\S)/.exec(message)?.[1];
  const known: Readonly<Record<string, string>> = {
    DUPLICATE_KEY: 'this key is given twice',
    TAB_AS_INDENT: 'YAML is indented with spaces, and this line with a tab',
    BAD_INDENT:
      end === undefined
        ? 'the indentation does not fit the lines above'
        : `a ${end} is missing, or what stands before it is not indented enough`,
    MISSING_CHAR: `something is missing: ${message.toLowerCase()}`,
    MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is a colon or a quote missing?',
    BLOCK_AS_IMPLICIT_KEY: 'nested mappings cannot stand on one line; is a quote missing around a text with a colon?',
    UNEXPECTED_TOKEN: `this does not belong here: ${message.toLowerCase()}`,
    TAG_RESOLVE_FAILED: `tags are not read (${message.charAt(0).toLowerCase() + message.slice(1)})`,
  };
  return `the YAML cannot be read: ${known[code] ?? message.charAt(0).toLowerCase() + message.slice(1)}`;
}

function place(reading: Reading, start: number, end: number): Position {
  const from = reading.lines.linePos(start);
  const to = reading.lines.linePos(Math.max(start, end));
  return {
    file: reading.file,
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}

export function positionOf(reading: Reading, node: Node | null | undefined): Position {
  const range = node?.range;
  if (!range) return { file: reading.file, line: 1, column: 1 };
  return place(reading, range[0], range[1]);
}

/** A part of a text; the whole of it where the file writes it otherwise (folded, escaped). */
export function positionInText(reading: Reading, node: Node, text: string, start: number, end: number): Position {
  const [from, to] = node.range ?? [0, 0];
  const at = reading.text.slice(from, to).indexOf(text);
  if (at < 0) return positionOf(reading, node);
  return place(reading, from + at + start, from + at + Math.max(end, start + 1));
}

export function note(reading: Reading, node: Node | null | undefined, message: string, hint?: string): void {
  noteAt(reading, positionOf(reading, node), message, hint);
}

export function noteAt(reading: Reading, at: Position, message: string, hint?: string): void {
  const source = reading.text.length > MOST_CHARACTERS ? undefined : lineOf(reading, at.line);
  reading.mistakes.push({
    message,
    at,
    ...(hint === undefined ? {} : { hint }),
    ...(source === undefined ? {} : { source }),
  });
}

function lineOf({ text, lines }: Reading, line: number): string {
  const start = lines.lineStarts[line - 1] ?? (line === 1 ? 0 : text.length);
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}

/** Entries of a mapping; null, with a mistake noted, where it is none. */
export function entriesOf(reading: Reading, node: Node | null, what: string): readonly Entry[] | null {
  if (!isMap(node)) {
    note(reading, node, `${what} must be a mapping (key: value), not ${said(node)}`);
    return null;
  }
  return node.items.flatMap((pair) => {
    const keyNode = pair.key as Node;
    const key = isScalar(keyNode) ? String(keyNode.value) : '';
    return [{ key, keyNode, value: (pair.value as Node | null) ?? null }];
  });
}

/** Notes every key that is not known, with the nearest one that is. */
export function checkKeys(reading: Reading, entries: readonly Entry[], known: readonly string[], what: string): void {
  for (const { key, keyNode } of entries) {
    if (!known.includes(key)) unknownName(reading, keyNode, key, known, `${what} has no key "${key}"`);
  }
}

export function unknownName(
  reading: Reading,
  node: Node | null,
  name: string,
  known: Iterable<string>,
  message: string,
): void {
  const names = [...known];
  const others = names.length === 0 ? undefined : `known: ${names.join(', ')}`;
  note(reading, node, message, hintFor(reading, name, names) ?? others);
}

/** Rules are too many to be listed. */
export function unknownRule(
  reading: Reading,
  node: Node | null,
  id: string,
  known: Iterable<string>,
  message: string,
): void {
  note(reading, node, message, hintFor(reading, id, known) ?? '"trailproof rules list" names them all');
}

/** Of very many mistakes nobody reads the suggestions. */
function hintFor(reading: Reading, name: string, known: Iterable<string>): string | null {
  return reading.mistakes.length < MANY ? didYouMean(name, known) : null;
}

/** A text; null, with a mistake noted, where it is none. */
export function textOf(reading: Reading, node: Node | null, what: string): string | null {
  if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value;
  note(reading, node, `${what} must be a text, not ${said(node)}`);
  return null;
}

/** Items of a list; null, with a mistake noted, where it is none. */
export function itemsOf(reading: Reading, node: Node | null, what: string): readonly Node[] | null {
  if (isSeq(node)) return node.items as Node[];
  note(reading, node, `${what} must be a list, not ${said(node)}`);
  return null;
}

export function plainOf(node: Node | null): Value {
  return node === null || isAlias(node) ? null : (node.toJSON() as Value);
}

/** The node that a path into its value leads to; the node itself where there is none. */
export function nodeWithin(node: Node, path: readonly (string | number)[], isOfKey = false): Node {
  if (isOfKey) return keyWithin(node, path) ?? node;
  const inner = isCollection(node) && path.length > 0 ? node.getIn(path, true) : null;
  return isNode(inner) ? inner : node;
}

function keyWithin(node: Node, path: readonly (string | number)[]): Node | null {
  const parent = nodeWithin(node, path.slice(0, -1));
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  return isNode(pair?.key) ? pair.key : null;
}

/** What a node is, for messages. */
export function said(node: Node | null | undefined): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  if (typeof node.value !== 'string') return String(node.value);
  return `the text "${node.value.length > 80 ? `${node.value.slice(0, 77)}...` : node.value}"`;
}
