/** One clause of a JSON pattern against one found value. What the documentation leaves open is unknown, with the question named. */
import { RE2JS } from 're2js';
import type { Value } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { not } from '../../model/verdict.ts';
import type { Leaf, Operand } from './tree.ts';

/** `question` is the open question behind an unknown; `spoils`: the value is a list or object, which may spoil the whole pattern. */
export interface Answer {
  readonly truth: Truth;
  readonly question?: { readonly id: string; readonly sentence: string };
  readonly spoils?: true;
}

type NumberOperand = Extract<Operand, { type: 'number' }>;

const YES: Answer = { truth: 'true' };
const NO: Answer = { truth: 'false' };
const SPOILT: Answer = { truth: 'false', spoils: true };
const IMPRECISE = open('OQ-12', 'numbers of more than 15 digits are not compared reliably');

/** `undefined` stands for a field that is absent. */
export function answer(leaf: Leaf, value: Value | undefined): Answer {
  if (leaf.type === 'compare') {
    if (leaf.operator === '=' || leaf.operator === '!=') return equality(leaf.operator, leaf.operand, value);
    return order(leaf.operator, leaf.operand, value);
  }
  if (!leaf.asDocumented)
    return open('OQ-5', 'AWS documents IS NULL, IS TRUE, IS FALSE and NOT EXISTS in upper case only');
  if (leaf.type === 'notExists') return decided(value === undefined);
  const wanted = { NULL: null, TRUE: true, FALSE: false }[leaf.what];
  return decided(value === wanted);
}

function decided(is: boolean): Answer {
  return is ? YES : NO;
}

function open(id: string, sentence: string): Answer {
  return { truth: 'unknown', question: { id, sentence } };
}

function equality(operator: '=' | '!=', operand: Operand, value: Value | undefined): Answer {
  // A comparison of an absent field matches neither way: != does not mean "absent or different".
  if (value === undefined) return NO;
  if (typeof value === 'object' && value !== null) return SPOILT;
  if (value === null) return ofNull(operator, operand);
  const same = equals(operand, value);
  if (operator === '=') return same;
  return same.truth === 'unknown' ? same : { truth: not(same.truth) };
}

function ofNull(operator: '=' | '!=', operand: Operand): Answer {
  if (operator === '=' && operand.type === 'number') return NO;
  if (operator === '=' && operand.type === 'text' && equalsText(operand.text.toLowerCase(), 'null').truth === 'false') {
    return NO;
  }
  return open('OQ-8', 'how = and != treat null is not documented');
}

function equals(operand: Operand, value: string | number | boolean): Answer {
  if (operand.type === 'regex') return finds(operand.source, value);
  if (operand.type === 'number') return equalsNumber(operand, value);
  if (operand.text === '*') return YES;
  if (typeof value === 'boolean') return equalsBoolean(operand.text);
  if (typeof value === 'number') return equalsDigits(operand, value);
  return equalsText(operand.text, value);
}

function equalsNumber(operand: NumberOperand, value: string | number | boolean): Answer {
  if (typeof value === 'boolean') return NO;
  if (typeof value === 'string') {
    const isAlike = value === operand.text || (value.trim() !== '' && Number(value) === operand.value);
    return isAlike ? open('OQ-4', 'whether a number equals the same number written as text is not documented') : NO;
  }
  if (isImprecise(String(value)) || isImprecise(operand.text)) return IMPRECISE;
  return decided(value === operand.value);
}

/** More digits than every implementation of numbers keeps. */
function isImprecise(written: string): boolean {
  if (!(Math.abs(Number(written)) <= Number.MAX_SAFE_INTEGER)) return true;
  const [mantissa = ''] = written.split(/e/i);
  return mantissa.replace(/^[+-]?0*\.?0*/, '').replace('.', '').length > 15;
}

function equalsBoolean(text: string): Answer {
  if (/^(true|false)$/i.test(text) || text.includes('*')) {
    return open('OQ-3', 'whether = compares true and false is not documented; IS TRUE and IS FALSE do');
  }
  return NO;
}

