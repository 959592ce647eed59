/**
 * A statement in SMT-LIB. A field is a kind (a number), a text and a number; lists are written out, with room for every element a statement
 * can ask for. Made from the statement alone, by another way than the room under test goes.
 */
import type { Value } from '../../src/model/value.ts';
import { found, kindOf } from './formulas.ts';
import type { Alternative, KindName, Path, Piece, Scalar, Statement, Test } from './statement.ts';

const KINDS: readonly KindName[] = ['absent', 'null', 'true', 'false', 'number', 'text', 'list', 'object'];

interface Script {
  readonly names: Map<string, string>;
  readonly lines: string[];
  readonly record: Value | undefined;
  /** How many elements are enough for a list: its single places, and one for each time it is asked for some element. */
  room(list: Path): number;
}

/** Whether there is a record of which the statement holds; or, where one is given, whether it holds of this one. */
export function smtOf(statement: Statement, record?: Value): string {
  const script: Script = {
    names: new Map(),
    lines: [],
    record,
    room: (list) => Math.max(2 + timesAsked(statement, list), lengthOf(record, list)),
  };
  declare(script, []);
  script.lines.push(`(assert ${isKind(script, [], 'object')})`);
  const claim = claimOf(script, statement, []);
  return [...script.lines, `(assert ${claim})`].join('\n');
}

function lengthOf(record: Value | undefined, path: Path): number {
  const list = record === undefined ? undefined : found(record, path);
  return Array.isArray(list) ? list.length : 0;
}

/** How often some element of the list is asked for. Lists within elements are not told apart. */
function timesAsked(statement: Statement, list: Path, isInside = false): number {
  if (statement.type === 'field') return 0;
  if (statement.type === 'not') return timesAsked(statement.of, list, isInside);
  if (statement.type !== 'element')
    return statement.of.reduce((sum, part) => sum + timesAsked(part, list, isInside), 0);
  const isMeant = isInside ? list.length > 1 : statement.path.join() === list.join();
  return (isMeant ? 1 : 0) + timesAsked(statement.of, list, true);
}

/** The name of a field's constants; on first use they are declared, with what ties them to the field's parent. */
function declare(script: Script, path: Path): string {
  const key = JSON.stringify(path);
  const known = script.names.get(key);
  if (known !== undefined) return known;
  const name = `f${script.names.size}`;
  script.names.set(key, name);
  if (script.record !== undefined) {
    script.lines.push(...defined(name, found(script.record, path)));
    return name;
  }
  script.lines.push(`(declare-const k${name} Int)`, `(declare-const t${name} String)`, `(declare-const n${name} Real)`);
  script.lines.push(`(assert (and (<= 0 k${name}) (< k${name} ${KINDS.length})))`);
  const step = path.at(-1);
  if (step === undefined) return name;
  const parent = path.slice(0, -1);
  const container = typeof step === 'number' ? 'list' : 'object';
  const isThere = `(not ${isKind(script, path, 'absent')})`;
  script.lines.push(`(assert (=> ${isThere} ${isKind(script, parent, container)}))`);
  if (typeof step === 'number' && step > 0) {
    script.lines.push(`(assert (=> ${isThere} (not ${isKind(script, [...parent, step - 1], 'absent')})))`);
  }
  return name;
}

function defined(name: string, value: Value | undefined): readonly string[] {
  const text = typeof value === 'string' ? value : '';
  const number = typeof value === 'number' ? value : 0;
  return [
    `(define-fun k${name} () Int ${KINDS.indexOf(kindOf(value))})`,
    `(define-fun t${name} () String "${written(text)}")`,
    `(define-fun n${name} () Real ${real(number)})`,
  ];
}

function isKind(script: Script, path: Path, kind: KindName): string {
  return `(= k${declare(script, path)} ${KINDS.indexOf(kind)})`;
}

