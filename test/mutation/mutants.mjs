/** What can be wrong in a source file: every small change that a test ought to notice, and the source with a switch for each of them. */
import { parseSync } from 'oxc-parser';

const OPERATORS = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '++': ['--'],
  '--': ['++'],
  '+=': ['-='],
  '-=': ['+='],
};
const COMPARISONS = new Set(['<', '<=', '>', '>=', '===', '!==']);
const METHODS = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  find: 'findLast',
  findIndex: 'findLastIndex',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  toLowerCase: 'toUpperCase',
};
/** Calls that give something like what they are called on. */
const LEFT_OUT = new Set(['filter', 'slice', 'trim', 'toSorted', 'toReversed', 'reverse', 'sort', 'concat']);
/** Answers are changed into other answers. */
const ANSWERS = { true: 'unknown', false: 'unknown', unknown: 'false' };
const TESTED = new Set(['IfStatement', 'ConditionalExpression', 'WhileStatement', 'DoWhileStatement', 'ForStatement']);

/**
 * @param {string} source
 * @param {number} first the number of the first mutant
 * @returns the mutants, each with its number, place and change, and the source in which `$m(number)` says whether a mutant is awake
 */
export function mutantsOf(file, source, first = 0) {
  const { program, errors } = parseSync(file, source, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  for (const statement of program.body) visit(statement, [], source, found);
  const mutants = found.map(({ kind, start, end, by, host }, index) => {
    const { line, column } = placeOf(source, start);
    return { id: first + index, file, line, column, kind, was: source.slice(start, end), by, start, end, host };
  });
  return { mutants: mutants.map(({ start, end, host, ...rest }) => rest), instrumented: instrument(source, mutants) };
}

function placeOf(source, offset) {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1).length + 1 };
}

function visit(node, above, source, found) {
  if (node.type.startsWith('TS') && !isTransparent(node)) return;
  if (node.type.startsWith('Import') && node.type !== 'ImportExpression') return;
  const add = (kind, { start, end }, by, host = hostOf(node, above)) => {
    if (host) found.push({ kind, start, end, by, host });
  };
  changesOf(node, above, source, add);
  for (const [key, value] of Object.entries(node)) {
    if (isPassedOver(node, key)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') visit(child, [{ node, key }, ...above], source, found);
    }
  }
}

/** Types in an expression, with the expression in them. */
function isTransparent({ type }) {
  return ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'].includes(type);
}

