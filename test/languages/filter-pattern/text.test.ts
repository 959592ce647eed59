/** Terms, space-delimited fields and regular expressions by themselves: they look at the text of a message, of a record as much of it as is known. */
import { describe, expect, it } from 'vitest';
import { explainMatch, matchPattern, nearest, parsePattern } from '../../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';

type Row = readonly [id: string, what: string, pattern: string, message: string | CloudTrailRecord, verdict: Truth];

function read(text: string) {
  const parsed = parsePattern(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.pattern;
}

const ERROR = '[ERROR 419] MISSING ARGUMENTS';

const ON_TEXT: readonly Row[] = [
  ['FP-02', 'several terms occur in any order', 'ERROR ARGUMENTS', ERROR, 'true'],
  ['FP-02', 'the other way round too', 'ARGUMENTS ERROR', ERROR, 'true'],
  ['FP-02', 'all of them', 'ERROR REQUEST', ERROR, 'false'],
  ['FP-03', 'a term may be part of a word', 'ERROR', 'Exiting with ERRORCODE: -1', 'true'],
  ['FP-04', 'case counts', 'error', '[ERROR 400] BAD REQUEST', 'false'],
  ['FP-05', 'a phrase is found as it is', '"BAD REQUEST"', '[ERROR 400] BAD REQUEST', 'true'],
  ['FP-05', 'with its blanks', '"BAD  REQUEST"', '[ERROR 400] BAD REQUEST', 'false'],
  ['FP-06', 'other signs need quotes', 'a.b', 'a.b', 'unknown'],
  ['FP-06', 'also where an exclusion is meant', 'ERROR -a.b', 'ERROR', 'unknown'],
  ['FP-06', 'what is certain of the other terms stays certain', 'WARN a.b', 'a.b', 'false'],
  ['FP-07', 'a term is excluded', 'ERROR -ARGUMENTS', ERROR, 'false'],
  ['FP-07', 'and does no harm elsewhere', 'ERROR -ARGUMENTS', '[ERROR 400] BAD REQUEST', 'true'],
  ['FP-07', 'a phrase too', 'ERROR -"MISSING ARG"', ERROR, 'false'],
  ['FP-07', 'exclusions alone', '-WARN -DEBUG', ERROR, 'true'],
  ['FP-08', 'one of several is enough', '?ERROR ?WARN', 'WARN message', 'true'],
  ['FP-08', 'and one it must be', '?ERROR ?WARN', 'INFO message', 'false'],
  ['FP-09', '? has no effect beside other terms', '?ERROR ?ARGUMENTS REQUEST', '[INFO] REQUEST FAILED', 'true'],
  ['FP-09', 'nor can it make up for them', '?INFO REQUEST', '[INFO] FAILED', 'false'],
  ['FP-09', 'also beside an exclusion', '?INFO -ERROR', ERROR, 'false'],
  [
    'FP-10',
    'a term somewhere in a record',
    'DeleteTrail',
    '{"eventName":"GetTrail","userAgent":"DeleteTrail"}',
    'true',
  ],
  ['OQ-6', 'an escape', '"a\\"b"', 'a"b', 'unknown'],
  ['OQ-15', 'a star that is there', '"ERR*"', 'ERR*', 'true'],
  ['OQ-15', 'a star that may be a wildcard', '"ERR*"', 'ERROR', 'unknown'],
  ['OQ-15', 'a star with no reading that fits', '"WARN*"', 'ERROR', 'false'],
  ['own', 'empty quotes beside other terms', 'ERROR ""', ERROR, 'unknown'],

  [
    'FP-70',
    'fields by blanks, quotes and brackets',
    '[ip, req = *.html*, code = 4*]',
    '127.0.0.1 "GET /i.html HTTP/1.0" 404',
    'true',
  ],
  ['FP-70', 'brackets keep a field together', '[a, b = "x y", c]', '1 [x y] 2', 'true'],
  [
    'FP-70',
    'a field that does not fit',
    '[ip, req = *.html*, code = 5*]',
    '127.0.0.1 "GET /i.html HTTP/1.0" 404',
    'false',
  ],
  ['FP-70', 'numbers', '[a, bytes > 1000]', 'x 1534', 'true'],
  ['FP-70', 'numbers by value', '[a, code = 404]', 'x 404', 'true'],
  ['FP-70', 'what is no number', '[a, bytes > 1000]', 'x many', 'false'],
  ['FP-70', 'a regular expression', '[ip = %127\\.0\\.0\\.[1-9]%, rest]', '127.0.0.1 x', 'true'],
  ['FP-71', '... stands for any fields', '[..., code = 4*, bytes]', 'a b c 404 1534', 'true'],
  ['FP-71', 'for none as well', '[..., code = 4*, bytes]', '404 1534', 'true'],
  ['FP-71', 'between named ones', '[a = 1, ..., z = 9]', '1 2 3 9', 'true'],
  ['FP-71', 'each field after it in its place', '[..., code = 4*, bytes = 1*]', 'a b 404 1534', 'true'],
  ['FP-71', 'digits in quotes', '[code = "404"]', '404', 'true'],
  ['FP-71', 'at the end', '[a = 1, ...]', '1 2 3', 'true'],
  ['FP-71', 'a field after it that does not fit', '[..., code = 4*, bytes]', 'a b c 200 1534', 'false'],
  ['FP-71', 'several of them', '[..., code = 4*, ...]', 'a 404 b', 'unknown'],
  ['FP-72', 'both clauses of a slot', '[a, b >= 2 && b < 4]', 'x 3', 'true'],
  ['FP-72', 'one of them', '[a = ERROR || a = WARN, b]', 'WARN x', 'true'],
  ['FP-72', '&& binds tighter', '[a = 1 || a = 2 && a = 3, b]', '1 x', 'true'],
  ['FP-73', 'fewer slots than fields', '[w1=ERROR, w2]', 'ERROR a b c', 'unknown'],
  ['FP-73', 'that do not fit either way', '[w1=ERROR, w2]', 'WARN a b c', 'false'],
  ['FP-73', 'more slots than fields', '[w1=ERROR, w2]', 'ERROR', 'unknown'],
  ['FP-73', 'fewer fields than slots around ...', '[w1=ERROR, ..., w2]', 'ERROR', 'unknown'],
  ['FP-73', 'a field asked for that is missing', '[w1=ERROR, w2=x]', 'ERROR', 'false'],
  ['FP-74', 'a record is no line of fields', '[a="x", ...]', '{"eventName":"DeleteTrail"}', 'unknown'],

  ['FP-56', 'a regular expression finds anywhere', '%Delete[A-Z]%', 'x DeleteTrail', 'true'],
  ['FP-58', 'or nowhere', '%^Delete%', 'x DeleteTrail', 'false'],
  ['FP-56', 'line breaks', '%Delete%', 'x\nDeleteTrail', 'unknown'],
  ['FP-55', 'what is not documented', '%\\bDelete%', 'DeleteTrail', 'unknown'],
];

const RECORD: CloudTrailRecord = {
  eventName: 'DeleteTrail',
  readOnly: false,
  requestParameters: { name: 'main trail', path: 'a/b', note: 'it\'s <b>"good"</b>\tnow', count: 50, zone: 'Zürich' },
  responseElements: null,
  errorMessage: 'Failed authentication, twice',
  list: ['alpha', { Beta: 'gamma' }],
};

const ON_RECORD: readonly Row[] = [
  ['FP-10', 'in a value', 'DeleteTrail', RECORD, 'true'],
  ['FP-03', 'in part of a value', 'Trail', RECORD, 'true'],
  ['FP-04', 'in other case', 'deletetrail', RECORD, 'false'],
  ['FP-10', 'in a key', 'requestParam', RECORD, 'true'],
  ['FP-10', 'deep in the record', 'gamma Beta alpha', RECORD, 'true'],
  ['FP-10', 'as a literal', 'null', RECORD, 'true'],
  ['FP-10', 'as another literal', 'false', RECORD, 'true'],
  ['FP-10', 'as a literal that is not there', 'true', RECORD, 'false'],
  ['FP-10', 'nowhere', 'StopLogging', RECORD, 'false'],
  ['FP-02', 'one is nowhere', 'DeleteTrail StopLogging', RECORD, 'false'],
  ['FP-07', 'excluded and there', 'DeleteTrail -gamma', RECORD, 'false'],
  ['FP-07', 'excluded and nowhere', 'DeleteTrail -Root', RECORD, 'true'],
  ['FP-08', 'one of several', '?StopLogging ?DeleteTrail', RECORD, 'true'],
  ['FP-05', 'a phrase within one value', '"main trail"', RECORD, 'true'],
  ['FP-05', 'a phrase with commas within one value', '"authentication, twice"', RECORD, 'true'],
  ['FP-05', 'a path within one value', '"a/b"', RECORD, 'true'],
  ['FP-05', 'a phrase that is in no value', '"main road"', RECORD, 'false'],
  ['own', 'a phrase over the signs of JSON', '": false"', RECORD, 'unknown'],
  ['own', 'a phrase of signs', '"},"', RECORD, 'unknown'],
  ['own', 'blanks and nothing else', '"  " DeleteTrail', RECORD, 'unknown'],
  ['own', 'a phrase with a sign that some escape', '"it\'s"', RECORD, 'unknown'],
  ['own', 'a phrase with such a sign that is nowhere', '"isn\'t"', RECORD, 'false'],
  ['own', 'a phrase beyond ASCII', '"Zürich"', RECORD, 'unknown'],
  ['own', 'a phrase beyond ASCII that is nowhere', '"Genève"', RECORD, 'false'],
  ['own', 'what a tab and the word behind it become', 'tnow', RECORD, 'unknown'],
  ['own', 'what a letter and the letters behind it become', 'u00fcrich', RECORD, 'unknown'],
  ['own', 'digits of a number', '50', RECORD, 'unknown'],
  ['own', 'digits of another number, in another spelling', '5e1', RECORD, 'unknown'],
  ['own', 'digits that go on as a word', '50x', RECORD, 'false'],
  ['own', 'digits where there is no number', '77', { eventName: 'x' }, 'false'],
  ['own', 'digits in a text', '77', { id: 'a77b' }, 'true'],
  ['own', 'what excludes a perhaps', 'DeleteTrail -50', RECORD, 'unknown'],
  ['FP-74', 'fields between blanks', '[a="x", ...]', RECORD, 'unknown'],
  ['FP-56', 'a regular expression within one value', '%Delete[A-Z]%', RECORD, 'true'],
  ['FP-56', 'over any signs of one value', '%main.trail%', RECORD, 'true'],
  ['FP-56', 'words that are nowhere', '%Stop\\w+|Update[A-Z]%', RECORD, 'false'],
  ['own', 'more repeats than are counted', '%ab{2000}%', RECORD, 'unknown'],
  ['own', 'what may lie between values', '%DeleteTrail.*gamma%', RECORD, 'unknown'],
  ['own', 'over a sign that may be escaped', '%Z.rich%', RECORD, 'unknown'],
  ['own', 'an anchor', '%^.*DeleteTrail%', RECORD, 'unknown'],
  ['own', 'words that may be digits', '%[0-9]{2}%', RECORD, 'unknown'],
  ['own', 'words that may be digits, as one of several', '%x[0-9]|[0-9]+e?%', RECORD, 'unknown'],
  ['own', 'words that begin with a letter are no digits', '%x[0-9]%', RECORD, 'false'],
  ['own', 'words that may be digits, where there is no number', '%[0-9]{2}%', { eventName: 'a' }, 'false'],
  ['own', 'what finds nothing at all, everywhere', '%q*%', { eventName: 'a' }, 'true'],
];

describe('a pattern over text', () => {
  it.each(ON_TEXT)('%s %s: %s on %s', (_id, _what, pattern, message, verdict) => {
    expect(matchPattern(read(pattern), message).truth).toBe(verdict);
  });

  it.each(ON_RECORD)('on a record, %s %s: %s', (_id, _what, pattern, record, verdict) => {
    expect(matchPattern(read(pattern), record).truth).toBe(verdict);
  });

  it('does not depend on how a record is written down, where it is decided', () => {
    const layouts = [
      JSON.stringify(RECORD),
      JSON.stringify(RECORD, null, 2),
      JSON.stringify(Object.fromEntries(Object.entries(RECORD).reverse())),
      JSON.stringify(RECORD).replace(/[<>'ü]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    ].map((text) => text.replaceAll('\n', ' '));
    for (const [, what, pattern, record, verdict] of ON_RECORD) {
      if (record !== RECORD || verdict === 'unknown') continue;
      for (const text of layouts) expect(matchPattern(read(pattern), text).truth, `${what}: ${text}`).toBe(verdict);
    }
  });

  it('names the question behind every answer that is not decided', () => {
    for (const [, what, pattern, message, verdict] of [...ON_TEXT, ...ON_RECORD]) {
      const { undecided } = matchPattern(read(pattern), message);
      expect(undecided.length > 0, what).toBe(verdict === 'unknown');
      for (const each of undecided) expect(each.sentence.length, what).toBeGreaterThan(20);
    }
  });

  it('says which term is not decided, and why', () => {
    expect(matchPattern(read('ERROR a.b'), ERROR).undecided).toEqual([
      {
        question: 'FP-06',
        sentence:
          'a.b: how a term without quotes is read that holds other signs than letters and digits is not documented',
        start: 6,
        end: 9,
      },
    ]);
  });
});

describe('the term that stands against a match', () => {
  it.each<readonly [string, string | CloudTrailRecord, string, string]>([
    ['DeleteTrail StopLogging', RECORD, '"StopLogging" does not occur in it', 'StopLogging'],
    ['DeleteTrail -gamma', RECORD, '"gamma" occurs in it, which the pattern excludes', '-gamma'],
    [
      '?StopLogging ?DeleteTrial',
      RECORD,
      '"DeleteTrial" does not occur in it (did you mean "DeleteTrail"?)',
      '?DeleteTrial',
    ],
    ['%Stop\\w+%', RECORD, '%Stop\\w+% finds nothing in it', '%Stop\\w+%'],
    ['[a, code = 5*]', 'x 404', 'the field is "404", the pattern wants code = 5*', 'code = 5*'],
    ['[a, b = 5*]', 'x', 'the field is missing, the pattern wants b = 5*', 'b = 5*'],
  ])('%s', (text, message, sentence, clause) => {
    const { clause: found } = nearest(explainMatch(read(text), message));
    expect(found.sentence).toBe(sentence);
    expect(text.slice(found.start, found.end)).toBe(clause);
  });
});
