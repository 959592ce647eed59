/** Filter patterns on records: what AWS documents is decided, what it leaves open is unknown, and no answer is a guess. */
import { describe, expect, it } from 'vitest';
import {
  byNearness,
  explainMatch,
  matchPattern,
  nearest,
  parsePattern,
} from '../../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';

type Row = readonly [id: string, what: string, pattern: string, message: string, verdict: Truth | 'invalid'];

/** Yes, no, not decided, or refused. */
function verdict(pattern: string, message: string | CloudTrailRecord): Truth | 'invalid' {
  const parsed = parsePattern(pattern);
  return parsed.ok ? matchPattern(parsed.pattern, message).truth : 'invalid';
}

function question(pattern: string, record: CloudTrailRecord): string | undefined {
  const parsed = parsePattern(pattern);
  return parsed.ok ? matchPattern(parsed.pattern, record).undecided[0]?.question : undefined;
}

const SELECTORS: readonly Row[] = [
  ['FP-01', 'blanks in quotes match every message', '" "', 'anything', 'true'],
  ['FP-01', 'empty quotes match every message', '""', '{"a":1}', 'true'],
  ['FP-01', 'nothing at all matches every message', '', '{"a":1}', 'true'],
  ['FP-20', 'a message that is no JSON never matches', '{ $.a = "x" }', 'a=x', 'false'],
  ['FP-20', 'nor does a JSON list', '{ $.a = "x" }', '[{"a":"x"}]', 'false'],
  ['FP-20', 'nor does a cut record', '{ $.a = "x" }', '{"a":"x"', 'false'],
  ['FP-20', 'not even a clause that asks for absence', '{ $.a NOT EXISTS }', 'null', 'false'],
  ['FP-20', 'nor one of a list', '{ $.a NOT EXISTS }', '[{"b":"x"}]', 'false'],
  ['FP-21', 'steps walk into objects', '{ $.user.type = "Root" }', '{"user":{"type":"Root"}}', 'true'],
  ['FP-21', 'keys are case-sensitive', '{ $.User.type = "Root" }', '{"user":{"type":"Root"}}', 'false'],
  ['FP-22', 'an index counts from 0', '{ $.k[0] = "one" }', '{"k":["one","two"]}', 'true'],
  ['FP-23', 'past the end there is nothing', '{ $.k[2] = "one" }', '{"k":["one"]}', 'false'],
  ['FP-23', 'a text has no elements', '{ $.k[0] = "o" }', '{"k":"one"}', 'false'],
  ['FP-23', 'an object has no elements', '{ $.k[0] = "o" }', '{"k":{"0":"o"}}', 'false'],
  ['FP-24', 'indexes nest', '{ $.k[1][0] = 3 }', '{"k":[[1,2],[3,4]]}', 'true'],
  ['FP-25', 'a key with a dot is found by its bracket form', `{ $.['a.b'] = "x" }`, '{"a.b":"x"}', 'true'],
  ['FP-25', 'and is not the path of the same spelling', '{ $.a.b = "x" }', '{"a.b":"x"}', 'false'],
  ['FP-25', 'the dot before the bracket may be left out', `{ $['a.b'] = "x" }`, '{"a.b":"x"}', 'true'],
  ['FP-26', 'one element that fits is enough', '{ $.k[*] = "b" }', '{"k":["a","b"]}', 'true'],
  ['FP-26', 'by regular expression too', '{ $.k[*] = %^b.{2}% }', '{"k":["a","bcd"]}', 'true'],
  ['FP-26', 'in objects of a list', '{ $.k[*].id = "b" }', '{"k":[{"id":"a"},{"id":"b"}]}', 'true'],
  ['FP-26', 'no element fits', '{ $.k[*] = "c" }', '{"k":["a","b"]}', 'false'],
  ['FP-26', 'a text has no elements', '{ $.k[*] = "x" }', '{"k":"x"}', 'false'],
  ['FP-26', 'an empty list holds none', '{ $.k[*] = "c" }', '{"k":[]}', 'false'],
  ['FP-27', 'one field that fits is enough', '{ $.* = %^10\\.1% }', '{"ip":"10.1.2.3","n":"x"}', 'true'],
  ['FP-27', 'a list has elements, not fields', '{ $.k.* = "a" }', '{"k":["a"]}', 'false'],
  ['FP-27', 'a text has no fields', '{ $.a.* NOT EXISTS }', '{"a":"x"}', 'true'],
  ['FP-28', 'a list equals nothing', '{ $.users = 1 }', '{"users":[1,2]}', 'false'],
  ['FP-28', 'an object equals nothing, not even *', '{ $.user = * }', '{"user":{"type":"Root"}}', 'false'],
  ['FP-29', 'a list differs from nothing either', '{ $.users != 1 }', '{"users":[1,2]}', 'false'],
  ['FP-29', 'and is not smaller or larger', '{ $.users > 1 }', '{"users":[2]}', 'false'],
];

