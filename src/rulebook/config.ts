/** The configuration file: the accounts, regions and rules a run is about, so that nobody has to type them. */
import { dirname, isAbsolute, join } from 'node:path';
import type { Node } from 'yaml';
import { isMap, isScalar, LineCounter } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Mistake } from '../model/errors.ts';
import { RulebookError } from '../model/errors.ts';
import { isLike } from '../model/like.ts';
import { isAccountId, isRegionName, isRole } from '../model/names.ts';
import type { Exclusion } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Entry, Reading } from './document.ts';
import {
  checkKeys,
  entriesOf,
  itemsOf,
  note,
  plainOf,
  positionOf,
  readDocuments,
  said,
  unknownName,
} from './document.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Fields } from './fields.ts';
import { booleanOf, choiceOf, textAt, textsAt } from './fields.ts';
import type { Settings } from './settings.ts';

export interface Config {
  readonly settings: Settings;
  /** Rule id -> parameter -> value. */
  readonly params: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Records that a team decided not to be told about. */
  readonly exclusions: readonly Exclusion[];
  /** Account -> its entry, for reports to point at; empty where the file is outside the working folder. */
  readonly places: ReadonlyMap<string, Position>;
  /** The file and its root, for mistakes that only the rules bring to light. */
  readonly reading: Reading;
  readonly root: Node | null;
}

export const CONFIG_KEYS = [
  'organization',
  'accounts',
  'role',
  'externalId',
  'regions',
  'rules',
  'select',
  'frameworks',
  'params',
  'excluding',
  'failOn',
  'unknown',
] as const;

/** @throws RulebookError with every mistake in it */
export function readConfig(file: string, text: string): Config {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  const root = rootOf(reading);
  const entries = root === null ? [] : (entriesOf(reading, root, 'the configuration') ?? []);
  checkKeys(reading, entries, CONFIG_KEYS, 'the configuration');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const accounts = accountsOf(reading, fields.get('accounts'));
  const config: Config = {
    settings: { ...scopeOf(reading, fields, accounts), ...rulesOf(reading, fields), ...gateOf(reading, fields) },
    params: paramsOf(reading, fields.get('params')),
    exclusions: exclusionsOf(reading, fields.get('excluding')),
    places: isOutside(file) ? new Map() : accounts,
    reading,
    root,
  };
  if (reading.mistakes.length > 0) throw new RulebookError(reading.mistakes.toSorted(inOrder));
  return config;
}

function inOrder({ at: one }: Mistake, { at: other }: Mistake): number {
  return one.line - other.line || one.column - other.column;
}

/** Notes what the configuration says of rules that do not exist; `ids` are those of every rule that was read. */
export function checkRules({ reading, root, settings, params }: Config, ids: readonly string[]): void {
  for (const [index, pattern] of (settings.select ?? []).entries()) {
    if (ids.some((id) => isLike(id, pattern))) continue;
    const message = `select: "${pattern}" fits none of the ${ids.length} rules`;
    unknownName(reading, nodeAt(root, ['select', index]), pattern, ids, message);
  }
  for (const id of Object.keys(params)) {
    if (!ids.includes(id)) unknownName(reading, keyAt(root, ['params', id]), id, ids, `there is no rule "${id}"`);
  }
}

/** Where the configuration sets a parameter. */
export function paramAt({ root }: Config, rule: string, param: string, part: 'name' | 'value'): Node | null {
  const path = ['params', rule, param];
  return (part === 'value' ? nodeAt(root, path) : null) ?? keyAt(root, path);
}

function nodeAt(root: Node | null, path: readonly (string | number)[]): Node | null {
  return isMap(root) ? ((root.getIn(path, true) as Node | undefined) ?? null) : null;
}

/** The key at the end of a path. */
function keyAt(root: Node | null, path: readonly string[]): Node | null {
  const parent = path.length > 1 ? nodeAt(root, path.slice(0, -1)) : root;
  const pairs = isMap(parent) ? parent.items : [];
  return (pairs.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))?.key as Node | undefined) ?? null;
}

/** Null for a file in which nothing is set, such as one that is all comments. */
function rootOf(reading: Reading): Node | null {
  if (reading.text.trim() === '') return null;
  const [document, second] = readDocuments(reading);
  if (second) note(reading, second.contents, 'a configuration is one YAML document, and here begins another');
  const root = document?.contents ?? null;
  return isScalar(root) && root.value === null ? null : root;
}

function isOutside(file: string): boolean {
  return isAbsolute(file) || file.startsWith('../');
}

