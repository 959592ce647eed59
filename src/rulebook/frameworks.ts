/** Framework documents: the controls of a benchmark, and which rules answer them. */
import type { Document, Node, ParsedNode } from 'yaml';
import type { Control, Framework } from '../model/framework.ts';
import { ASSESSMENTS } from '../model/framework.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, nodeWithin, note, plainOf, positionOf, said, textOf } from './document.ts';
import type { Fields } from './fields.ts';
import { choiceOf, textAt, textsAt } from './fields.ts';

const KEYS = ['framework', 'version', 'title', 'notes', 'references', 'params', 'controls'];
const CONTROL_KEYS = ['control', 'title', 'level', 'assessment', 'rules', 'byHand', 'note'];
const ID = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** Whether a document is meant as a framework rather than a rule. */
export function isFramework(document: Document<ParsedNode>): boolean {
  return document.has('framework') || document.has('controls');
}

/** Null, with mistakes noted, where it cannot be used. Whether its rules exist is asked once all rules are known: `checkFramework`. */
export function compileFramework(reading: Reading, document: Document<ParsedNode>): Framework | null {
  const root = document.contents;
  const entries = entriesOf(reading, root, 'a framework');
  if (!entries) return null;
  checkKeys(reading, entries, KEYS, 'a framework');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const id = idOf(reading, root, fields);
  const title = needed(reading, root, fields, 'title', 'a framework');
  const version = textAt(reading, fields, 'version');
  const notes = textsAt(reading, fields, 'notes') ?? [];
  const references = textsAt(reading, fields, 'references', (link) =>
    link.startsWith('https://') ? null : 'a reference must begin with https://',
  );
  const params = paramsOf(reading, fields);
  const controls = controlsOf(reading, root, fields);
  if (id === null || title === null || controls.length === 0) return null;
  return {
    id,
    ...(version === undefined ? {} : { version }),
    title,
    notes: notes.map((each) => each.trim()),
    references: references ?? [],
    params,
    controls,
    at: positionOf(reading, fields.get('framework')?.value),
  };
}

function idOf(reading: Reading, root: Node | null, fields: Fields): string | null {
  const id = needed(reading, root, fields, 'framework', 'a framework');
  if (id === null || ID.test(id)) return id;
  const message = `the id "${id}" is not of lower case letters, numbers, dots and hyphens`;
  note(reading, fields.get('framework')?.value, message, 'for example acme-baseline-1.0');
  return null;
}

/** A text that must be there. */
function needed(reading: Reading, node: Node | null, fields: Fields, key: string, what: string): string | null {
  const entry = fields.get(key);
  if (entry) return textOf(reading, entry.value ?? entry.keyNode, key);
  note(reading, node, `${what} needs ${key}`);
  return null;
}

function paramsOf(reading: Reading, fields: Fields): Framework['params'] {
  const entry = fields.get('params');
  const rules = entry ? (entriesOf(reading, entry.value ?? entry.keyNode, 'params') ?? []) : [];
  const params = rules.map(({ key, keyNode, value }) => {
    const values = entriesOf(reading, value ?? keyNode, `params of ${key}`) ?? [];
    return [key, Object.fromEntries(values.map((each) => [each.key, plainOf(each.value)]))] as const;
  });
  return Object.fromEntries(params);
}

function controlsOf(reading: Reading, root: Node | null, fields: Fields): readonly Control[] {
  const entry = fields.get('controls');
  if (!entry) {
    note(reading, root, 'a framework needs controls: what it asks for, and which rules answer it');
    return [];
  }
  const items = itemsOf(reading, entry.value ?? entry.keyNode, 'controls') ?? [];
  if (items.length === 0 && reading.mistakes.length === 0) note(reading, entry.value, 'controls names no control');
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const control = controlOf(reading, item);
    if (!control) return [];
    if (seen.has(control.control)) {
      const place = nodeWithin(item, ['control']);
      note(reading, place, `control ${control.control} is listed twice`, 'name all its rules in one place');
    }
    seen.add(control.control);
    return [control];
  });
}

function controlOf(reading: Reading, item: Node): Control | null {
  const entries = entriesOf(reading, item, 'a control');
  if (!entries) return null;
  checkKeys(reading, entries, CONTROL_KEYS, 'a control');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const control = numberOf(reading, item, fields);
  const title = needed(reading, item, fields, 'title', 'a control');
  if (!fields.has('assessment')) note(reading, item, `a control needs assessment: ${ASSESSMENTS.join(' or ')}`);
  const assessment = choiceOf(reading, fields.get('assessment'), ASSESSMENTS);
  const rules = rulesOf(reading, item, fields);
  const level = levelOf(reading, fields);
  const byHand = textAt(reading, fields, 'byHand');
  const remark = textAt(reading, fields, 'note');
  if (control === null || title === null || !assessment) return null;
  return {
    control,
    title,
    ...(level === null ? {} : { level }),
    assessment,
    rules,
    ...(byHand === undefined ? {} : { byHand: byHand.trim() }),
    ...(remark === undefined ? {} : { note: remark.trim() }),
  };
}

/** Without quotes 3.10 would be the number 3.1. */
function numberOf(reading: Reading, item: Node, fields: Fields): string | null {
  const value = fields.get('control')?.value ?? null;
  if (typeof plainOf(value) !== 'number') return needed(reading, item, fields, 'control', 'a control');
  note(reading, value, 'the number of a control needs quotes: without them 3.10 is 3.1', "control: '3.10'");
  return null;
}

function levelOf(reading: Reading, fields: Fields): number | null {
  const value = fields.get('level')?.value ?? null;
  const level = plainOf(value);
  if (level === null || (typeof level === 'number' && Number.isInteger(level) && level > 0)) return level;
  note(reading, value, `level must be a whole number from 1 up, not ${said(value)}`);
  return null;
}

function rulesOf(reading: Reading, item: Node, fields: Fields): readonly string[] {
  const entry = fields.get('rules');
  if (!entry) {
    note(reading, item, 'a control needs rules: those that answer it', 'rules: [] where only people can answer it');
    return [];
  }
  const seen = new Set<string>();
  for (const node of itemsOf(reading, entry.value ?? entry.keyNode, 'rules') ?? []) {
    const id = textOf(reading, node, 'each of rules');
    if (id !== null && seen.has(id)) note(reading, node, `rule ${id} is listed twice in this control`);
    if (id !== null) seen.add(id);
  }
  return [...seen];
}