const TEXTS: readonly Row[] = [
  ['FP-30', '= compares the whole value', '{ $.a = "Trail" }', '{"a":"UpdateTrail"}', 'false'],
  ['FP-30', '= is case-sensitive', '{ $.a = "deletebucket" }', '{"a":"DeleteBucket"}', 'false'],
  ['FP-31', 'quotes change nothing for plain words', '{ $.a = DeleteTrail }', '{"a":"DeleteTrail"}', 'true'],
  ['FP-32', 'dots need no quotes', '{ $.s = s3.amazonaws.com }', '{"s":"s3.amazonaws.com"}', 'true'],
  ['FP-33', 'a blank needs quotes', '{ $.m = Failed authentication }', '{"m":"Failed authentication"}', 'invalid'],
  ['FP-34', '!= holds for another text', '{ $.a != "x" }', '{"a":"y"}', 'true'],
  ['FP-34', '!= does not hold for the same text', '{ $.a != "x" }', '{"a":"x"}', 'false'],
  ['FP-35', '!= does not hold where the field is absent', '{ $.f != "x" }', '{"a":"y"}', 'false'],
  ['FP-35', 'nor where its parent is absent', '{ $.f.g != "x" }', '{"a":"y"}', 'false'],
  ['FP-36', '= does not hold where the field is absent', '{ $.f = "x" }', '{"a":"y"}', 'false'],
  ['FP-37', 'absent or different is written out', '{ ($.f NOT EXISTS) || ($.f != "x") }', '{"a":"y"}', 'true'],
  ['FP-38', 'a star at the end is a prefix match', '{ $.e = "Denied*" }', '{"e":"DeniedByPolicy"}', 'true'],
  ['FP-38', 'and may stand for nothing', '{ $.e = "Denied*" }', '{"e":"Denied"}', 'true'],
  ['FP-38', 'but not for what comes before', '{ $.e = "Denied*" }', '{"e":"AccessDenied"}', 'false'],
  [
    'FP-39',
    'a star in front is a suffix match',
    '{ $.e = *Operation }',
    '{"e":"Client.UnauthorizedOperation"}',
    'true',
  ],
  ['FP-39', 'and may stand for nothing', '{ $.e = *Operation }', '{"e":"Operation"}', 'true'],
  ['FP-40', 'stars at both ends mean "contains"', '{ $.e = *html* }', '{"e":"/index.html?x"}', 'true'],
  ['FP-40', 'and the text must be there', '{ $.e = *html* }', '{"e":"/index.htm"}', 'false'],
  ['FP-41', 'stars work inside quotes', '{ $.e = "*Event" }', '{"e":"PutEvent"}', 'true'],
  ['FP-43', 'a star alone matches any text', '{ $.e = * }', '{"e":"x"}', 'true'],
  ['FP-43', 'any number', '{ $.e = * }', '{"e":1}', 'true'],
  ['FP-43', 'any boolean', '{ $.e = "*" }', '{"e":false}', 'true'],
  ['FP-43', 'but nothing that is absent', '{ $.e = * }', '{"a":1}', 'false'],
  ['FP-44', 'an address range is a prefix', '{ $.ip != 10.0.* }', '{"ip":"192.0.2.1"}', 'true'],
  ['FP-44', 'and excludes what it covers', '{ $.ip != 10.0.* }', '{"ip":"10.0.2.1"}', 'false'],
];

