/** What operators take: texts, numbers, ranges. To be called within an attempt. */
import type { Json, Member } from './json.ts';
import { isExact } from './numbers.ts';
import { refuse } from './refusal.ts';
import type { Bound, Numeral, Span } from './tree.ts';

/** The one member of an object that may hold no other. */
export function only(members: readonly Member[], span: Span): Member {
  const [first, second] = members;
  if (!first) refuse('expected an operator such as {"prefix": "x"}, found {}', span);
  if (second) {
    refuse(
      `expected one operator, found ${JSON.stringify(second.key.text)} beside ${JSON.stringify(first.key.text)}`,
      second,
      'each operator has its own object: [{"prefix": "x"}, {"suffix": "y"}], and one of them has to hold',
    );
  }
  return first;
}

export function text(value: Json, operator: string): string {
  if (value.type !== 'text') refuse(`"${operator}" takes a text, found ${kind(value)}`, value);
  return value.text;
}

/** A number to compare with; to be called within an attempt. */
export function comparable(node: Span & Numeral): Numeral {
  const number = numeral(node);
  if (!isExact(number)) {
    refuse(`the number ${node.text} cannot be compared: it is too large or has too many digits`, node);
  }
  return number;
}

export function numeral({ text: written, value }: Numeral): Numeral {
  return { text: written, value };
}

const ORDER_HINT = 'a range gives its lower bound first: [">", 0, "<=", 5]';

export function readBounds(value: Json): readonly Bound[] {
  if (value.type !== 'list') refuse(`"numeric" takes a list such as [">", 0], found ${kind(value)}`, value);
  const { items } = value;
  const bounds: Bound[] = [];
  for (let index = 0; index < items.length; index += 2) {
    const [sign, limit] = [items[index], items[index + 1]];
    const operator = sign?.type === 'text' ? SIGNS.find((known) => known === sign.text) : undefined;
    if (operator === undefined) {
      refuse(`expected =, <, <=, > or >=, found ${sign ? shown(sign) : 'nothing'}`, sign ?? value);
    }
    if (limit?.type !== 'number') {
      refuse(`expected a number after "${operator}", found ${limit ? shown(limit) : 'nothing'}`, limit ?? value);
    }
    bounds.push({ operator, number: comparable(limit) });
  }
  const [first, second] = bounds;
  if (!first) refuse('"numeric" needs a comparison such as [">", 0]', value);
  if (!second) return bounds;
  const isRange = first.operator.startsWith('>') && second.operator.startsWith('<') && bounds.length === 2;
  if (!isRange) refuse('"numeric" takes one comparison, or a lower and an upper bound', value, ORDER_HINT);
  if (!(first.number.value < second.number.value)) {
    refuse('the lower bound of a range must be less than the upper one', value, ORDER_HINT);
  }
  return bounds;
}

const SIGNS = ['=', '<', '<=', '>', '>='] as const;

function shown(node: Json): string {
  return node.type === 'text' ? JSON.stringify(node.text) : kind(node);
}

export function kind(node: Json): string {
  switch (node.type) {
    case 'text':
      return 'a text';
    case 'number':
      return node.text;
    case 'literal':
      return String(node.value);
    case 'list':
      return 'a list';
    case 'object':
      return 'an object';
    default:
      return node satisfies never;
  }
}