function scopeOf(reading: Reading, fields: Fields, accounts: ReadonlyMap<string, Position>): Settings {
  const organization = fields.get('organization');
  const isWhole = organization !== undefined && booleanOf(reading, organization);
  if (isWhole && fields.has('accounts')) {
    note(
      reading,
      organization.keyNode,
      'organization: true and accounts exclude each other',
      'leave out one of them: the organization has all its accounts',
    );
  }
  const role = textAt(reading, fields, 'role');
  if (role !== undefined && !isRole(role)) {
    note(
      reading,
      fields.get('role')?.value,
      `"${role}" is neither the name of a role nor an ARN of one`,
      'for example SecurityAudit, or arn:aws:iam::{account}:role/SecurityAudit',
    );
  }
  const externalId = textAt(reading, fields, 'externalId');
  const regions = textsAt(reading, fields, 'regions', (text) =>
    isRegionName(text) ? null : `"${text}" is not a region name such as us-east-1`,
  );
  return {
    ...(isWhole ? { organization: true } : {}),
    ...(accounts.size > 0 ? { accounts: [...accounts.keys()] } : {}),
    ...(role === undefined ? {} : { role }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(regions ? { regions } : {}),
  };
}

function rulesOf(reading: Reading, fields: Fields): Settings {
  const folder = dirname(reading.file);
  const rules = textsAt(reading, fields, 'rules');
  const select = textsAt(reading, fields, 'select');
  const frameworks = textsAt(reading, fields, 'frameworks');
  return {
    ...(rules ? { rules: rules.map((path) => (isAbsolute(path) ? path : join(folder, path))) } : {}),
    ...(select ? { select } : {}),
    ...(frameworks ? { frameworks } : {}),
  };
}

function gateOf(reading: Reading, fields: Fields): Settings {
  const failOn = choiceOf(reading, fields.get('failOn'), [...SEVERITIES, 'never'] as const);
  const unknown = choiceOf(reading, fields.get('unknown'), ['fail', 'warn'] as const);
  return { ...(failOn ? { failOn } : {}), ...(unknown ? { unknown } : {}) };
}

/** Account -> the place of its id. */
function accountsOf(reading: Reading, entry: Entry | undefined): ReadonlyMap<string, Position> {
  const accounts = new Map<string, Position>();
  if (!entry) return accounts;
  const items = itemsOf(reading, entry.value ?? entry.keyNode, 'accounts') ?? [];
  if (items.length === 0 && reading.mistakes.length === 0) {
    note(reading, entry.value, 'accounts names no account', "for example: accounts: ['111122223333']");
  }
  for (const item of items) {
    const node = isMap(item) ? idOf(reading, item) : item;
    const id = node && accountId(reading, node);
    if (!id) continue;
    if (accounts.has(id)) note(reading, node, `account ${id} is listed twice`, 'leave out one of them');
    accounts.set(id, positionOf(reading, node));
  }
  return accounts;
}

/** `{ id, name }`: the name is for who reads the file. */
function idOf(reading: Reading, item: Node): Node | null {
  const entries = entriesOf(reading, item, 'an account') ?? [];
  checkKeys(reading, entries, ['id', 'name'], 'an account');
  const fields = new Map(entries.map((entry) => [entry.key, entry]));
  textAt(reading, fields, 'name');
  const id = fields.get('id');
  if (!id) note(reading, item, 'an account needs id', "id: '111122223333'");
  return id ? (id.value ?? id.keyNode) : null;
}

function accountId(reading: Reading, node: Node): string | null {
  const value = plainOf(node);
  if (typeof value === 'string' && isAccountId(value)) return value;
  if (typeof value === 'number') {
    const source = (isScalar(node) && node.source) || '';
    const message = 'an account id needs quotes: without them it is a number, and leading zeros get lost';
    note(reading, node, message, `write '${isAccountId(source) ? source : '012345678901'}'`);
  } else note(reading, node, `an account is given by its id of 12 digits, not ${said(node)}`);
  return null;
}

function paramsOf(reading: Reading, entry: Entry | undefined): Config['params'] {
  if (!entry) return {};
  const rules = entriesOf(reading, entry.value ?? entry.keyNode, 'params') ?? [];
  return Object.fromEntries(
    rules.map(({ key, keyNode, value }) => {
      const values = entriesOf(reading, value ?? keyNode, `params of ${key}`) ?? [];
      return [key, Object.fromEntries(values.map((each) => [each.key, plainOf(each.value)]))];
    }),
  );
}