const WORDS_AND_NUMBERS: readonly Row[] = [
  ['FP-45', 'null exists', '{ $.x NOT EXISTS }', '{"x":null}', 'false'],
  ['FP-45', 'a missing key does not', '{ $.x NOT EXISTS }', '{"y":1}', 'true'],
  ['FP-45', 'an object exists', '{ $.x NOT EXISTS }', '{"x":{}}', 'false'],
  ['FP-46', 'below a missing key nothing exists', '{ $.u.x NOT EXISTS }', '{"a":1}', 'true'],
  ['FP-46', 'below a text nothing exists', '{ $.u.x NOT EXISTS }', '{"u":"x"}', 'true'],
  ['FP-47', 'null is NULL', '{ $.x IS NULL }', '{"x":null}', 'true'],
  ['FP-47', 'what is absent is not NULL', '{ $.x IS NULL }', '{"a":1}', 'false'],
  ['FP-47', 'the text "null" is not NULL', '{ $.x IS NULL }', '{"x":"null"}', 'false'],
  ['FP-48', 'false is FALSE', '{ $.r IS FALSE }', '{"r":false}', 'true'],
  ['FP-48', 'true is TRUE', '{ $.r IS TRUE }', '{"r":true}', 'true'],
  ['FP-48', 'true is not FALSE', '{ $.r IS FALSE }', '{"r":true}', 'false'],
  ['FP-49', 'the text "false" is not FALSE', '{ $.r IS FALSE }', '{"r":"false"}', 'false'],
  ['FP-50', 'there is no IS NOT', '{ $.x IS NOT NULL }', '{"x":1}', 'invalid'],
  ['FP-50', 'there is no EXISTS', '{ $.x EXISTS }', '{"x":1}', 'invalid'],
  ['FP-51', 'at least', '{ $.n >= 60 }', '{"n":60}', 'true'],
  ['FP-51', 'more than', '{ $.n > 60 }', '{"n":60}', 'false'],
  ['FP-51', 'less than', '{ $.n < -0.5 }', '{"n":-1}', 'true'],
  ['FP-51', 'at most', '{ $.n <= 1e3 }', '{"n":1000}', 'true'],
  ['FP-51', 'less, where it is as much', '{ $.n < 60 }', '{"n":60}', 'false'],
  ['FP-51', 'at most, where it is more', '{ $.n <= 60 }', '{"n":61}', 'false'],
  ['FP-51', 'up to the largest number that is kept', '{ $.n > 60 }', '{"n":9007199254740991}', 'true'],
  ['FP-52', 'a word is no number', '{ $.n > 5 }', '{"n":"many"}', 'false'],
  ['FP-52', 'nor is one that ends in a number', '{ $.n > 5 }', '{"n":"x6"}', 'false'],
  ['FP-52', 'nor one that begins with it', '{ $.n > 5 }', '{"n":"6x"}', 'false'],
  ['FP-52', 'what is absent is no number', '{ $.n < 5 }', '{"a":1}', 'false'],
  ['FP-52', 'null is no number', '{ $.n < 5 }', '{"n":null}', 'false'],
  ['FP-53', 'numbers are compared by value', '{ $.n = 1e+3 }', '{"n":1000}', 'true'],
  ['FP-53', 'whatever their spelling', '{ $.n = +1.50 }', '{"n":1.5}', 'true'],
  ['FP-53', 'and differ by value', '{ $.n != 2 }', '{"n":2.0}', 'false'],
  ['FP-54', 'a star works on numbers', '{ $.n = 4* }', '{"n":404}', 'true'],
  ['FP-54', 'and with !=', '{ $.n != 4* }', '{"n":200}', 'true'],
];

