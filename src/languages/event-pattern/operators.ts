/** Reads one alternative of a field, `"x"` or `{"prefix": "x"}`, with a plain sentence for what AWS would refuse. */
import { suggest } from '../../model/suggest.ts';
import { readAddress } from './address.ts';
import { readExcluded } from './excluded.ts';
import type { Json, Member } from './json.ts';
import { kind, numeral, only, readBounds, text } from './operands.ts';
import { refuse } from './refusal.ts';
import type { Alternative, Span } from './tree.ts';
import { readWildcard } from './wildcard.ts';

const OPERATORS = [
  'exactly',
  'equals-ignore-case',
  'wildcard',
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'cidr',
  'exists',
] as const;

/** Names that no field within `$or` may have: operators, comparisons, and what is kept for later ones. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...OPERATORS,
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/** To be called within an attempt. */
export function readAlternative(node: Json): Alternative {
  const span = { start: node.start, end: node.end };
  switch (node.type) {
    case 'text':
      return { type: 'text', text: node.text, ...span };
    case 'number':
      return { type: 'number', number: numeral(node), ...span };
    case 'literal':
      return { type: 'literal', value: node.value, ...span };
    case 'list':
      return refuse(
        'alternatives hold no list within the list',
        span,
        'all alternatives stand in one list: ["x", "y"]',
      );
    case 'object':
      return { ...readOperator(only(node.members, span)), ...span };
    default:
      return node satisfies never;
  }
}

/** An alternative that does not know its place yet. */
type Unplaced = Alternative extends infer Each
  ? Each extends Alternative
    ? Omit<Each, 'start' | 'end'>
    : never
  : never;

function readOperator({ key, value }: Member): Unplaced {
  const operator = OPERATORS.find((name) => name === key.text);
  switch (operator) {
    case 'exactly':
      return { type: 'exactly', text: text(value, operator) };
    case 'equals-ignore-case':
      return { type: 'equalsIgnoreCase', text: text(value, operator) };
    case 'wildcard':
      return { type: 'wildcard', wildcard: readWildcard(text(value, operator), value) };
    case 'prefix':
    case 'suffix':
      return { type: operator, ...affix(value, operator) };
    case 'anything-but':
      return { type: 'anythingBut', excluded: readExcluded(value) };
    case 'numeric':
      return { type: 'numeric', bounds: readBounds(value) };
    case 'cidr':
      return readRange(value);
    case 'exists':
      if (value.type === 'literal' && value.value !== null) return { type: 'exists', exists: value.value };
      return refuse(`"exists" is true or false, found ${kind(value)}`, value);
    case undefined:
      return unknownOperator(key.text, key);
    default:
      return operator satisfies never;
  }
}

function unknownOperator(name: string, span: Span): never {
  const suggestion = suggest(name, OPERATORS);
  const hint =
    suggestion === ''
      ? 'the fields of an object are matched by an object without a list around it: "a": {"b": ["x"]}'
      : 'operators are case-sensitive';
  return refuse(`${JSON.stringify(name)} is no operator${suggestion}`, span, hint);
}

function affix(value: Json, operator: 'prefix' | 'suffix'): { readonly text: string; readonly ignoresCase: boolean } {
  if (value.type !== 'object') {
    if (value.type === 'text') return { text: value.text, ignoresCase: false };
    const hint = value.type === 'list' ? `several of them are alternatives: [{"${operator}": "x"}, ...]` : undefined;
    return refuse(`"${operator}" takes a text, found ${kind(value)}`, value, hint);
  }
  const { key, value: inner } = only(value.members, value);
  if (key.text !== 'equals-ignore-case') {
    refuse(`"${operator}" takes a text or {"equals-ignore-case": "x"}, found ${JSON.stringify(key.text)}`, key);
  }
  return { text: text(inner, 'equals-ignore-case'), ignoresCase: true };
}

function readRange(value: Json): Unplaced {
  const written = text(value, 'cidr');
  const parts = /^([^/]+)\/(\d{1,3})$/.exec(written);
  const address = readAddress(parts?.[1] ?? '');
  if (!parts || !address) refuse('"cidr" takes a range such as "10.0.0.0/24" or "2001:db8::/32"', value);
  const bits = Number(parts[2]);
  const most = address.bytes.length * 8 - 1;
  if (bits > most) {
    refuse(
      `a range of IPv${address.bytes.length === 4 ? 4 : 6} addresses has at most ${most} bits after the slash`,
      value,
      'a single address is a plain text',
    );
  }
  return { type: 'cidr', text: written, address, bits };
}
