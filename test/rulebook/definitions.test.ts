/** Definitions: conditions with a name, in a rule's file for that file, or with `define` for every file. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import type { Mistake } from '../../src/model/errors.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { findings } from '../evaluate/rule.ts';

const rule = (id: string, kind: string, assert: string) =>
  `id: ${id}\ntitle: A rule\nseverity: low\nfor: ${kind}\nassert: ${assert}\n`;
const define = (name: string, kind: string, condition: string) =>
  `define: ${name}\nfor: ${kind}\ncondition: ${condition}\n`;
const load = (...texts: readonly string[]) =>
  compileRules(texts.map((text, index) => ({ file: `${'abcdef'[index]}.yaml`, text })));
const short = ({ at, message }: Mistake) => `${at.file}:${at.line}:${at.column} ${message}`;
const mistakes = (...texts: readonly string[]): readonly string[] => {
  try {
    load(...texts);
  } catch (error) {
    if (error instanceof RulebookError) return error.mistakes.map(short);
    throw error;
  }
  return [];
};

describe('a definition', () => {
  it('serves rules of other files, on whatever way they come to its kind', () => {
    const [own, through] = load(
      rule('own.trail', 'trail', '{ use: safe }'),
      rule('own.account', 'account', '{ trails: { some: { use: safe } } }'),
      define('safe', 'trail', '{ logging: true, logFileValidation: true }'),
    ).rules;
    expect(own?.assert).toMatchObject({ type: 'all', of: [{ field: 'logging' }, { field: 'logFileValidation' }] });
    expect(own?.needs.fields).toEqual(['trail.logFileValidation', 'trail.logging']);
    expect(through?.needs.fields).toEqual(['account.trails.logFileValidation', 'account.trails.logging']);
  });

  it('may use another', () => {
    const { rules } = load(
      rule('own.trail', 'trail', '{ use: outer }'),
      define('outer', 'trail', '{ use: inner, multiRegion: true }'),
      define('inner', 'trail', '{ logging: true }'),
    );
    expect(rules[0]?.needs.fields).toEqual(['trail.logging', 'trail.multiRegion']);
  });

  it('says in a finding where it stands', () => {
    const body = 'for: trail\ndefinitions: { safe: { logging: true } }\nassert: { use: safe }';
    const [finding] = findings(body, { trails: [{ logging: false }] });
    expect(finding?.verdict).toBe('fail');
    expect(finding?.reasons[0]?.rule).toMatchObject({ file: 'rules/test.rule.yaml', line: 5, column: 24 });
  });

  it.each<[name: string, texts: string[], ...expected: string[]]>([
    [
      'of another kind is not used',
      [rule('own.a', 'account', '{ use: safe }'), define('safe', 'trail', '{ logging: true }')],
      'a.yaml:5:16 the definition "safe" is about trail, and is used of account',
    ],
    [
      'that uses itself around a corner is no condition',
      [define('one', 'trail', '{ use: two }'), define('two', 'trail', '{ use: one }')],
      'a.yaml:3:19 definitions use each other in a circle: two -> one -> two',
      'b.yaml:3:19 definitions use each other in a circle: one -> two -> one',
    ],
    [
      'with a mistake is told of once, however many use it',
      [
        rule('own.a', 'trail', '{ use: safe }'),
        rule('own.b', 'trail', '{ use: safe }'),
        define('safe', 'trail', '{ loging: true }'),
      ],
      'c.yaml:3:14 trail has no field, relation or check word "loging"',
    ],
    [
      'has no parameters',
      [
        `${rule('own.a', 'logGroup', '{ use: kept }')}params: { days: { type: integer, default: 1 } }\n`,
        define('kept', 'logGroup', '{ retentionDays: { atLeast: $days } }'),
      ],
      'b.yaml:3:40 there is no parameter "$days" in this rule'.replace('$', ''),
    ],
    [
      'is not given twice',
      [define('safe', 'trail', '{ logging: true }'), define('safe', 'trail', '{ logging: false }')],
      'b.yaml:1:1 the definition safe is defined twice: first in a.yaml:1',
    ],
    [
      'of a file does not hide one for every file',
      [
        define('safe', 'trail', '{ logging: true }'),
        `${rule('own.a', 'trail', '{ use: safe }')}definitions: { safe: { logging: false } }\n`,
      ],
      'b.yaml:6:16 the definition "safe" is given twice, first in a.yaml',
    ],
    [
      'that nobody gave is missed',
      [rule('own.a', 'trail', '{ use: safe }')],
      'a.yaml:5:16 there is no definition "safe"',
    ],
    ['needs a kind', ['define: safe\ncondition: { logging: true }\n'], 'a.yaml:1:1 a definition needs for'],
  ])('%s', (_, texts, ...expected) => {
    expect(mistakes(...texts)).toEqual(expected);
  });
});