const REGEXES: readonly Row[] = [
  ['FP-55', 'parentheses are refused', '{ $.a = %(x|y)% }', '{"a":"x"}', 'invalid'],
  ['FP-55', 'letters beyond ASCII are refused', '{ $.a = %é% }', '{"a":"é"}', 'invalid'],
  ['FP-55', 'a parenthesis is written by its number', '{ $.a = %\\x28% }', '{"a":"f(x)"}', 'true'],
  ['FP-56', 'the search is not anchored', '{ $.a = %Trail% }', '{"a":"UpdateTrail"}', 'true'],
  ['FP-56', 'and case-sensitive', '{ $.a = %trail% }', '{"a":"UpdateTrail"}', 'false'],
  ['FP-57', '!= turns it round', '{ $.a != %^x% }', '{"a":"y"}', 'true'],
  ['FP-57', 'but not where the field is absent', '{ $.b != %^x% }', '{"a":"y"}', 'false'],
  ['FP-58', '| separates whole alternatives', '{ $.a = %^start|^init% }', '{"a":"re-init"}', 'false'],
  ['FP-58', 'any of which will do', '{ $.a = %^start|init$% }', '{"a":"re-init"}', 'true'],
  ['OQ-14', 'a blank is accepted', '{ $.a = %a b% }', '{"a":"xa bx"}', 'true'],
  ['FP-55', 'what no engine reads alike is not decided', '{ $.a = %\\bx\\b% }', '{"a":"x"}', 'unknown'],
  ['FP-55', 'as many repeats as are counted', '{ $.a = %x{1000}% }', '{"a":"x"}', 'false'],
  ['FP-55', 'nor a class by name', '{ $.a = %[[:alpha:]]% }', '{"a":"x"}', 'unknown'],
  ['FP-55', 'nor what cannot be read at all', '{ $.a = %*x% }', '{"a":"x"}', 'unknown'],
  ['FP-55', 'nor a possessive repeat', '{ $.a = %x++% }', '{"a":"x"}', 'unknown'],
  ['FP-55', 'nor an open bracket', '{ $.a = %[x% }', '{"a":"x"}', 'unknown'],
  ['FP-56', 'nor line breaks', '{ $.a = %x$% }', '{"a":"x\\ny"}', 'unknown'],
];

const COMBINATIONS: readonly Row[] = [
  ['FP-60', '&& binds tighter', '{ $.a = 1 || $.a = 2 && $.b = 9 }', '{"a":1,"b":0}', 'true'],
  ['FP-61', 'parentheses override', '{ ($.a = 1 || $.a = 2) && $.b = 9 }', '{"a":1,"b":0}', 'false'],
  ['FP-62', 'one field never has two values', '{ $.a = "x" && $.a = "y" }', '{"a":"x"}', 'false'],
  ['FP-63', 'exclusions joined with || exclude nothing', '{ $.a != "x" || $.a != "y" }', '{"a":"x"}', 'true'],
  ['FP-64', 'blanks do not matter', '{($.a=1)&&($.b=2)}', '{"a":1,"b":2}', 'true'],
  ['FP-64', 'nor line breaks', '{ $.a\n=\t1 &&\r\n$.b = 2\n}', '{"a":1,"b":2}', 'true'],
  ['FP-65', 'an operator is missing', '{ ($.a = 1) ($.b = 2) }', '{"a":1,"b":2}', 'invalid'],
  ['FP-65', 'a parenthesis is missing', '{ ($.a = 1 }', '{"a":1}', 'invalid'],
];

