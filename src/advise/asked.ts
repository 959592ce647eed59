/** A condition in words, a line for each part: what a rule asks, as its page and the terminal show it. */
import type { Condition, Test } from '../model/condition.ts';

/** Two spaces for each level below the first. */
export function askedLines(condition: Condition, depth = 0): readonly string[] {
  const line = (text: string) => `${'  '.repeat(depth)}- ${text}`;
  const below = (of: Condition) => askedLines(of, depth + 1);
  switch (condition.type) {
    case 'all':
      return condition.of.flatMap((part) => askedLines(part, depth));
    case 'any':
      return [line('any of'), ...condition.of.flatMap(below)];
    case 'not':
      return [line('not'), ...below(condition.of)];
    case 'field':
      return [line(`\`${condition.field}\` ${condition.tests.map(inWords).join(' and ')}${absence(condition)}`)];
    case 'exists':
      return [line(`\`${condition.relation}\` ${condition.exists ? 'is there' : 'is not there'}`)];
    case 'target':
      return [line(`\`${condition.relation}\` is there, and of it`), ...below(condition.of)];
    case 'quantified':
      return [line(`${condition.quantifier} of \`${condition.relation}\``), ...below(condition.of)];
    case 'count':
      return counted(condition, line, below(condition.of));
    case 'word':
      return [line(`\`${condition.word}\`: \`${JSON.stringify(condition.input)}\``)];
    case 'cel':
      return [line(`\`cel\`: \`${condition.expression.text}\``)];
    default:
      return condition satisfies never;
  }
}

/** Without a condition, all of them count. */
function counted(
  { relation, tests }: Extract<Condition, { type: 'count' }>,
  line: (text: string) => string,
  such: readonly string[],
): readonly string[] {
  const text = `the number of \`${relation}\` ${tests.map(inWords).join(' and ')}`;
  return such.length === 0 ? [line(text)] : [line(`${text}, of those with`), ...such];
}

function absence({ absent }: Extract<Condition, { type: 'field' }>): string {
  return absent === undefined ? '' : ` (where it is not set: ${absent})`;
}

const WORDS: Partial<Record<Test['operator'], string>> = {
  isNot: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  like: 'is like',
  notLike: 'is not like',
  regex: 'matches',
  atLeast: 'is at least',
  atMost: 'is at most',
  moreThan: 'is more than',
  lessThan: 'is less than',
  within: 'is within the last',
  olderThan: 'is longer ago than',
  contains: 'contains',
  containsAll: 'contains all of',
  only: 'holds nothing but',
};

function inWords({ operator, operand, written, size }: Test): string {
  if (operator === 'exists') return operand === true ? 'is set' : 'is not set';
  if (size) return `has a size that ${size.map(inWords).join(' and ')}`;
  if (operator === 'only' && written === '') return 'is empty';
  if (written === '') return `${WORDS[operator] ?? operator}${operator === 'like' ? ' none of' : ''} an empty list`;
  return `${WORDS[operator] ?? operator} ${written}`;
}
