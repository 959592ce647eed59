/** Reads what `anything-but` leaves out; to be called within an attempt. */
import { suggest } from '../../model/suggest.ts';
import type { Json } from './json.ts';
import { comparable, kind, only, text } from './operands.ts';
import { refuse } from './refusal.ts';
import type { Excluded, Numeral, Span } from './tree.ts';
import { readWildcard } from './wildcard.ts';

const EXCLUDING = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'] as const;

export function readExcluded(value: Json): Excluded {
  if (value.type !== 'object') return plainlyExcluded(several(value), value);
  const { key, value: inner } = only(value.members, value);
  const operator = EXCLUDING.find((name) => name === key.text);
  if (operator === undefined) {
    refuse(
      `"anything-but" does not know ${JSON.stringify(key.text)}${suggest(key.text, EXCLUDING)}`,
      key,
      'it takes texts, numbers, or one of prefix, suffix, equals-ignore-case and wildcard',
    );
  }
  const nodes = several(inner);
  if (nodes.length === 0) refuse(`"${operator}" needs at least one text`, inner);
  const texts = nodes.map((node) => text(node, operator));
  const empty = nodes[texts.indexOf('')];
  if (empty && (operator === 'prefix' || operator === 'suffix')) {
    refuse(`an empty ${operator} within "anything-but" is refused: it would leave out every text`, empty);
  }
  if (operator === 'equals-ignore-case') return { type: 'equalsIgnoreCase', texts };
  if (operator !== 'wildcard') return { type: operator, texts };
  return { type: 'wildcard', wildcards: nodes.map((node, index) => readWildcard(texts[index] ?? '', node)) };
}

function several(value: Json): readonly Json[] {
  return value.type === 'list' ? value.items : [value];
}

function plainlyExcluded(nodes: readonly Json[], span: Span): Excluded {
  const texts: string[] = [];
  const numbers: Numeral[] = [];
  for (const node of nodes) {
    if (node.type === 'text') texts.push(node.text);
    else if (node.type === 'number') numbers.push(comparable(node));
    else refuse(`"anything-but" takes texts or numbers, found ${kind(node)}`, node);
  }
  if (nodes.length === 0) refuse('"anything-but" needs at least one text or number', span);
  if (texts.length > 0 && numbers.length > 0) {
    refuse('"anything-but" takes texts or numbers, and not both in one list', span);
  }
  return texts.length > 0 ? { type: 'texts', texts } : { type: 'numbers', numbers };
}