/** What AWS leaves open: decided only where every reading gives the same answer. */
const OPEN: readonly Row[] = [
  ['OQ-1', 'a star inside is a wildcard or not', '{ $.e = "Ev*ent" }', '{"e":"EvXent"}', 'unknown'],
  ['OQ-1', 'the same text equals it either way', '{ $.e = "Ev*ent" }', '{"e":"Ev*ent"}', 'true'],
  ['OQ-1', 'no reading fits', '{ $.e = "Ev*ent" }', '{"e":"EvXen"}', 'false'],
  ['OQ-1', 'a text that only begins like it', '{ $.e = "Ev*ent" }', '{"e":"EvXentX"}', 'false'],
  ['OQ-1', 'a text that only ends like it', '{ $.e = "Ev*ent" }', '{"e":"XEvXent"}', 'false'],
  ['OQ-1', 'several stars inside', '{ $.e = "a*b*c" }', '{"e":"aXbXc"}', 'unknown'],
  ['OQ-1', 'parts must not overlap', '{ $.e = "aba*aba" }', '{"e":"ababa"}', 'false'],
  ['OQ-1', 'between stars at the ends', '{ $.e = "*a*b*" }', '{"e":"xaxbx"}', 'unknown'],
  ['OQ-2', 'a list under one clause may spoil the rest', '{ $.k = 1 || $.a = 1 }', '{"k":[1],"a":1}', 'unknown'],
  ['OQ-2', 'no reading matches', '{ $.k = 1 || $.a = 2 }', '{"k":[1],"a":1}', 'false'],
  ['OQ-2', 'behind a wildcard as well', '{ $.k[*] = 1 || $.a = 1 }', '{"k":[[1]],"a":1}', 'unknown'],
  ['OQ-2', 'a list that is compared by size as well', '{ $.k > 1 || $.a = 1 }', '{"k":[2],"a":1}', 'unknown'],
  ['OQ-2', 'asking whether an object exists spoils nothing', '{ $.k NOT EXISTS || $.a = 1 }', '{"k":{},"a":1}', 'true'],
  ['OQ-3', 'true as a word', '{ $.r = true }', '{"r":true}', 'unknown'],
  ['OQ-3', 'true in quotes', '{ $.r = "true" }', '{"r":false}', 'unknown'],
  ['OQ-3', 'TRUE in upper case', '{ $.r != TRUE }', '{"r":true}', 'unknown'],
  ['OQ-3', 'a wildcard that may mean it', '{ $.r = "*s*" }', '{"r":true}', 'unknown'],
  ['OQ-3', 'a wildcard that means neither', '{ $.r != "Delete*" }', '{"r":true}', 'true'],
  ['OQ-3', 'any other word', '{ $.r = yes }', '{"r":true}', 'false'],
  ['OQ-3', 'the text "true" is a text', '{ $.r = true }', '{"r":"true"}', 'true'],
  ['OQ-4', 'a number and the same number as text', '{ $.n = 5 }', '{"n":"5"}', 'unknown'],
  ['OQ-4', 'another text is no such number', '{ $.n = 5 }', '{"n":"five"}', 'false'],
  ['OQ-4', 'no text at all is no number', '{ $.n = 0 }', '{"n":""}', 'false'],
  ['OQ-4', 'nor is one in another notation', '{ $.n = 5 }', '{"n":"0x5"}', 'false'],
  ['OQ-4', 'an account id without quotes', '{ $.n = 111122223333 }', '{"n":"111122223333"}', 'unknown'],
  ['OQ-4', 'quoted digits and a number', '{ $.n = "5" }', '{"n":5}', 'unknown'],
  ['OQ-4', 'quoted digits and another number', '{ $.n = "5" }', '{"n":6}', 'false'],
  ['OQ-4', 'quoted digits of another spelling', '{ $.n = "5.0" }', '{"n":5}', 'unknown'],
  ['OQ-4', 'a number and its text in another spelling', '{ $.n != 5 }', '{"n":"+5.0"}', 'unknown'],
  ['OQ-4', 'a number and a text that reads as another', '{ $.n != 5 }', '{"n":"6"}', 'true'],
  ['OQ-4', 'quoted digits with a star and a number', '{ $.n = "4*" }', '{"n":404}', 'unknown'],
  ['OQ-4', 'quoted digits with a star and another number', '{ $.n = "4*" }', '{"n":500}', 'false'],
  ['OQ-4', 'a number among elements, as text', '{ $.k[*] = 5 }', '{"k":[1,"5"]}', 'unknown'],
  ['OQ-4', 'a number among elements, as text and as number', '{ $.k[*] = 5 }', '{"k":["5",5]}', 'true'],
  ['OQ-4', 'larger, as text', '{ $.n > 5 }', '{"n":"6"}', 'unknown'],
  ['OQ-5', 'lower case', '{ $.x is null }', '{"x":null}', 'unknown'],
  ['OQ-5', 'decides over the whole pattern', '{ $.x not exists || $.a = 1 }', '{"a":1}', 'unknown'],
  ['OQ-5', 'also where the rest does not hold', '{ $.x Not Exists && $.a = 2 }', '{"a":1}', 'unknown'],
  ['OQ-5', 'also where there is nothing to look at', '{ $.k[*] is null }', '{"k":[]}', 'unknown'],
  ['OQ-6', 'an escape in a text', '{ $.x = "a\\"b" }', '{"x":"a\\"b"}', 'unknown'],
  ['OQ-6', 'an escape in a key', `{ $.['a\\'b'] NOT EXISTS }`, '{"x":1}', 'unknown'],
  ['OQ-6', 'an escape in one of two keys', `{ $.a.['b\\'c'] NOT EXISTS }`, '{"a":{}}', 'unknown'],
  ['OQ-6', 'an escape in a text, and a number', '{ $.n = "\\5" }', '{"n":5}', 'unknown'],
  ['OQ-7', 'an empty text and an empty value', '{ $.x = "" }', '{"x":""}', 'unknown'],
  ['OQ-7', 'an empty text and another value', '{ $.x = "" }', '{"x":"y"}', 'false'],
  ['OQ-7', 'an empty text and nothing', '{ $.x = "" }', '{"y":1}', 'false'],
  ['OQ-8', 'a word and null', '{ $.x = "y" }', '{"x":null}', 'false'],
  ['OQ-8', 'the word null and null', '{ $.x = null }', '{"x":null}', 'unknown'],
  ['OQ-8', 'NULL and null', '{ $.x = NULL }', '{"x":null}', 'unknown'],
  ['OQ-8', 'anything and null', '{ $.x = * }', '{"x":null}', 'unknown'],
  ['OQ-8', 'not a word and null', '{ $.x != "y" }', '{"x":null}', 'unknown'],
  ['OQ-8', 'not a number and null', '{ $.x != 0 }', '{"x":null}', 'unknown'],
  ['OQ-8', 'a regular expression and null', '{ $.x = %.% }', '{"x":null}', 'unknown'],
  ['OQ-8', 'a number and null', '{ $.x = 0 }', '{"x":null}', 'false'],
  ['OQ-9', 'of two keys the last one counts', '{ $.a = "y" }', '{"a":"x","a":"y"}', 'true'],
  ['OQ-10', '!= over elements that differ', '{ $.k[*] != "a" }', '{"k":["a","b"]}', 'unknown'],
  ['OQ-10', '!= over elements that all differ from it', '{ $.k[*] != "c" }', '{"k":["a","b"]}', 'true'],
  ['OQ-10', '!= over elements that all equal it', '{ $.k[*] != "a" }', '{"k":["a","a"]}', 'false'],
  ['OQ-10', '!= over no element', '{ $.k[*] != "a" }', '{"k":[]}', 'unknown'],
  ['OQ-10', 'absence in some elements', '{ $.k[*].id NOT EXISTS }', '{"k":[{"id":1},{}]}', 'unknown'],
  ['OQ-10', 'absence in all elements', '{ $.k[*].id NOT EXISTS }', '{"k":[{},{}]}', 'true'],
  ['OQ-11', 'a field of a field', '{ $.* = "Root" }', '{"user":{"type":"Root"}}', 'unknown'],
  ['OQ-11', 'found on the first level already', '{ $.* = "Root" }', '{"type":"Root","name":"x"}', 'true'],
  ['OQ-11', 'found on no level', '{ $.* = "Root" }', '{"user":{"type":"IAMUser"}}', 'false'],
  ['OQ-11', 'null has no fields', '{ $.* = "Root" }', '{"user":{"type":null}}', 'false'],
  ['OQ-11', 'a field of an element', '{ $.*.type = "Root" }', '{"a":{"b":[{"type":"Root"}]}}', 'unknown'],
  ['OQ-12', 'more digits than numbers keep', '{ $.n = 12345678901234567890 }', '{"n":12345678901234567890}', 'unknown'],
  ['OQ-12', 'as many digits as they keep', '{ $.n = 123456789012345 }', '{"n":123456789012345}', 'true'],
  ['OQ-12', 'more digits of a small number', '{ $.n > 0.12345678901234567 }', '{"n":1}', 'unknown'],
  ['OQ-12', 'also behind the point', '{ $.n > 0.1 }', '{"n":0.1000000000000001}', 'unknown'],
  ['OQ-12', 'a number that fewer digits do not bring nearer', '{ $.n > 0.1 }', '{"n":0.12345678901234567}', 'true'],
  ['OQ-12', 'nor is it taken for another', '{ $.n = 0.1 }', '{"n":0.12345678901234567}', 'false'],
  ['OQ-12', 'also with a star', '{ $.n = 1* }', '{"n":1e21}', 'unknown'],
  ['OQ-12', 'beyond every number', '{ $.n < 1e999 }', '{"n":1}', 'unknown'],
  ['OQ-13', 'a sign that nobody documents', '{ $.a = a!b }', '{"a":"a!b"}', 'unknown'],
  ['OQ-13', 'decides over the whole pattern', '{ $.a = a!b || $.b = 1 }', '{"b":1}', 'unknown'],
  ['OQ-15', 'a star that is meant literally', '{ $.a = "a\\*b" }', '{"a":"a*b"}', 'unknown'],
  ['OQ-16', 'a regular expression and a number', '{ $.n = %4..% }', '{"n":404}', 'unknown'],
  ['OQ-16', 'the first of two elements that are not decided', '{ $.k[*] = %x% }', '{"k":[1,null]}', 'unknown'],
  ['OQ-16', 'a regular expression and a boolean', '{ $.n != %x% }', '{"n":true}', 'unknown'],
];

