/** Everything that can be wrong with a rule file: each mistake with its place, its sentence and the next step, all of them at once, and soon. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import type { Mistake } from '../../src/model/errors.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { formatMistakes } from '../../src/rulebook/frame.ts';
import { shippedRules } from '../../src/sources/files.ts';

const FILE = 'policies/trails.yaml';

const KINDS = [...vocabulary.kinds.keys()].join(', ');
/** Everything a condition on a kind can ask. */
function askableOf(kind: string): string {
  const { fields = {}, relations = {} } = vocabulary.kinds.get(kind) ?? {};
  return [...Object.keys(fields), ...Object.keys(relations), 'all', 'any', 'not', 'use', 'cel'].join(', ');
}
const [OF_TRAIL, OF_LOG_GROUP] = [askableOf('trail'), askableOf('logGroup')];

function errorOf(...texts: readonly string[]): RulebookError {
  try {
    compileRules(texts.map((text, at) => ({ file: at === 0 ? FILE : `policies/${at}.yaml`, text })));
  } catch (error) {
    if (error instanceof RulebookError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}

/** `line:column message | hint`. */
const short = ({ at, message, hint }: Mistake) =>
  `${at.line}:${at.column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
const mistakes = (...texts: readonly string[]) => errorOf(...texts).mistakes.map(short);

/** A rule of six lines, whose seventh is its assertion. */
const HEAD = `id: trail.test
title: A rule of a test
severity: high
params:
  days: { type: integer, default: 30, minimum: 1, maximum: 99 }
for: trail
`;
const rule = (rest: string) => `${HEAD}${rest}\n`;
const assert = (body: string) => rule(`assert: ${body}`);
const group = (rest: string) => `${HEAD.replace('for: trail', 'for: logGroup')}${rest}\n`;
const account = (body: string) => `${HEAD.replace('for: trail', 'for: account')}assert: ${body}\n`;

describe('a mistake in an assertion', () => {
  it.each<readonly [what: string, text: string, mistake: string]>([
    [
      'a misspelt field',
      assert('{ loging: true }'),
      '7:11 trail has no field, relation or check word "loging" | did you mean "logging"?',
    ],
    [
      'a field of another kind',
      assert('{ retentionDays: 3 }'),
      `7:11 trail has no field, relation or check word "retentionDays" | known: ${OF_TRAIL}`,
    ],
    [
      'a key that objects inherit',
      assert('{ constructor: true }'),
      `7:11 trail has no field, relation or check word "constructor" | known: ${OF_TRAIL}`,
    ],
    [
      'the key of prototypes',
      assert('{ __proto__: { exists: true } }'),
      `7:11 trail has no field, relation or check word "__proto__" | known: ${OF_TRAIL}`,
    ],
    [
      'a text where a yes or no belongs',
      assert('{ logging: "true" }'),
      '7:20 logging is true or false, and is compared with "true"',
    ],
    ['a number where a text belongs', assert('{ name: 5 }'), '7:17 name is a text, and is compared with 5'],
    [
      'a value that there never is',
      assert('{ managementEvents: al }'),
      '7:29 managementEvents is never "al" | it is one of all, readOnly, writeOnly, none',
    ],
    [
      'one of several values that there never is',
      assert('{ managementEvents: { in: [all, reads] } }'),
      '7:35 managementEvents is never "reads" | it is one of all, readOnly, writeOnly, none',
    ],
    [
      'a list where a value belongs',
      assert('{ name: [a, b] }'),
      '7:17 name is compared with a list | one of them: { in: [...] }',
    ],
    [
      'a list compared with a list',
      assert('{ excludedSources: [a] }'),
      '7:28 excludedSources is compared with a list | all of them: { containsAll: [...] }',
    ],
    [
      'a list compared with a value',
      assert('{ excludedSources: a }'),
      '7:28 excludedSources is a list and needs an operator, not the text "a" | operators: exists, contains, containsAll, only, size',
    ],
    [
      'a time compared with a value',
      assert('{ deliveredAt: 2026-01-01 }'),
      '7:24 deliveredAt is a time and needs an operator, not the text "2026-01-01" | operators: exists, within, olderThan, atLeast, atMost, moreThan, lessThan',
    ],
    [
      'a misspelt operator',
      assert('{ name: { likes: "a*" } }'),
      '7:19 name has no operator "likes" | did you mean "like"?',
    ],
    [
      'an operator of another type',
      assert('{ logging: { atLeast: 1 } }'),
      '7:22 `atLeast` cannot be asked of logging, which is true or false | use one of: is, isNot, exists',
    ],
    [
      'an order of texts',
      assert('{ name: { moreThan: a } }'),
      '7:19 `moreThan` cannot be asked of name, which is a text | use one of: is, isNot, in, notIn, exists, like, notLike, regex, contains',
    ],
    [
      'an age of a text',
      assert('{ name: { within: 1d } }'),
      '7:19 `within` cannot be asked of name, which is a text | use one of: is, isNot, in, notIn, exists, like, notLike, regex, contains',
    ],
    ['no operator', assert('{ name: {} }'), '7:17 name asks for nothing | give a value or an operator'],
    ['exists with a text', assert('{ name: { exists: yes } }'), '7:27 exists must be true or false, not "yes"'],
    ['one of no list', assert('{ name: { in: a } }'), '7:23 `in` needs a list, not "a" | in: [...]'],
    ['like a number', assert('{ name: { like: 5 } }'), '7:25 `like` needs a text, not 5'],
    [
      'a bad duration',
      assert('{ deliveredAt: { within: 1 day } }'),
      '7:34 `within` needs a duration, not "1 day" | for example 24h, 90m, 30d or 2w',
    ],
    [
      'a duration without unit',
      assert('{ deliveredAt: { within: 24 } }'),
      '7:34 `within` needs a duration, not 24 | for example 24h, 90m, 30d or 2w',
    ],
    [
      'a negative duration',
      assert('{ deliveredAt: { olderThan: -1d } }'),
      '7:37 `olderThan` needs a duration, not "-1d" | for example 24h, 90m, 30d or 2w',
    ],
    [
      'a time that is none',
      assert('{ deliveredAt: { atLeast: yesterday } }'),
      '7:35 deliveredAt is a time, and is compared with "yesterday"',
    ],
    [
      'an open bracket in a regular expression',
      assert('{ name: { regex: "a[" } }'),
      '7:26 the regular expression cannot be read: missing closing ]: `[` | RE2 syntax',
    ],
    [
      'look-ahead',
      assert('{ name: { regex: "(?=a)b" } }'),
      '7:26 regular expressions have no look-around and no back-references | RE2 syntax',
    ],
    [
      'look-behind',
      assert('{ name: { regex: "(?<!a)b" } }'),
      '7:26 regular expressions have no look-around and no back-references | RE2 syntax',
    ],
    [
      'a back-reference',
      assert('{ name: { regex: "(a)\\\\1" } }'),
      '7:26 regular expressions have no look-around and no back-references | RE2 syntax',
    ],
    [
      'too many repeats',
      assert('{ name: { regex: "(a{100}){100}" } }'),
      '7:26 the regular expression cannot be read: invalid repeat count: `{100}` | RE2 syntax',
    ],
    [
      'a sign of one engine alone',
      assert('{ name: { regex: "\\\\u0041" } }'),
      '7:26 the regular expression cannot be read: invalid escape sequence: `\\u` | RE2 syntax',
    ],
    [
      'no number',
      group('assert: { retentionDays: { atLeast: .nan } }'),
      '7:37 retentionDays is a whole number, and is compared with NaN',
    ],
    [
      'a fraction of a day',
      group('assert: { retentionDays: 1.5 }'),
      '7:26 retentionDays is a whole number, and is compared with 1.5',
    ],
    [
      'a parameter that there is not',
      group('assert: { retentionDays: { atLeast: $dayz } }'),
      '7:37 there is no parameter "dayz" in this rule | did you mean "days"?',
    ],
    [
      'a parameter that objects inherit',
      group('assert: { retentionDays: { atLeast: $constructor } }'),
      '7:37 there is no parameter "constructor" in this rule | known: days',
    ],
    [
      'a parameter within a list',
      group('assert: { retentionDays: { in: [1, $dayz] } }'),
      '7:36 there is no parameter "dayz" in this rule | did you mean "days"?',
    ],
    ['a parameter of another type', assert('{ name: $days }'), '7:17 name is a text, and is compared with 30'],
    [
      'a relation without condition',
      assert('{ logGroup: true }'),
      '7:21 logGroup is a logGroup and needs a condition on it, not true | logGroup: { exists: true }',
    ],
    [
      'exists of a relation with a text',
      assert('{ logGroup: { exists: maybe } }'),
      '7:31 exists must be true or false, not the text "maybe"',
    ],
    [
      'a misspelt field of a relation',
      assert('{ logGroup: { retentionDay: 1 } }'),
      '7:23 logGroup has no field, relation or check word "retentionDay" | did you mean "retentionDays"?',
    ],
    [
      'a misspelt exists of a relation',
      assert('{ logGroup: { exsits: true } }'),
      '7:23 logGroup has no field, relation or check word "exsits" | did you mean "exists"?',
    ],
    [
      'a key of a relation that is near to nothing',
      assert('{ logGroup: { xyz: true } }'),
      `7:23 logGroup has no field, relation or check word "xyz" | known: exists, ${OF_LOG_GROUP}, policyAllowsOnly, policyAllowsPublic, policyDenies`,
    ],
    [
      'a misspelt absent',
      assert('{ name: { is: a, absnet: pass } }'),
      '7:26 name has no operator "absnet" | did you mean "absent"?',
    ],
    [
      'exists of a list of things',
      account('{ trails: { exists: true } }'),
      '7:21 trails is a list of trail and has no "exists" of its own | trails: { count: { atLeast: 1 } }',
    ],
    [
      'a quantifier with a typing error',
      account('{ trails: { evrey: { logging: true } } }'),
      '7:21 trails is a list of trail and has no "evrey" of its own | did you mean "every"?',
    ],
    [
      'a misspelt where of a count',
      account('{ trails: { count: { atLeast: 1, wehre: { logging: true } } } }'),
      '7:42 count has no operator "wehre" | did you mean "where"?',
    ],
    [
      'a list of things without quantifier',
      account('{ trails: { logging: true } }'),
      '7:21 trails is a list of trail and has no "logging" of its own | trails: { some: { logging: ... } }',
    ],
    [
      'a list of things and a value',
      account('{ trails: main }'),
      '7:19 trails is a list of trail and needs some, every, none or count, not the text "main" | trails: { some: { ... } }',
    ],
    [
      'a list of things and nothing',
      account('{ trails: {} }'),
      '7:19 trails needs some, every, none or count | trails: { some: { ... } }',
    ],
    [
      'a misspelt quantifier',
      account('{ trails: { all: { logging: true } } }'),
      '7:21 trails is a list of trail and has no "all" of its own | it takes some, every, none or count',
    ],
    [
      'a count of no number',
      account('{ trails: { count: many } }'),
      '7:28 count is a whole number, and is compared with "many"',
    ],
    [
      'a count that asks for nothing',
      account('{ trails: { count: { where: { logging: true } } } }'),
      '7:28 count asks for nothing | give a value or an operator',
    ],
    [
      'a count that exists',
      account('{ trails: { count: { exists: true } } }'),
      '7:28 count is always there, so exists and absent cannot be asked of it | use one of: is, isNot, in, notIn, atLeast, atMost, moreThan, lessThan',
    ],
    [
      'a count with a meaning of absence',
      account('{ trails: { count: { atLeast: 1, absent: pass } } }'),
      '7:28 count is always there, so exists and absent cannot be asked of it | use one of: is, isNot, in, notIn, atLeast, atMost, moreThan, lessThan',
    ],
    [
      'a size that exists',
      assert('{ excludedSources: { size: { exists: true } } }'),
      '7:36 size of excludedSources is always there, so exists and absent cannot be asked of it | use one of: is, isNot, in, notIn, atLeast, atMost, moreThan, lessThan',
    ],
    [
      'absent with another word',
      assert('{ name: { is: a, absent: maybe } }'),
      '7:34 absent must be pass, fail or unknown, not the text "maybe"',
    ],
    ['all of no list', assert('{ all: { logging: true } }'), '7:16 all must be a list, not a mapping'],
    ['any of nothing', assert('{ any: [] }'), '7:16 any needs at least one condition'],
    ['not of a value', assert('{ not: true }'), '7:16 a condition on trail must be a mapping (key: value), not true'],
    ['a list', assert('[logging]'), '7:9 a condition on trail must be a mapping (key: value), not a list'],
    ['nothing', assert('{}'), '7:9 assert asks for nothing'],
    [
      'a key that is a list',
      assert('{ ? [a] : b }'),
      `7:13 trail has no field, relation or check word "" | known: ${OF_TRAIL}`,
    ],
    ['a definition that there is not', assert('{ use: good }'), '7:16 there is no definition "good"'],
    [
      'a misspelt definition',
      rule('definitions: { good: { logging: true } }\nassert: { use: goods }'),
      '8:16 there is no definition "goods" | did you mean "good"?',
    ],
    [
      'a definition by no name',
      rule('definitions: { good: { logging: true } }\nassert: { use: [good] }'),
      '8:16 use must name a definition, not a list',
    ],
    [
      'definitions in a circle',
      rule('definitions: { a: { use: b }, b: { not: { use: a } } }\nassert: { use: a }'),
      '7:48 definitions use each other in a circle: a -> b -> a',
    ],
    [
      'a definition of itself',
      rule('definitions: { a: { any: [{ use: a }] } }\nassert: { use: a }'),
      '7:34 definitions use each other in a circle: a -> a',
    ],
    [
      'an unknown event class',
      account('{ alertsOn: s3.DeletBucket }'),
      '7:21 there is no event class "s3.DeletBucket" | did you mean "s3.DeleteBucket"?',
    ],
    [
      'one unknown event class of several',
      account('{ alertsOn: { events: [s3.DeleteBucket, api.X] } }'),
      '7:49 there is no event class "api.X" | known: s3.DeleteBucket',
    ],
    [
      'alertsOn of another kind',
      assert('{ alertsOn: s3.DeleteBucket }'),
      '7:11 alertsOn cannot be asked of trail | it is asked of account',
    ],
    [
      'alertsOn of nothing',
      account('{ alertsOn: [] }'),
      '7:21 alertsOn needs an event class | alertsOn: s3.DeleteBucket, or alertsOn: { events: [...], reaches: confirmedSubscriber }',
    ],
    [
      'alertsOn without events',
      account('{ alertsOn: { reaches: action } }'),
      '7:21 alertsOn needs events | alertsOn: s3.DeleteBucket, or alertsOn: { events: [...], reaches: confirmedSubscriber }',
    ],
    [
      'alertsOn that reaches nobody',
      account('{ alertsOn: { events: s3.DeleteBucket, reaches: everybody } }'),
      '7:57 alertsOn cannot reach "everybody" | reaches: confirmedSubscriber or action',
    ],
  ])('%s', (_what, text, mistake) => {
    expect(mistakes(text, EVENTS)).toEqual([mistake]);
  });

  it('a key that a check word does not take', () => {
    const [mistake] = mistakes(account('{ alertsOn: { events: s3.DeleteBucket, sometimes: true } }'), EVENTS);
    expect(mistake).toMatch(/^7:59 alertsOn has no key "sometimes" \| it takes events.*reaches/);
  });
});

const EVENTS = `id: s3.DeleteBucket
title: A bucket is deleted
recordedIn: every
records: { eventSource: s3.amazonaws.com, eventName: DeleteBucket }
samples:
  - name: one
    record: { eventSource: s3.amazonaws.com, eventName: DeleteBucket }
`;

describe('a mistake in a rule', () => {
  const without = (key: string) => rule('assert: { logging: true }').replace(new RegExp(`^${key}:.*\\n`, 'm'), '');
  const instead = (line: string) =>
    rule('assert: { logging: true }').replace(new RegExp(`^${line.split(':')[0]}:.*$`, 'm'), line);
  const test = (body: string) => `${rule('assert: { logging: true }')}tests:\n  - ${body}\n`;
  it.each<readonly [what: string, text: string, ...mistakes: string[]]>([
    ['no id', without('id'), '1:1 a rule needs id, such as trail.multi-region'],
    ['no title', without('title'), '1:1 a rule needs title: one sentence saying what must be true'],
    ['no severity', without('severity'), '1:1 a rule needs severity: critical, high, medium, low, info'],
    ['no kind', without('for'), `1:1 a rule needs for: the kind of its subjects (${KINDS})`],
    ['no assertion', HEAD, '1:1 a rule needs assert: what must be true of each subject'],
    [
      'an id without dot',
      instead('id: trails'),
      '1:5 the id "trails" is not of the form area.what-must-be | lower case, with a dot, for example trail.multi-region',
    ],
    [
      'an id in capitals',
      instead('id: Trail.Test'),
      '1:5 the id "Trail.Test" is not of the form area.what-must-be | lower case, with a dot, for example trail.multi-region',
    ],
    ['an id that is a number', instead('id: 1.5'), '1:5 id must be a text, not 1.5'],
    ['an empty title', instead('title: ""'), '2:8 title must be a text, not the text ""'],
    [
      'a misspelt severity',
      instead('severity: hihg'),
      '3:11 there is no severity the text "hihg" | did you mean "high"?',
    ],
    ['a kind that there is not', instead('for: trial'), '6:6 there is no kind "trial" | did you mean "trail"?'],
    [
      'a kind that objects inherit',
      instead('for: constructor'),
      `6:6 there is no kind "constructor" | known: ${KINDS}`,
    ],
    [
      'a misspelt key',
      rule('assert: { logging: true }\nrational: because'),
      '8:1 a rule has no key "rational" | did you mean "rationale"?',
    ],
    [
      'ifNone with another word',
      rule('ifNone: skip\nassert: { logging: true }'),
      '7:9 ifNone must be notApplicable, fail or pass, not the text "skip"',
    ],
    [
      'an exemption without reason',
      rule('except: [{ name: a }]\nassert: { logging: true }'),
      '7:10 an exemption needs because: who may read the report must learn why | because: scratch groups hold no audit data',
    ],
    [
      'an exemption of everything',
      rule('except: [{ because: why not }]\nassert: { logging: true }'),
      '7:10 an exemption without a condition would exempt everything | say what is exempt: name: { like: "/scratch/*" }',
    ],
    [
      'an exemption that is a text',
      rule('except: [old trails]\nassert: { logging: true }'),
      '7:10 an exemption must be a condition with because, not the text "old trails"',
    ],
    [
      'exemptions that are none',
      rule('except: { name: a }\nassert: { logging: true }'),
      '7:9 except must be a list, not a mapping',
    ],
    [
      'a reference that is no address',
      rule('references: [the docs]\nassert: { logging: true }'),
      '7:14 a reference is an https address, not "the docs"',
    ],
    ['tags that are no texts', rule('tags: [1]\nassert: { logging: true }'), '7:8 tags must be a text, not 1'],
    ['a rule that is a list', '- id: trail.test\n', '1:1 a rule must be a mapping (key: value), not a list'],
    ['a rule that is a text', 'just words\n', '1:1 a rule must be a mapping (key: value), not the text "just words"'],
    ['a rule that is a number', '42\n', '1:1 a rule must be a mapping (key: value), not 42'],
    [
      'a parameter without type',
      rule('assert: { logging: true }').replace('type: integer, ', ''),
      '5:3 parameter days needs a type | known: string, integer, number, boolean, duration, list',
    ],
    [
      'a parameter of no type',
      rule('assert: { logging: true }').replace('integer', 'whole'),
      '5:17 parameter days needs a type | known: string, integer, number, boolean, duration, list',
    ],
    [
      'a parameter without default',
      rule('assert: { logging: true }').replace('default: 30, ', ''),
      '5:3 parameter days needs a default',
    ],
    [
      'a default of another type',
      rule('assert: { logging: true }').replace('30', 'x'),
      '5:35 parameter days must be of type integer, not "x"',
    ],
    [
      'a default below the least',
      rule('assert: { logging: true }').replace('30', '0'),
      '5:35 parameter days must be at least 1, not 0',
    ],
    [
      'a default beyond the most',
      rule('assert: { logging: true }').replace('30', '100'),
      '5:35 parameter days must be at most 99, not 100',
    ],
    [
      'a least that is no number',
      rule('assert: { logging: true }').replace('minimum: 1', 'minimum: one'),
      '5:48 minimum of parameter days must be a number, not the text "one"',
    ],
    [
      'a duration that is none',
      rule('assert: { logging: true }').replace(
        'integer, default: 30, minimum: 1, maximum: 99',
        'duration, default: 1 day',
      ),
      '5:36 parameter days must be of type duration such as 24h or 30d, not "1 day"',
    ],
    [
      'another key of a parameter',
      rule('assert: { logging: true }').replace('minimum', 'min'),
      '5:39 parameter days has no key "min" | did you mean "minimum"?',
    ],
    [
      'a survivor without reason',
      rule('assert: { logging: true }\nsurvivors: [{ mutant: ifNone is fail }]'),
      '8:13 a survivor needs mutant, as "rules test --mutate" calls it, and because: why no test can notice',
    ],
    ['a test without name', test('expect: pass'), '9:5 a test needs name: what it shows, in a few words'],
    [
      'a test without expectation',
      test('name: x'),
      '9:5 a test needs expect: pass, fail, unknown, notApplicable, or a verdict per resource',
    ],
    [
      'a test that gives a list',
      test('{ name: x, given: [trails], expect: pass }'),
      '9:23 given must be a mapping, not a list',
    ],
    [
      'a test with a misspelt key',
      test('{ name: x, givn: {}, expect: pass }'),
      '9:16 a test has no key "givn" | did you mean "given"?',
    ],
    [
      'definitions alone, with something else',
      `${rule('assert: { use: a }')}---\ndefinitions: { a: { logging: true } }\nasert: { logging: true }\n`,
      '10:1 a document without id has no key "asert" | known: definitions',
    ],
    [
      'a definition that is given twice',
      `${rule('definitions: { a: { logging: true } }\nassert: { use: a }')}---\ndefinitions: { a: { logging: false } }\n`,
      '10:16 the definition "a" is given twice, first in this file | rename one of them',
    ],
  ])('%s', (_what, text, ...expected) => {
    expect(mistakes(text)).toEqual(expected);
  });
});

describe('a mistake in an event class', () => {
  it.each<readonly [what: string, text: string, mistake: string]>([
    [
      'an id without event',
      EVENTS.replace('s3.DeleteBucket', 's3'),
      '1:5 the id "s3" is not of the form service.Event | for example s3.DeleteBucket',
    ],
    [
      'recorded nowhere',
      EVENTS.replace('every', 'nowhere'),
      '3:13 recordedIn must be one of every, global, signIn, not the text "nowhere" | known: every, global, signIn',
    ],
    ['no samples', EVENTS.replace(/samples:.*/s, 'samples: []'), '5:10 an event class needs at least one sample'],
    [
      'a sample without event name',
      EVENTS.replace(
        'record: { eventSource: s3.amazonaws.com, eventName',
        'record: { eventSource: s3.amazonaws.com, name',
      ),
      '7:13 a sample needs a record with eventSource and eventName',
    ],
    [
      'a misspelt key',
      EVENTS.replace('title', 'titel'),
      '2:1 an event class has no key "titel" | did you mean "title"?',
    ],
    [
      'no condition on records',
      EVENTS.replace(/records: .*\n/, ''),
      '1:1 an event class needs records: which records belong to it',
    ],
    [
      'a condition that is a text',
      EVENTS.replace(/records: .*/, 'records: all'),
      '4:10 a condition on records must be a mapping (field: value), not "all"',
    ],
    [
      'a condition on nothing',
      EVENTS.replace(/records: .*/, 'records: {}'),
      '4:10 a condition on records needs at least one field',
    ],
    [
      'a misspelt operator',
      EVENTS.replace(/records: .*/, 'records: { eventName: { liek: "Delete*" } }'),
      '4:25 eventName has no operator "liek" | did you mean "like"?',
    ],
    [
      'an operator that objects inherit',
      EVENTS.replace(/records: .*/, 'records: { eventName: { constructor: x } }'),
      '4:25 eventName has no operator "constructor" | known: is, isNot, in, notIn, like, notLike, exists',
    ],
    [
      'a list of values',
      EVENTS.replace(/records: .*/, 'records: { eventName: [A, B] }'),
      '4:23 eventName is compared with a list | one of them: { in: [...] }',
    ],
    [
      'no values',
      EVENTS.replace(/records: .*/, 'records: { eventName: { in: [] } }'),
      '4:29 `in` needs a list of values, not [] | in: [...]',
    ],
    [
      'exists with a text',
      EVENTS.replace(/records: .*/, 'records: { errorCode: { exists: no way } }'),
      '4:33 exists must be true or false, not "no way"',
    ],
    [
      'a path that is none',
      EVENTS.replace(/records: .*/, 'records: { "$.eventName": x }'),
      '4:12 "$.eventName" is no path into a record | for example userIdentity.type',
    ],
    [
      'alternatives that are none',
      EVENTS.replace(/records: .*/, 'records: { any: { eventName: x } }'),
      '4:17 any must be a list of conditions, not {"eventName":"x"}',
    ],
    [
      'a sample that does not belong to it',
      EVENTS.replace(/records: .*/, 'records: { eventName: DeleteBuckets }'),
      '6:5 the sample "one" is not of the class: it does not meet records | change one of the two',
    ],
  ])('%s', (_what, text, mistake) => {
    expect(mistakes(text)[0]).toBe(mistake);
  });

  it('defined twice is named with both places', () => {
    expect(mistakes(EVENTS, EVENTS)).toEqual([
      '1:5 the event class s3.DeleteBucket is defined twice: first in policies/trails.yaml:1 | give one of them another id',
    ]);
  });
});

describe('a mistake in YAML', () => {
  it.each<readonly [what: string, text: string, mistake: string]>([
    ['an empty file', '', '1:1 the file is empty and holds no rule | write a rule, or remove the file'],
    ['blanks alone', ' \n\n', '1:1 the file is empty and holds no rule | write a rule, or remove the file'],
    ['comments alone', '# to do\n', '1:1 the file holds no rule | write a rule, or remove the file'],
    ['documents of nothing', '---\n---\n', '1:1 the file holds no rule | write a rule, or remove the file'],
    [
      'a text with a colon',
      'title: one: two\n',
      '1:8 the YAML cannot be read: nested mappings cannot stand on one line; is a quote missing around a text with a colon?',
    ],
    [
      'a tab',
      'for: trail\nassert:\n\tlogging: true\n',
      '3:1 the YAML cannot be read: YAML is indented with spaces, and this line with a tab',
    ],
    [
      'an open bracket',
      'tags: [a, b\n',
      '2:1 the YAML cannot be read: a ] is missing, or what stands before it is not indented enough',
    ],
    ['an open quote', 'title: "a\n', '2:1 the YAML cannot be read: something is missing: missing closing "quote'],
    [
      'lines that do not fit',
      'a:\n    b: 1\n  c: 2\n',
      '3:1 the YAML cannot be read: the indentation does not fit the lines above',
    ],
    ['a key given twice', 'id: a.b\ntitle: x\nid: c.d\n', '3:1 the YAML cannot be read: this key is given twice'],
    [
      'a key given twice further down',
      assert('{ logging: true, logging: false }'),
      '7:26 the YAML cannot be read: this key is given twice',
    ],
    [
      'an alias',
      'id: &a x.y\ntitle: *a\n',
      '2:8 *a is a YAML alias, and aliases are not read | write it out, or use definitions',
    ],
    [
      'an alias of nothing',
      'title: *a\n',
      '1:8 *a is a YAML alias, and aliases are not read | write it out, or use definitions',
    ],
    [
      'a merge',
      'a: &a { x: 1 }\nb: { <<: *a }\n',
      '2:10 *a is a YAML alias, and aliases are not read | write it out, or use definitions',
    ],
    [
      'a tag of another language',
      "title: !!js/function 'function () { process.exit() }'\n",
      '1:8 the YAML cannot be read: tags are not read (unresolved tag: tag:yaml.org,2002:js/function)',
    ],
    [
      "a tag of one's own",
      'title: !secret x\n',
      '1:8 the YAML cannot be read: tags are not read (unresolved tag: !secret)',
    ],
    [
      'another version',
      '%YAML 1.1\n---\nid: a.b\n',
      '1:1 YAML 1.1 is not read | leave out the line that begins with %YAML',
    ],
    ['a file that is no text', 'id: a\u0000b\n', '1:1 the file is not UTF-8 text | save it as UTF-8'],
    ['a file in another encoding', 'title: caf\ufffd\n', '1:1 the file is not UTF-8 text | save it as UTF-8'],
  ])('%s', (_what, text, mistake) => {
    expect(mistakes(text)[0]).toBe(mistake);
  });

  it('is none where lines end as on Windows, or a mark stands first', () => {
    expect(() =>
      compileRules([{ file: FILE, text: `\uFEFF${assert('{ logging: true }').replaceAll('\n', '\r\n')}` }]),
    ).not.toThrow();
  });

  it('has its place after such line ends and marks', () => {
    expect(mistakes(`\uFEFF${assert('{ loging: true }').replaceAll('\n', '\r\n')}`)[0]).toMatch(/^7:11 /);
  });
});

describe('mistakes', () => {
  it('of all files are reported together, each in its file', () => {
    const error = errorOf(assert('{ loging: true, multiRegion: 1 }'), 'id: x\n', '', EVENTS.replace('every', 'x'));
    expect(error.mistakes.map(({ at }) => `${at.file}:${at.line}`)).toEqual([
      `${FILE}:7`,
      `${FILE}:7`,
      ...Array(5).fill('policies/1.yaml:1'),
      'policies/2.yaml:1',
      'policies/3.yaml:3',
    ]);
  });

  it('of the same id are named with both places, also beside a shipped rule', () => {
    expect(mistakes(assert('{ logging: true }'), assert('{ logging: false }'))).toEqual([
      `1:5 the rule trail.test is defined twice: first in ${FILE}:1 | give one of them another id`,
    ]);
    const own = { file: FILE, text: assert('{ logging: true }').replace('trail.test', 'trail.multi-region') };
    expect(() => compileRules([...shippedRules(), own])).toThrow(
      `${FILE}:1:5: the rule trail.multi-region is defined twice: first in trailproof:trail.multi-region.yaml:1`,
    );
  });

  it('are shown with the line, a caret and the next step', () => {
    expect(formatMistakes(errorOf(assert('{ loging: true }')))).toBe(
      [
        `${FILE}:7:11: trail has no field, relation or check word "loging"`,
        '  7 | assert: { loging: true }',
        '    |           ^^^^^^',
        '  did you mean "logging"?',
        '',
        `trailproof: 1 mistake in ${FILE}. Nothing was audited.`,
      ].join('\n'),
    );
  });

  it('of which there are very many are counted, and the first are shown', () => {
    const shown = formatMistakes(
      errorOf(`${HEAD}assert:\n${Array.from({ length: 100 }, (_, at) => `  x${at}: 1`).join('\n')}\n`),
    );
    expect(shown).toContain('... and 75 more.');
    expect(shown).toContain(`trailproof: 100 mistakes in ${FILE}.`);
    expect(shown.split('\n\n')).toHaveLength(27);
  });

  it('keep what would steer a terminal from reaching it', () => {
    const hostile = 'x\u001b]0;owned\u0007\u009b2J\u202etxt';
    const text = `${HEAD}assert: { "${hostile}": true }\n`;
    const shown = formatMistakes(errorOf(text));
    expect(shown).toMatch(/has no field/);
    expect(shown).not.toMatch(/[\p{Cf}\u2028]|(?!\n)\p{Cc}/u);
    expect(
      formatMistakes(new RulebookError([{ message: 'x', at: { file: `a\u001b[2J\n.yaml`, line: 1, column: 1 } }])),
    ).not.toContain('\u001b');
  });

  it('in long lines keep their caret in sight, and their messages in bounds', () => {
    const shown = formatMistakes(
      errorOf(`${HEAD}assert: { ${'x'.repeat(300)}: "${'y'.repeat(5000)}", ${' '.repeat(3000)}loging: true }\n`),
    );
    for (const line of shown.split('\n')) expect(line.length).toBeLessThan(1200);
    const [, frame = '', caret = ''] = shown.split('\n\n')[1]?.split('\n') ?? [];
    expect(frame.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('loging');
  });
});

describe('a hostile file', () => {
  const nested = (open: string, close: string, depth: number) => `a: ${open.repeat(depth)}${close.repeat(depth)}\n`;
  it.each<readonly [what: string, text: string, why: RegExp]>([
    ['20 MB', 'a: b\n'.repeat(4_200_000), /the file has 21 MB, and at most 1 MB is read/],
    ['ten thousand lists', nested('[', ']', 10_000), /nested more than 60 levels deep/],
    ['ten thousand mappings', nested('{a: ', '}', 10_000), /nested more than 60 levels deep/],
    ['ten thousand open brackets', `a: ${'['.repeat(10_000)}`, /nested more than 60 levels deep/],
    ['ten thousand dashes', `${'- '.repeat(10_000)}a\n`, /nested more than 60 levels deep/],
    [
      'a thousand levels of indentation',
      Array.from({ length: 1300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      /nested more than 60 levels deep/,
    ],
    [
      'an alias bomb',
      `a: &a [x, x, x, x]\n${'bcdefghij'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]`)
        .join('\n')}\n`,
      /aliases are not read/,
    ],
    ['very many keys', Array.from({ length: 25_000 }, (_, at) => `k${at}: 1`).join('\n'), /has no key "k0"/],
    [
      'very many wrong keys',
      `${HEAD}assert:\n${Array.from({ length: 8_000 }, (_, at) => `  loging${at}: 1`).join('\n')}\n`,
      /has no field/,
    ],
    ['a key of a thousand characters', `${'k'.repeat(1000)}: 1\n`, /has no key/],
    [
      'very long texts',
      `title: "${'x'.repeat(900_000)}"\nid: ${'y'.repeat(90_000)}\n`,
      /^policies.trails.yaml:2:5: the id "yyy/,
    ],
    ['very many documents', '---\na: 1\n'.repeat(8_000), /has no key "a"/],
  ])('of %s is refused soon, with a sentence', (_what, text, why) => {
    const start = performance.now();
    const error = errorOf(text);
    const shown = formatMistakes(error);
    expect(shown).toMatch(why);
    expect(shown.length).toBeLessThan(40_000);
    // Two slow cores under load; most take milliseconds.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
