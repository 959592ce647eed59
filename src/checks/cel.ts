/** `cel`: boolean expressions of the Common Expression Language over the fields of one resource, for what the rule language cannot say. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { Environment, EvaluationError, TypeError as MistypedError, ParseError } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { Expression, Expressions, Misexpression } from '../model/outcome.ts';
import { nearestName } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';

/** The types of the model in the words of CEL. */
const TYPES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  integer: 'int',
  number: 'double',
  string: 'string',
  time: 'google.protobuf.Timestamp',
  list: 'list<dyn>',
  object: 'map<string, dyn>',
};
const LONGEST = 2000;
/** In place of the library's `matches`, which is not linear in the text. */
const LINEAR = 'matchesInLinearTime';

type Fields = Parameters<Expressions['compile']>[1];

export const expressions: Expressions = {
  compile(text, fields) {
    const whole = { start: 0, end: text.length };
    if (text.length > LONGEST) return [{ message: `an expression has at most ${LONGEST} characters`, ...whole }];
    const environment = environmentFor(fields);
    try {
      const { ast } = environment.parse(text);
      const read = new Set<string>();
      const mistakes = lookThrough(ast, fields, read);
      if (mistakes.length > 0) return mistakes;
      const asked = environment.parse(linear(text, ast));
      const { valid, type, error } = asked.check();
      if (!valid) return [misexpression(error, text)];
      if (type === 'bool') return expressionOf(text, [...read].sort(), fields, asked);
      const hint = 'compare it with something: this.name == "main"';
      return [{ message: `an expression must be true or false, and this is of type ${type}`, ...whole, hint }];
    } catch (error) {
      if (error instanceof ParseError || error instanceof MistypedError) return [misexpression(error, text)];
      throw error;
    }
  },
};

function environmentFor(fields: Fields): Environment {
  const schema = Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, TYPES[type] ?? 'dyn']));
  return new Environment({ unlistedVariablesAreDyn: false })
    .registerType({ name: 'Resource', schema })
    .registerVariable('this', 'Resource')
    .registerFunction(`string.${LINEAR}(string): bool`, (text: string, pattern: string) =>
      RE2JS.compile(pattern).matcher(text).find(),
    );
}

/** Notes the fields that are read, and what cannot be: collection has to know every field by its name. */
function lookThrough(node: ASTNode, fields: Fields, read: Set<string>): readonly Misexpression[] {
  const { start, end } = node;
  const name = fieldOf(node);
  if (name !== null) {
    read.add(name);
    if (Object.hasOwn(fields, name)) return [];
    const nearest = nearestName(name, Object.keys(fields));
    const hint = nearest === null ? `known: ${Object.keys(fields).join(', ')}` : `did you mean "${nearest}"?`;
    return [{ message: `there is no field "${name}"`, start, end, hint }];
  }
  if (node.op === 'id' && node.args === 'this') {
    return [{ message: 'this is read as a whole', start, end, hint: 'name a field of it: this.name' }];
  }
  return [...pattern(node), ...inner(node).flatMap((each) => lookThrough(each, fields, read))];
}

/** `this.name` and `this["name"]`. */
function fieldOf(node: ASTNode): string | null {
  if (node.op !== '.' && node.op !== '[]') return null;
  const [of, name] = node.args;
  if (of.op !== 'id' || of.args !== 'this') return null;
  if (typeof name === 'string') return name;
  return name.op === 'value' && typeof name.args === 'string' ? name.args : null;
}

function inner({ args }: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  const visit = (each: unknown): void => {
    if (Array.isArray(each)) for (const item of each) visit(item);
    else if (typeof each === 'object' && each !== null && 'op' in each) found.push(each as ASTNode);
  };
  visit(args);
  return found;
}

/** A regular expression that is written out is looked at before anything is audited. */
function pattern(node: ASTNode): readonly Misexpression[] {
  if (node.op !== 'rcall' || node.args[0] !== 'matches') return [];
  const [given] = node.args[2];
  if (given?.op !== 'value' || typeof given.args !== 'string') return [];
  try {
    RE2JS.compile(given.args);
    return [];
  } catch {
    const hint = 'it is read by RE2: no look-around, no back-references';
    return [{ message: `"${given.args}" is no regular expression`, start: given.start, end: given.end, hint }];
  }
}

/** The text with every `matches` replaced, the last first, so that places before it stay. */
function linear(text: string, ast: ASTNode): string {
  const places: number[] = [];
  const visit = (node: ASTNode): void => {
    if (node.op === 'rcall' && node.args[0] === 'matches') places.push(node.args[1].end);
    for (const each of inner(node)) visit(each);
  };
  visit(ast);
  return [...new Set(places)]
    .sort((one, other) => other - one)
    .reduce((changed, at) => changed.slice(0, at) + changed.slice(at).replace('matches', LINEAR), text);
}

function misexpression(error: unknown, text: string): Misexpression {
  const { summary, range } = error instanceof ParseError || error instanceof MistypedError ? error : {};
  const message = summary === undefined ? 'it cannot be read' : summary.charAt(0).toLowerCase() + summary.slice(1);
  const isInside = range !== undefined && range.end <= text.length;
  const { start, end } = isInside ? range : { start: 0, end: text.length };
  const hint = HINTS.find(([words]) => message.startsWith(words))?.[1];
  return { message: `the expression is not right: ${message}`, start, end, ...(hint === undefined ? {} : { hint }) };
}

/** The next step, by what the library says. */
const HINTS = [
  ['no such overload', 'both sides of an operator are of one type: this.name == "main", this.period > 60'],
  ['unknown variable', 'fields are read from this: this.name'],
  ['unexpected token: EOF', 'something is missing at its end'],
] as const;

function expressionOf(
  text: string,
  fields: readonly string[],
  known: Fields,
  asked: (context: { readonly this: unknown }) => unknown,
): Expression {
  return {
    text,
    fields,
    holds(values) {
      const set = Object.entries(values).filter(([, value]) => value !== null);
      const resource = set.map(([name, value]) => [name, inCel(value, known[name]?.type ?? '')] as const);
      try {
        const result = asked({ this: Object.fromEntries(resource) });
        return typeof result === 'boolean' ? result : 'it gives neither true nor false';
      } catch (error) {
        if (!(error instanceof EvaluationError)) return 'it could not be worked out';
        const key = /^No such key: (\w+)$/.exec(error.summary)?.[1];
        return key === undefined ? error.summary : `${key} is not set: has(this.${key}) asks whether it is`;
      }
    },
  };
}

function inCel(value: Value, type: string): unknown {
  if (type === 'time' && typeof value === 'string') return new Date(value);
  if (typeof value === 'number' && type !== 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => inCel(item, ''));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inCel(item, '')]));
  return value;
}