/** Keys that every object of this language has without being given them. */
const HOSTILE: readonly Row[] = [
  ['own', 'a key that objects inherit is absent', '{ $.constructor NOT EXISTS }', '{"a":1}', 'true'],
  ['own', 'nor has it a name', '{ $.constructor.name = "Object" }', '{"a":1}', 'false'],
  ['own', '__proto__ is a key like any other', '{ $.__proto__ = "x" }', '{"__proto__":"x"}', 'true'],
  ['own', 'and absent where it is not given', '{ $.__proto__ NOT EXISTS }', '{"a":1}', 'true'],
  ['own', 'a list has no length', '{ $.k.length = 2 }', '{"k":[1,2]}', 'false'],
];

const ALL = [...SELECTORS, ...TEXTS, ...WORDS_AND_NUMBERS, ...REGEXES, ...COMBINATIONS, ...OPEN, ...HOSTILE];

describe('a filter pattern on a message', () => {
  it.each(ALL)('%s %s: %s on %s', (_id, _what, pattern, message, expected) => {
    expect(verdict(pattern, message)).toBe(expected);
  });

  it('takes a record as well as its text', () => {
    for (const [, , pattern, message, expected] of ALL) {
      const value = parse(message);
      if (value !== null) expect(verdict(pattern, value)).toBe(expected);
    }
  });

  it('names the open question behind every answer that is not decided', () => {
    for (const [id, what, pattern, message, expected] of OPEN) {
      const value = parse(message);
      if (expected === 'unknown' && value)
        expect(question(pattern, value), `${pattern}: ${what}`).toBe(id === 'OQ-15' ? 'OQ-6' : id);
    }
  });
});

