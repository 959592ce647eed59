/** `accounts` in the configuration: ids in quotes, some of them with a name, each with its place. */
import type { Node } from 'yaml';
import { isMap, isScalar } from 'yaml';
import type { Position } from '../model/condition.ts';
import { isAccountId } from '../model/names.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, plainOf, positionOf, said } from './document.ts';
import { textAt } from './fields.ts';

/** Account -> the place of its id. */
export function accountsOf(reading: Reading, entry: Entry | undefined): ReadonlyMap<string, Position> {
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

/** An id in quotes; null, with a mistake noted, where it is none. */
export function accountId(reading: Reading, node: Node): string | null {
  const value = plainOf(node);
  if (typeof value === 'string' && isAccountId(value)) return value;
  if (typeof value === 'number') {
    const source = (isScalar(node) && node.source) || '';
    const message = 'an account id needs quotes: without them it is a number, and leading zeros get lost';
    note(reading, node, message, `write '${isAccountId(source) ? source : '012345678901'}'`);
  } else note(reading, node, `an account is given by its id of 12 digits, not ${said(node)}`);
  return null;
}
