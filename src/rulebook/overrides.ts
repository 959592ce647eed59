/** `overrides` in the configuration: what is said of rules for some accounts, organizational units, regions or tags alone. */
import type { Node } from 'yaml';
import { isSeq } from 'yaml';
import { isLike } from '../model/like.ts';
import { isAccountId } from '../model/names.ts';
import type { Match, Override, Rule } from '../model/rule.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, said, textOf } from './document.ts';
import type { Fields } from './fields.ts';
import { textsAt } from './fields.ts';
import type { Chosen, Layer, Saying } from './layers.ts';
import { givenBy, placeOf, sayingsOf } from './layers.ts';

export const MATCH_KEYS = ['accounts', 'organizationalUnits', 'regions', 'tags'] as const;

/** "ListParents", AWS Organizations API Reference: ids of organizational units and of roots. */
export const UNIT_ID = '^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32})$';

/** More combinations than anybody can have meant. */
const MOST_VARIANTS = 64;

export interface Overriding {
  readonly match: Match;
  readonly layer: Layer;
}

export function overridesOf(reading: Reading, entry: Entry | undefined): readonly Overriding[] {
  if (!entry) return [];
  return (itemsOf(reading, entry.value ?? entry.keyNode, 'overrides') ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'an override');
    if (!entries) return [];
    checkKeys(reading, entries, ['match', 'rules'], 'an override');
    const fields: Fields = new Map(entries.map((each) => [each.key, each]));
    const missing = ['match', 'rules'].filter((key) => !fields.has(key));
    if (missing.length > 0) {
      note(reading, item, `an override needs ${missing.join(' and ')}`, 'match: { regions: [...] }, rules: { ... }');
    }
    const match = matchOf(reading, fields.get('match'));
    return match ? [{ match, layer: { reading, sayings: sayingsOf(reading, fields.get('rules')) } }] : [];
  });
}

function matchOf(reading: Reading, entry: Entry | undefined): Match | null {
  const entries = entry && entriesOf(reading, entry.value ?? entry.keyNode, 'match');
  if (!entries) return null;
  checkKeys(reading, entries, MATCH_KEYS, 'match');
  if (entries.length === 0) {
    note(reading, entry.value, 'match names nothing, and would fit everything', 'say that under rules instead');
  }
  const fields: Fields = new Map(entries.map((each) => [each.key, each]));
  const accounts = accountsIn(reading, fields);
  const units = textsAt(reading, fields, 'organizationalUnits', (text) =>
    new RegExp(UNIT_ID).test(text)
      ? null
      : `"${text}" is not the id of an organizational unit (ou-...) or a root (r-...)`,
  );
  const regions = textsAt(reading, fields, 'regions');
  const tags = tagsIn(reading, fields.get('tags'));
  return {
    ...(accounts ? { accounts } : {}),
    ...(units ? { organizationalUnits: units } : {}),
    ...(regions ? { regions } : {}),
    ...(tags ? { tags } : {}),
  };
}

function accountsIn(reading: Reading, fields: Fields): readonly string[] | undefined {
  const node = fields.get('accounts')?.value ?? null;
  const numbers = isSeq(node) ? (node.items as Node[]).filter((item) => /^[0-9]+$/.test(said(item))) : [];
  for (const item of numbers) {
    note(
      reading,
      item,
      'an account id needs quotes: without them it is a number, and leading zeros get lost',
      "write '012345678901'",
    );
  }
  if (numbers.length > 0) return [];
  return textsAt(reading, fields, 'accounts', (text) =>
    isAccountId(text) ? null : `"${text}" is not an account id of 12 digits`,
  );
}

function tagsIn(reading: Reading, entry: Entry | undefined): Match['tags'] {
  if (!entry) return undefined;
  const entries = entriesOf(reading, entry.value ?? entry.keyNode, 'tags') ?? [];
  if (entries.length === 0) note(reading, entry.value, 'tags names no tag', 'tags: { environment: production }');
  const pairs = entries.map(
    ({ key, keyNode, value }) => [key, textOf(reading, value ?? keyNode, `tag ${key}`) ?? ''] as const,
  );
  return Object.fromEntries(pairs);
}

function sayingsAbout({ layer }: Overriding, id: string): readonly Saying[] {
  return layer.sayings.filter(({ pattern }) => isLike(id, pattern));
}

/** Whether an override gives the rule other parameters, so that it has to be compiled for them. */
export function givesParams(overridings: readonly Overriding[], id: string): boolean {
  return overridings.some((each) => sayingsAbout(each, id).some(({ params }) => params.length > 0));
}

/** The rule with what overrides say of it. `compile` gives it with other parameters, or null with mistakes noted. */
export function overridden(
  rule: Rule,
  overridings: readonly Overriding[],
  chosen: Chosen['params'],
  compile: (params: Chosen['params']) => Rule | null,
): Rule {
  const relevant = overridings.flatMap((each) =>
    sayingsAbout(each, rule.id).map((saying) => ({ each, saying, given: givenBy(each.layer, saying) })),
  );
  if (relevant.length === 0) return rule;
  const overrides = relevant.map(
    ({ each, saying, given }): Override => ({
      match: each.match,
      on: saying.on,
      ...(saying.severity ? { severity: saying.severity } : {}),
      params: Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value])),
      setBy: placeOf(each.layer, saying.keyNode),
    }),
  );
  const combinations = combined(
    chosen,
    relevant.map(({ given }) => given),
  );
  const [last] = relevant.slice(-1);
  if (combinations.length > MOST_VARIANTS && last) {
    const message = `overrides give ${rule.id} more than ${MOST_VARIANTS} combinations of parameters`;
    note(last.each.layer.reading, last.saying.keyNode, message, 'set fewer parameters, or make a rule of your own');
    return rule;
  }
  const variants = combinations.flatMap((params) => compile(params) ?? []);
  return { ...rule, overrides, variants, needs: needing(together([rule, ...variants]), overrides) };
}

/** Every combination of the values that overrides give, and those below them, but the one without any. */
function combined(base: Chosen['params'], given: readonly Chosen['params'][]): readonly Chosen['params'][] {
  const names = [...new Set(given.flatMap((each) => Object.keys(each)))];
  let all: readonly Chosen['params'][] = [base];
  for (const name of names) {
    const values = given.flatMap((each) => (each[name] ? [each[name]] : []));
    all = all.flatMap((params) => [params, ...values.map((value) => ({ ...params, [name]: value }))]);
    if (all.length > MOST_VARIANTS + 1) return all;
  }
  return all.slice(1);
}

/** What all of them read: one that waits for a parameter reads nothing, and its variants do. */
function together(rules: readonly Rule[]): Rule['needs'] {
  const all = (part: keyof Rule['needs']) => [...new Set(rules.flatMap(({ needs }) => needs[part]))].sort();
  return { subjects: all('subjects'), relations: all('relations'), fields: all('fields') };
}

/** Where an account stands and its tags are read only for overrides that ask for them. */
function needing(needs: Rule['needs'], overrides: readonly Override[]): Rule['needs'] {
  const asked = (['organizationalUnits', 'tags'] as const).filter((key) => overrides.some(({ match }) => match[key]));
  if (asked.length === 0) return needs;
  const joined = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])].sort();
  return {
    ...needs,
    subjects: joined(needs.subjects, ['account']),
    fields: joined(
      needs.fields,
      asked.map((key) => `account.${key}`),
    ),
  };
}