function parse(message: string): CloudTrailRecord | null {
  try {
    const value = JSON.parse(message) as Value;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CloudTrailRecord) : null;
  } catch {
    return null;
  }
}

describe('what is said of a match', () => {
  const explain = (text: string, record: CloudTrailRecord) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return explainMatch(parsed.pattern, record).sentence;
  };

  it.each([
    ['{ $.a = 1 && $.b = 2 }', 'it matches'],
    ['{ $.a = 1 && $.b = 3 }', 'it does not match'],
    ['%x%', '%x% finds something in it'],
    ['%q%', '%q% finds nothing in it'],
  ])('%s: %s', (text, sentence) => {
    expect(explain(text, { a: 1, b: 2, c: 'x' })).toBe(sentence);
  });

  it.each([
    ['only what is left open', '{ ($.a = 1 || $.r = true) && $.n = "5" }', ['$.n = "5"']],
    ['the first word that is not documented', '{ $.r is true || $.x is null }', ['$.r is true']],
  ])('names %s', (_what, text, clauses) => {
    const parsed = parsePattern(text);
    const { undecided } = parsed.ok ? matchPattern(parsed.pattern, { a: 1, r: true, n: 5 }) : { undecided: [] };
    expect(undecided.map(({ start, end }) => text.slice(start, end))).toEqual(clauses);
  });
});