function isPassedOver(node, key) {
  if (['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'source'].includes(key)) return true;
  if (node.type === 'ExportSpecifier' || (node.type === 'ExpressionStatement' && node.directive)) return true;
  if (node.type === 'TaggedTemplateExpression' && key === 'quasi') return true;
  return ['Property', 'PropertyDefinition', 'MethodDefinition'].includes(node.type) && key === 'key' && !node.computed;
}

/** The smallest expression around a change that can be chosen instead of another. */
function hostOf(node, above) {
  if (node.type === 'BlockStatement') return node;
  const [parent, ...further] = above;
  if (!parent) return null;
  const { node: around, key } = parent;
  const isInChain = above.some(({ node: each }) => each.type === 'ChainExpression');
  const isCalled = (around.type === 'CallExpression' || around.type === 'NewExpression') && key === 'callee';
  const isOwner = around.type === 'MemberExpression' && (key === 'property' ? !around.computed : isInChain);
  const isWritten =
    (around.type === 'AssignmentExpression' && key === 'left') ||
    around.type === 'UpdateExpression' ||
    (around.type === 'UnaryExpression' && around.operator === 'delete');
  const isPart = ['TemplateElement', 'SpreadElement', 'ArrayPattern', 'ObjectPattern'].includes(node.type);
  if (isCalled || isOwner || isWritten || isPart || around.type === 'ChainExpression') return hostOf(around, further);
  return node;
}

function changesOf(node, above, source, add) {
  const text = (of) => source.slice(of.start, of.end);
  const instead = (kind, by) => add(kind, node, by);
  const { type, operator } = node;
  if (type === 'BinaryExpression' || type === 'LogicalExpression' || type === 'AssignmentExpression') {
    const isText = operator === '+' && [node.left, node.right].some(isTextual);
    const between = source.indexOf(operator, node.left.end);
    if (!isText) {
      for (const by of OPERATORS[operator] ?? []) {
        add('operator', { start: between, end: between + operator.length }, by);
      }
    }
  }
  if (type === 'LogicalExpression' && operator === '??')
    for (const side of [node.left, node.right]) instead('default', text(side));
  if (isAnswering(node, above)) for (const by of ['true', 'false']) instead('condition', by);
  if (TESTED.has(type) && node.test && !isAnswering(node.test, [{ node, key: 'test' }, ...above])) {
    const isLoop = type !== 'IfStatement' && type !== 'ConditionalExpression';
    for (const by of isLoop ? ['false'] : ['true', 'false']) add('condition', node.test, by, node.test);
  }
  if (type === 'UnaryExpression' && (operator === '!' || operator === '-')) instead('sign', text(node.argument));
  if (type === 'UpdateExpression') instead('operator', text(node).replace(operator, OPERATORS[operator][0]));
  if (type === 'Literal' && typeof node.value === 'boolean') instead('literal', String(!node.value));
  // Other texts are sentences, or names that types know.
  if (type === 'Literal' && Object.hasOwn(ANSWERS, String(node.value)) && typeof node.value === 'string') {
    instead('answer', `'${ANSWERS[node.value]}'`);
  }
  if (type === 'Literal' && node.regex) {
    const { pattern, flags } = node.regex;
    if (pattern.startsWith('^')) instead('regex', `/${pattern.slice(1) || '(?:)'}/${flags}`);
    if (pattern.endsWith('$')) instead('regex', `/${pattern.slice(0, -1) || '(?:)'}/${flags}`);
  }
  if (type === 'ArrayExpression' && node.elements.length > 0) instead('emptied', '[]');
  if (type === 'ObjectExpression' && node.properties.length > 0) instead('emptied', '{}');
  if (type === 'BlockStatement' && node.body.length > 0) instead('emptied', '{}');
  if (type === 'MemberExpression' && node.optional) {
    const mark = source.indexOf('?.', node.object.end);
    add('chain', { start: mark, end: mark + 2 }, node.computed ? '' : '.');
  }
  if (type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.computed) {
    const { object, property } = node.callee;
    if (Object.hasOwn(METHODS, property.name)) add('method', property, METHODS[property.name]);
    if (LEFT_OUT.has(property.name)) instead('method', text(object));
  }
}

function isTextual(node) {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}

/** A comparison, or several of them, that says yes or no: not a part of another one, which is changed by its operator. */
function isAnswering({ type, operator }, above) {
  if (type === 'BinaryExpression') return COMPARISONS.has(operator);
  const isJoined = type === 'LogicalExpression' && operator !== '??';
  const [parent] = above;
  return (
    isJoined && parent?.key === 'test' && parent.node.type !== 'ForStatement' && parent.node.type !== 'WhileStatement'
  );
}

/** Each host becomes a choice between its mutants and itself, in which the hosts inside it are choices in turn. */
function instrument(source, mutants) {
  const hosts = new Map();
  for (const mutant of mutants) hosts.set(mutant.host, [...(hosts.get(mutant.host) ?? []), mutant]);
  const all = [...hosts].sort(([one], [other]) => one.start - other.start || other.end - one.end);
  const write = (start, end, from, to) => {
    let written = '';
    let at = start;
    for (let next = from; next < to; next++) {
      const [host, changes] = all[next];
      if (host.start < at) continue;
      let last = next + 1;
      while (last < to && all[last][0].end <= host.end) last++;
      written +=
        source.slice(at, host.start) + choice(host, changes, write(host.start, host.end, next + 1, last), source);
      at = host.end;
      next = last - 1;
    }
    return written + source.slice(at, end);
  };
  return write(0, source.length, 0, all.length);
}

function choice(host, changes, itself, source) {
  if (host.type === 'BlockStatement') return `{ if (!$m(${changes[0].id})) ${itself} }`;
  const ways = changes.map(({ id, start, end, by }) => {
    return `$m(${id}) ? ${source.slice(host.start, start)}${by}${source.slice(end, host.end)} : `;
  });
  return `(${ways.join('')}${itself})`;
}