function equalsDigits(operand: Extract<Operand, { type: 'text' }>, value: number): Answer {
  // Which digits such a number has is not certain; words are none of them.
  if (isImprecise(String(value)))
    return /^[-+.\deE]+$/.test(operand.text) || operand.text.includes('*') ? IMPRECISE : NO;
  const alike = equalsText(operand.text, String(value));
  if (alike.truth === 'false') return NO;
  if (operand.isQuoted) return open('OQ-4', 'whether a quoted text equals a number is not documented');
  return alike;
}

/** `*` is a wildcard at either end; in the middle the documentation has said both. */
function equalsText(text: string, value: string): Answer {
  if (text.includes('\\')) return open('OQ-6', 'escapes inside quotes are not documented');
  if (text === '') return value === '' ? open('OQ-7', 'whether "" equals an empty text is not documented') : NO;
  const leading = text.startsWith('*');
  const trailing = text.length > 1 && text.endsWith('*');
  const core = text.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  const literal = holds(value, core, leading, trailing);
  if (!core.includes('*') || literal) return decided(literal);
  return wildcard(value, core.split('*'), leading, trailing)
    ? open('OQ-1', 'whether * in the middle of a text is a wildcard is not documented')
    : NO;
}

function holds(value: string, core: string, leading: boolean, trailing: boolean): boolean {
  if (leading && trailing) return value.includes(core);
  if (leading) return value.endsWith(core);
  return trailing ? value.startsWith(core) : value === core;
}

/** Whether the parts occur in order, anchored where no wildcard stands. */
function wildcard(value: string, parts: readonly string[], leading: boolean, trailing: boolean): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (isLast && !trailing) return value.length - part.length >= at && value.endsWith(part);
    const next = index === 0 && !leading ? (value.startsWith(part) ? 0 : -1) : value.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return true;
}

function order(operator: '<' | '<=' | '>' | '>=', operand: Operand, value: Value | undefined): Answer {
  if (operand.type !== 'number') return NO;
  if (typeof value === 'object' && value !== null) return SPOILT;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return open('OQ-4', 'whether a number written as text is compared as a number is not documented');
  }
  if (typeof value !== 'number') return NO;
  if (isImprecise(String(value)) || isImprecise(operand.text)) return IMPRECISE;
  const difference = value - operand.value;
  const sides = { '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 };
  return decided(sides[operator]);
}

function finds(source: string, value: string | number | boolean): Answer {
  if (typeof value !== 'string')
    return open('OQ-16', 'whether a regular expression sees numbers and booleans is not documented');
  const expression = regex(source);
  if (!expression) return open('FP-55', 'what this regular expression means to AWS is not documented');
  if (/[\r\n]/.test(value)) return open('FP-56', 'how a regular expression treats line breaks is not documented');
  return decided(expression.matcher(value).find());
}

/** What AWS documents between the percent signs; other escapes and classes mean something to one engine and nothing to another. */
const UNDOCUMENTED = /\\([A-CE-RT-VX-Za-ce-rt-vy-z0-9]|x(?![0-9A-Fa-f]{2}))|\[\[:/;
const MOST_REPEATS = 1000;

const compiled = new Map<string, RE2JS | null>();

/** AWS's subset of regular expressions is one of RE2's, which runs in time linear in the text. Null where it is not known to be read alike. */
function regex(source: string): RE2JS | null {
  const before = compiled.get(source);
  if (before !== undefined) return before;
  const expression = compile(source);
  compiled.set(source, expression);
  return expression;
}

function compile(source: string): RE2JS | null {
  const counts = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) =>
    Math.max(Number(least), Number(most ?? 0)),
  );
  const repeats = counts.reduce((sum, count) => sum + count, 0);
  if (UNDOCUMENTED.test(source.replaceAll('\\\\', '')) || repeats > MOST_REPEATS) return null;
  try {
    return RE2JS.compile(source);
  } catch {
    return null;
  }
}