describe('the clause that stands against a match', () => {
  const record = {
    eventName: 'DeleteBucket',
    eventSource: 's3.amazonaws.com',
    userIdentity: { type: 'Root' },
    k: [1, 2],
    errorCode: null,
    fits: 'x'.repeat(58),
    long: 'x'.repeat(59),
  };
  it.each([
    [
      '{ $.eventName = "deletebucket" }',
      '$.eventName is "DeleteBucket", the pattern wants $.eventName = "deletebucket"; letter case counts, and it is "DeleteBucket"',
      '$.eventName = "deletebucket"',
    ],
    [
      '{ $.eventName = "DeleteBucket" && $.errorMessage = "x" }',
      '$.errorMessage is absent, the pattern wants $.errorMessage = "x"',
      '$.errorMessage = "x"',
    ],
    [
      '{ $.eventSource = "s3.amazonaws.com" && ($.eventName = "PutBucket" || $.eventName = "DeleteBuckets") }',
      '$.eventName is "DeleteBucket", the pattern wants $.eventName = "DeleteBuckets" (did you mean "DeleteBucket"?)',
      '$.eventName = "DeleteBuckets"',
    ],
    [
      '{ $.userIdentity = "Root" }',
      '$.userIdentity is an object, the pattern wants $.userIdentity = "Root"',
      '$.userIdentity = "Root"',
    ],
    ['{ $.k != 1 }', '$.k is a list, the pattern wants $.k != 1', '$.k != 1'],
    [
      '{ $.eventName = "A" || $.eventName = "B" }',
      'neither of the pattern\'s 2 event names is "DeleteBucket"',
      '$.eventName = "A" || $.eventName = "B"',
    ],
    ['{ $.k[*] = 5 }', '$.k[*] is 1 and 2, the pattern wants $.k[*] = 5', '$.k[*] = 5'],
    ['{ $.errorCode = "x" }', '$.errorCode is null, the pattern wants $.errorCode = "x"', '$.errorCode = "x"'],
    ['{ $.fits = "y" }', `$.fits is "${'x'.repeat(58)}", the pattern wants $.fits = "y"`, '$.fits = "y"'],
    ['{ $.long = "y" }', `$.long is "${'x'.repeat(55)}"..., the pattern wants $.long = "y"`, '$.long = "y"'],
  ])('%s', (text, sentence, clause) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const miss = nearest(explainMatch(parsed.pattern, record));
    expect(miss.clause.sentence).toBe(sentence);
    expect(text.slice(miss.clause.start, miss.clause.end)).toBe(clause);
  });
});

describe('of two patterns that miss', () => {
  const record = {
    eventName: 'DeleteBucket',
    eventSource: 's3.amazonaws.com',
    userAgent: 'Terraform',
    k: ['beta', 'alphb'],
    l: [{ id: 'a' }, {}],
  };
  const missOf = (text: string) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return nearest(explainMatch(parsed.pattern, record));
  };
  const OTHER = '{ $.eventName = "StopLogging" }';

  it.each([
    [
      'it fails fewer clauses',
      '{ $.eventName = "Put" && $.eventSource = "s3*" }',
      '{ $.eventName = "Put" && $.eventSource = "x" }',
    ],
    ['its value is a misspelling', '{ $.eventName = "DeleteBuckets" }', OTHER],
    ['its value is what is excluded', '{ $.userAgent != "Terraform" }', OTHER],
    ['its value is what is excluded, where it is there', '{ $.l[*].id != "a" }', OTHER],
    ['more of its clauses hold', '{ $.eventName = "StopLogging" && $.eventSource = "s3*" }', OTHER],
    [
      'both are misspelt, and more of its clauses hold',
      '{ $.eventName = "DeleteBuckets" && $.eventSource = "s3*" }',
      '{ $.eventName = "DeleteBuckets" }',
    ],
    ['one of its terms occurs', 'StopLogging DeleteBucket', OTHER],
    ['its term is a misspelling', 'DeleteBuckets', OTHER],
    ['its term is a misspelling of one of several', '?StopLogging ?DeleteBuckets', OTHER],
  ])('one was meant: %s', (_why, meant, other) => {
    expect(byNearness(missOf(meant), missOf(other))).toBeLessThan(0);
    expect(byNearness(missOf(other), missOf(meant))).toBeGreaterThan(0);
  });

  it.each([
    ['what is excluded is absent', '{ $.errorCode != "x" }'],
    ['the names of two services end alike', '{ $.eventSource = "ec2.amazonaws.com" }'],
    ['a number is no misspelling', '{ $.eventName = 5 }'],
    ['nor is what a value is compared with by size', '{ $.eventName > 5 }'],
    ['what holds beside it names no value', '{ $.eventName = "StopLogging" && $.errorCode NOT EXISTS }'],
    ['nor is a regular expression', '{ $.eventName = %DeleteBuckets% }'],
    ['a term that is excluded and does not occur names no value', 'StopLogging -UpdateTrail'],
    ['nor does one that is excluded and occurs', '-Terraform'],
  ])('neither was meant: %s', (_why, pattern) => {
    expect(byNearness(missOf(pattern), missOf(OTHER))).toBe(0);
  });
});