function claimOf(script: Script, statement: Statement, from: Path): string {
  switch (statement.type) {
    case 'field':
      return testOf(script, statement.test, [...from, ...statement.path]);
    case 'element': {
      const list = [...from, ...statement.path];
      const elements = Array.from({ length: script.room(list) }, (_, index): Path => [...list, index]);
      const claims = elements.map(
        (element) => `(and (not ${isKind(script, element, 'absent')}) ${claimOf(script, statement.of, element)})`,
      );
      return `(and ${isKind(script, list, 'list')} ${joined('or', claims)})`;
    }
    case 'and':
    case 'or':
      return joined(
        statement.type,
        statement.of.map((part) => claimOf(script, part, from)),
      );
    case 'not':
      return `(not ${claimOf(script, statement.of, from)})`;
    default:
      return statement satisfies never;
  }
}

function testOf(script: Script, test: Test, path: Path): string {
  const name = declare(script, path);
  const text = (claim: string): string => `(and ${isKind(script, path, 'text')} ${claim})`;
  switch (test.type) {
    case 'is':
      return joined(
        'or',
        test.values.map((value) => equals(script, path, value)),
      );
    case 'kinds':
      return joined(
        'or',
        test.kinds.map((kind) => isKind(script, path, kind)),
      );
    case 'order':
      return `(and ${isKind(script, path, 'number')} (${test.sign} n${name} ${real(test.than)}))`;
    case 'like': {
      const parts = test.parts.map((part) => spelledOut(part, test.ignoreCase));
      return text(
        `(str.in_re t${name} ${chained(parts.flatMap((part, index) => (index === 0 ? [part] : ['re.all', part])))})`,
      );
    }
    case 'regex':
      return text(`(str.in_re t${name} ${joined('re.union', test.alternatives.map(searched))})`);
    case 'both':
    case 'either':
      return joined(
        test.type === 'both' ? 'and' : 'or',
        test.of.map((part) => testOf(script, part, path)),
      );
    case 'other':
      return `(not ${testOf(script, test.than, path)})`;
    default:
      return test satisfies never;
  }
}

function equals(script: Script, path: Path, value: Scalar): string {
  const name = declare(script, path);
  if (typeof value === 'string') return `(and ${isKind(script, path, 'text')} (= t${name} "${written(value)}"))`;
  if (typeof value === 'number') return `(and ${isKind(script, path, 'number')} (= n${name} ${real(value)}))`;
  return isKind(script, path, value === null ? 'null' : value ? 'true' : 'false');
}

/** Inside quotes. */
function written(text: string): string {
  return text.replace(/[^ !#-[\]-~]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

function real(number: number): string {
  const plain = String(Math.abs(number));
  const size = plain.includes('e') ? Math.abs(number).toFixed(20) : plain.includes('.') ? plain : `${plain}.0`;
  return number < 0 ? `(- ${size})` : size;
}

function spelledOut(text: string, ignoreCase: boolean): string {
  if (!ignoreCase) return `(str.to_re "${written(text)}")`;
  const letters = [...text].map(
    (letter) => `(re.union (str.to_re "${letter.toLowerCase()}") (str.to_re "${letter.toUpperCase()}"))`,
  );
  return chained(letters);
}

function searched({ begins, ends, pieces }: Alternative): string {
  return chained([...(begins ? [] : ['re.all']), ...pieces.map(counted), ...(ends ? [] : ['re.all'])]);
}

function counted({ smt, times: [least, most] }: Piece): string {
  if (most !== null) return `((_ re.loop ${least} ${most}) ${smt})`;
  return chained([...Array.from({ length: least }, () => smt), `(re.* ${smt})`]);
}

function chained(parts: readonly string[]): string {
  if (parts.length === 0) return '(str.to_re "")';
  return joined('re.++', parts);
}

function joined(operator: string, parts: readonly string[]): string {
  if (parts.length === 0) return operator === 'and' ? 'true' : 'false';
  return parts.length === 1 ? (parts[0] ?? '') : `(${operator} ${parts.join(' ')})`;
}
