/** Files with waivers: who accepts what, why and until when. What they say of rules is checked where these are known. */
import type { Node } from 'yaml';
import { isScalar, LineCounter } from 'yaml';
import { isRegionName } from '../model/names.ts';
import type { Grant, Selectors } from '../model/waiver.ts';
import { accountId } from './config-accounts.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, readDocuments, said } from './document.ts';
import type { Fields, Written } from './fields.ts';
import { namesAt, nodesOf, textAt } from './fields.ts';
import type { Source } from './opened.ts';
import type { WrittenLeftOut } from './waiver-exclusions.ts';
import { leftOutOf } from './waiver-exclusions.ts';

export const WAIVER_KEYS = [
  'rule',
  'account',
  'region',
  'resource',
  'fingerprint',
  'excluding',
  'because',
  'owner',
  'expires',
] as const;

/** A waiver as it stands in its file. */
export interface WrittenWaiver {
  readonly reading: Reading;
  readonly node: Node;
  readonly patterns: readonly Written[];
  readonly grant: Grant;
  readonly selectors: Selectors;
  readonly excluding?: { readonly entry: Entry; readonly items: readonly WrittenLeftOut[] };
}

export interface WaiverFile {
  readonly reading: Reading;
  readonly waivers: readonly WrittenWaiver[];
}

const EXAMPLE = "- { rule: logs.retention, account: '111122223333', because: ..., owner: ..., expires: 2027-03-31 }";

/** What is wrong in it is noted in its reading. */
export function readWaivers({ file, text }: Source): WaiverFile {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  const root = rootOf(reading);
  const entries = root === null ? [] : (entriesOf(reading, root, 'a file of waivers') ?? []);
  checkKeys(reading, entries, ['waivers'], 'a file of waivers');
  const list = entries.find(({ key }) => key === 'waivers');
  if (!list) {
    if (reading.mistakes.length === 0) note(reading, root, 'a file of waivers needs waivers', `waivers: [${EXAMPLE}]`);
    return { reading, waivers: [] };
  }
  const items = itemsOf(reading, list.value ?? list.keyNode, 'waivers') ?? [];
  return { reading, waivers: items.flatMap((item) => waiverOf(reading, item) ?? []) };
}

function rootOf(reading: Reading): Node | null {
  const isEmpty = reading.text.replace(/^\s*#.*$/gm, '').trim() === '';
  const [document, second] = isEmpty ? [] : readDocuments(reading);
  if (second) note(reading, second.contents, 'a file of waivers is one YAML document, and here begins another');
  if (document || reading.mistakes.length > 0) return document?.contents ?? null;
  note(reading, null, 'the file holds no waiver', 'write waivers: [] where nothing is waived, or leave the file out');
  return null;
}

function waiverOf(reading: Reading, node: Node): WrittenWaiver | null {
  const entries = entriesOf(reading, node, 'a waiver');
  if (!entries) return null;
  checkKeys(reading, entries, WAIVER_KEYS, 'a waiver');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const missing = ['rule', 'because'].filter((key) => !fields.has(key));
  const isSpelt = entries.every(({ key }) => WAIVER_KEYS.some((known) => known === key));
  if (missing.length > 0 && isSpelt) {
    note(reading, entries[0]?.keyNode ?? node, `a waiver needs ${missing.join(' and ')}`, EXAMPLE);
  }
  if (missing.length > 0) return null;
  const patterns = namesAt(reading, fields.get('rule')) ?? [];
  const selectors = selectorsOf(reading, fields);
  checkSelectors(reading, patterns, selectors, fields);
  const entry = fields.get('excluding');
  const excluding = entry && { entry, items: leftOutOf(reading, entry) };
  return { reading, node, patterns, grant: grantIn(reading, fields), selectors, ...(excluding ? { excluding } : {}) };
}

function grantIn(reading: Reading, fields: Fields): Grant {
  const because = textAt(reading, fields, 'because') ?? '';
  const owner = textAt(reading, fields, 'owner');
  const expires = dayOf(reading, fields.get('expires'));
  return {
    because: because.trim(),
    ...(owner === undefined ? {} : { owner: owner.trim() }),
    ...(expires === undefined ? {} : { expires }),
  };
}

function dayOf(reading: Reading, entry: Entry | undefined): string | undefined {
  if (!entry) return undefined;
  const { value, keyNode } = entry;
  const text = isScalar(value) ? String(value.value) : '';
  const hint = 'the last day of it, in UTC: expires: 2027-03-31';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    note(reading, value ?? keyNode, `expires must be a day such as 2027-03-31, not ${said(value)}`, hint);
  } else if (!isDay(text)) note(reading, value, `there is no day ${text}`, hint);
  return text;
}

/** Whether the calendar has it. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function selectorsOf(reading: Reading, fields: Fields): Selectors {
  const formed = (isRight: (text: string) => boolean, what: string, hint: string) => (text: string) =>
    isRight(text) ? null : { message: `"${text}" is not ${what}`, hint };
  const region = formed(
    (text) => /[*?]/.test(text) || isRegionName(text),
    'a region name',
    'for example eu-west-1, or eu-*',
  );
  const fingerprint = formed(
    (text) => /^[0-9a-f]{16}$/.test(text),
    'a fingerprint',
    "16 hex digits as reports show them, in quotes: fingerprint: '0123456789abcdef'",
  );
  const account = fields.get('account');
  const accounts = account && nodesOf(reading, account).flatMap((node) => accountId(reading, node) ?? []);
  const texts = (key: string, problem?: ReturnType<typeof formed>) =>
    namesAt(reading, fields.get(key), problem)?.map(({ text }) => text);
  const regions = texts('region', region);
  const resources = texts('resource');
  const fingerprints = texts('fingerprint', fingerprint);
  return {
    ...(accounts ? { accounts } : {}),
    ...(regions ? { regions } : {}),
    ...(resources ? { resources } : {}),
    ...(fingerprints ? { fingerprints } : {}),
  };
}

function checkSelectors(
  reading: Reading,
  patterns: readonly Written[],
  { accounts, regions, resources, fingerprints }: Selectors,
  fields: Fields,
): void {
  const isAny = (text: string) => /^\*+$/.test(text);
  const isNarrow = [accounts, regions, resources, fingerprints].some((each) => each && !each.some(isAny));
  const every = patterns.find(({ text }) => isAny(text));
  if (every && !isNarrow && !fields.has('excluding')) {
    const message = 'it would waive every finding there is';
    note(reading, every.node, message, 'name rules, or an account, region or resource beside it');
  }
  const beside = ['region', 'resource', 'fingerprint'].map((key) => fields.get(key)).find((entry) => entry);
  if (!fields.has('excluding') || !beside) return;
  const message = `${beside.key} says nothing beside excluding: records are left out of what is proved of an account`;
  note(reading, beside.keyNode, message, 'name the account, and say the rest under records: awsRegion: eu-west-1');
}
