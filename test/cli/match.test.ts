/** `trailproof match`: events in every form people have them in, what is said of each, and the exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PATTERN = '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }';
const DELETED = { eventSource: 's3.amazonaws.com', eventName: 'DeleteBucket', awsRegion: 'eu-west-1' };
const MADE = { ...DELETED, eventName: 'CreateBucket' };

const found = (record: object) => ({ EventName: 'x', CloudTrailEvent: JSON.stringify(record) });
const carried = (detail: object) => ({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail });
const logged = (record: object) => ({ timestamp: 1, message: JSON.stringify(record) });

function match(pattern: string, events: string) {
  return run(['match', pattern, '-'], { input: events });
}

describe.concurrent('events are read', () => {
  it.each<readonly [what: string, text: string]>([
    ['a record per line', `${JSON.stringify(DELETED)}\n${JSON.stringify(MADE)}\n`],
    ['a record per line, as on Windows', `\ufeff${JSON.stringify(DELETED)}\r\n\r\n${JSON.stringify(MADE)}\r\n`],
    ['a JSON array', JSON.stringify([DELETED, MADE], null, 2)],
    ['a log file of CloudTrail', JSON.stringify({ Records: [DELETED, MADE] })],
    [
      'log files of CloudTrail, a line each',
      [DELETED, MADE].map((each) => JSON.stringify({ Records: [each] })).join('\n'),
    ],
    ['events of EventBridge that carry them', JSON.stringify([DELETED, MADE].map(carried))],
    ['an answer of lookup-events', JSON.stringify({ Events: [DELETED, MADE].map(found) })],
    ['an answer of filter-log-events', JSON.stringify({ events: [DELETED, MADE].map(logged), searchedLogStreams: [] })],
  ])('from %s', async (_what, text) => {
    const expected = [
      '1: match  s3.amazonaws.com DeleteBucket eu-west-1',
      '2: no match  s3.amazonaws.com CreateBucket eu-west-1',
      '   $.eventName is "CreateBucket", the pattern wants $.eventName = "DeleteBucket"',
      `   ${PATTERN}`,
      '                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '2 events: 1 match, 1 do not, 0 not decided',
      '',
    ].join('\n');
    expect(await match(PATTERN, text)).toEqual({ code: 0, stdout: expected, stderr: '' });
  });

  it('from a file', async () => {
    const path = join(folder, 'events.json');
    writeFileSync(path, JSON.stringify(DELETED));
    expect((await run(['match', PATTERN, path])).stdout).toMatch(/^1: match /);
  });

  it('from a file of gzip, as CloudTrail keeps them', async () => {
    const path = join(folder, 'events.json.gz');
    const packed = gzipSync(JSON.stringify({ Records: [DELETED] }));
    writeFileSync(path, packed);
    expect((await run(['match', PATTERN, path])).stdout).toMatch(/^1: match /);
    writeFileSync(path, packed.subarray(0, -12));
    const { code, stderr } = await run(['match', PATTERN, path]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `trailproof: ${path} cannot be read: what is packed in it ends too early. Check the name.\n`,
    });
  });

  it('from one object whose lists hold no records', async () => {
    const { stdout } = await match('{ $.eventName = "x" }', JSON.stringify({ eventName: 'x', events: [{ id: 1 }] }));
    expect(stdout).toMatch(/^1: match /);
  });

  it('from one object', async () => {
    const { code, stdout } = await match(PATTERN, JSON.stringify(DELETED, null, 2));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '1: match  s3.amazonaws.com DeleteBucket eu-west-1\n1 event: 1 match, 0 do not, 0 not decided\n',
    });
  });

  it('from an insight, which has no eventName of its own', async () => {
    const insight = { eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight', insightDetails: {} };
    const { stdout } = await match('{ $.eventType = "AwsCloudTrailInsight" }', JSON.stringify(insight));
    expect(stdout).toMatch(/^1: match /);
  });

  it('as EventBridge logs them whole, where the pattern looks into their detail', async () => {
    const { code, stdout } = await match('{ $.detail.eventName = "DeleteBucket" }', JSON.stringify(carried(DELETED)));
    expect({ code, said: stdout.split('\n')[0] }).toEqual({
      code: 0,
      said: '1: match  aws.s3 AWS API Call via CloudTrail',
    });
  });

  it('as lines of any text, where the pattern is one of text', async () => {
    const { code, stdout } = await match('RequestId', 'START RequestId\n"x"\n{"level":"RequestId"}\n');
    expect({ code, lines: stdout.split('\n') }).toEqual({
      code: 0,
      lines: [
        '1: match  START RequestId',
        '2: no match  "x"',
        '   "RequestId" does not occur in it',
        '3: match  {"level":"RequestId"}',
        '3 events: 2 match, 1 do not, 0 not decided',
        '',
      ],
    });
  });
});

describe.concurrent('what holds anything but records of CloudTrail is refused', () => {
  const notification = { Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] };
  const created = { 'detail-type': 'Object Created', source: 'aws.s3', detail: { bucket: { name: 'logs' } } };

  it.each<readonly [what: string, text: string, which: string, why: string]>([
    ['a line of text', 'START RequestId', '', 'it is no JSON object'],
    ['one line among records', `${JSON.stringify(DELETED)}\nEND\n`, ' (number 2 of 2)', 'it is no JSON object'],
    ['a list of something else', '[1]', '', 'it is no JSON object'],
    ['an object of something else', '{"name":"trailproof","version":"1"}', '', 'there is no eventName'],
    [
      'a notification of S3',
      JSON.stringify(notification),
      '',
      'the eventSource is aws:s3, and CloudTrail writes names such as s3.amazonaws.com',
    ],
    [
      'an event of EventBridge that no call of an API caused',
      JSON.stringify(created),
      '',
      'it is the event "Object Created" of EventBridge, and in its detail there is no eventName',
    ],
  ])('%s', async (_what, text, which, why) => {
    expect(await match(PATTERN, text)).toEqual({
      code: 2,
      stdout: '',
      stderr: `trailproof: stdin holds something other than a CloudTrail record${which}: ${why}. Give records as CloudTrail writes them.\n`,
    });
  });
});

describe.concurrent('the exit code', () => {
  it.each<readonly [code: number, what: string, pattern: string, events: readonly object[]]>([
    [0, 'something matches', PATTERN, [MADE, DELETED]],
    [
      0,
      'something matches and something is not decided',
      '{ $.eventName = "Delete*Bucket" || $.eventName = CreateBucket }',
      [{ eventName: 'DeleteMyBucket' }, MADE],
    ],
    [1, 'nothing matches', PATTERN, [MADE]],
    [2, 'nothing is known to match', '{ $.eventName = "Delete*ket" }', [DELETED, MADE]],
  ])('is %i where %s', async (code, _what, pattern, events) => {
    expect((await match(pattern, events.map((event) => JSON.stringify(event)).join('\n'))).code).toBe(code);
  });

  it('comes with the open question', async () => {
    const { stdout } = await match('{ $.readOnly = true }', '{"eventName":"GetTrail","readOnly":true}');
    expect(stdout).toBe(
      [
        '1: not decided  GetTrail',
        '   $.readOnly = true: whether = compares true and false is not documented; IS TRUE and IS FALSE do',
        '   { $.readOnly = true }',
        '     ^^^^^^^^^^^^^^^^^',
        '1 event: 0 match, 0 do not, 1 not decided',
        '',
      ].join('\n'),
    );
  });
});

describe.concurrent('a non-match is explained', () => {
  const EVENT = {
    eventSource: 's3.amazonaws.com',
    eventName: 'DeleteBucket',
    readOnly: false,
    userIdentity: { type: 'AssumedRole' },
    resources: [{ ARN: 'arn:aws:s3:::logs' }],
  };

  it.each([
    [
      '{ $.eventName = "deletebucket" }',
      '$.eventName is "DeleteBucket"',
      '$.eventName = "deletebucket"',
      '; letter case counts, and it is "DeleteBucket"',
    ],
    ['{ ($.eventName = "DeleteBucket") && ($.errorCode = "*") }', '$.errorCode is absent', '$.errorCode = "*"'],
    [
      '{ ($.eventName = "DeleteBucket") && ($.userIdentity.type != "AssumedRole") }',
      '$.userIdentity.type is "AssumedRole"',
      '$.userIdentity.type != "AssumedRole"',
    ],
    ['{ $.readOnly IS TRUE }', '$.readOnly is false', '$.readOnly IS TRUE'],
    ['{ $.userIdentity NOT EXISTS }', '$.userIdentity is an object', '$.userIdentity NOT EXISTS'],
    [
      '{ $.resources[0].ARN = %^arn:aws:s3:::audit% }',
      '$.resources[0].ARN is "arn:aws:s3:::logs"',
      '$.resources[0].ARN = %^arn:aws:s3:::audit%',
    ],
    // Of alternatives the one that misses by least.
    [
      '{ ($.eventName = "DeleteBuckets") || (($.eventName = "Stop") && ($.a = "b")) }',
      '$.eventName is "DeleteBucket"',
      '$.eventName = "DeleteBuckets"',
      ' (did you mean "DeleteBucket"?)',
    ],
  ])('%s', async (pattern, sentence, clause, hint?: string) => {
    const { code, stdout } = await match(pattern, JSON.stringify(EVENT));
    expect(code).toBe(1);
    const [, why = '', text = '', caret = ''] = stdout.split('\n');
    expect(why).toBe(`   ${sentence}, the pattern wants ${clause}${hint ?? ''}`);
    expect(text).toBe(`   ${pattern}`);
    expect(text.slice(caret.indexOf('^'), caret.length)).toBe(clause);
  });

  it('with how many more clauses do not hold', async () => {
    const { stdout } = await match(
      '{ ($.eventName = "A") && ($.eventSource = "B") && ($.readOnly IS TRUE) }',
      JSON.stringify(EVENT),
    );
    expect(stdout).toMatch(/^ {3}.* the pattern wants .*; 2 more clauses do not hold either$/m);
  });
});

describe.concurrent('what cannot be used is refused', () => {
  it('a pattern, with a caret where it fails', async () => {
    const { code, stdout, stderr } = await match('{ ($.eventName = DeleteBucket) && ($.a ~ 1) }', '{}');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      [
        'trailproof: the pattern is not valid: expected an operator such as = or != after $.a, found "~"',
        '  { ($.eventName = DeleteBucket) && ($.a ~ 1) }',
        '                                         ^',
        '',
      ].join('\n'),
    );
  });

  it('a pattern over lines, on one line and with what to do', async () => {
    const { stderr } = await match("{\n$.a = 'x'\n}", '{}');
    expect(stderr.split('\n')).toEqual([
      'trailproof: the pattern is not valid: expected a value, found "\'"',
      "  { $.a = 'x' }",
      '          ^',
      '  put texts in double quotes',
      '',
    ]);
  });

  it.each<readonly [what: string, text: string]>([
    ['no text', ''],
    ['blanks', '\n \n'],
    ['an empty array', '[]'],
    ['an empty log file', '{"Records":[]}'],
  ])('events of which there are none: %s', async (_what, text) => {
    expect(await match(PATTERN, text)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'trailproof: stdin holds no record. Give records as CloudTrail writes them: one, a JSON array, or one per line.\n',
    });
  });

  it('a file that there is not', async () => {
    const { code, stderr } = await run(['match', PATTERN, '/nowhere/events.json']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'trailproof: /nowhere/events.json cannot be read: it does not exist. Check the name.\n',
    });
  });

  it('a folder', async () => {
    const { code, stderr } = await run(['match', PATTERN, folder]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `trailproof: ${folder} cannot be read: it is a folder. Check the name.\n`,
    });
  });

  it('no pattern', async () => {
    const { code, stderr } = await run(['match']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^trailproof: missing required argument 'pattern'/);
  });
});

describe.concurrent('a pattern alone', () => {
  it('is printed in one form', async () => {
    expect(await run(['match', '{$.a="x"&&($.b=1||$.c NOT EXISTS)}'])).toEqual({
      code: 0,
      stdout: '{ ($.a = "x") && (($.b = 1) || ($.c NOT EXISTS)) }\n',
      stderr: '',
    });
  });

  it('gets a word on stderr where it should be written otherwise', async () => {
    const { code, stderr } = await run(['match', '{ $.a = s3.amazonaws.com }']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'note: s3.amazonaws.com should stand in double quotes\n  { $.a = s3.amazonaws.com }\n          ^^^^^^^^^^^^^^^^\n',
    });
  });
});

describe.concurrent('a pattern that hardly means what was meant', () => {
  it('is said to match nothing', async () => {
    const { code, stderr } = await match('{ ($.eventName = A) && ($.eventName = B) }', JSON.stringify(DELETED));
    expect({ code, stderr: stderr.split('\n') }).toEqual({
      code: 1,
      stderr: [
        'note: $.eventName = A and $.eventName = B cannot both hold',
        '  { ($.eventName = A) && ($.eventName = B) }',
        '                          ^^^^^^^^^^^^^^^',
        'note: no management event of CloudTrail can match it',
        '',
      ],
    });
  });

  it('is said to match nearly everything', async () => {
    const { code, stderr } = await match('{ ($.eventName = A) || ($.eventSource != B) }', JSON.stringify(DELETED));
    expect({ code, stderr: stderr.split('\n') }).toEqual({
      code: 0,
      stderr: [
        'note: $.eventSource != B holds for nearly every record and is enough by itself; exclusions are joined by &&',
        '  { ($.eventName = A) || ($.eventSource != B) }',
        '                          ^^^^^^^^^^^^^^^^^^',
        '',
      ],
    });
  });

  it('may ask for what no record of CloudTrail holds', async () => {
    const { stderr } = await match('{ $.userIdentity = "Root" }', JSON.stringify(DELETED));
    expect(stderr).toBe('note: no management event of CloudTrail can match it\n');
  });
});

it('lets nothing through that would steer a terminal', async () => {
  const event = JSON.stringify({ eventName: 'x\u001b[2J\u009b1m', a: 'y\u001b]0;z\u0007\u202e' }).replaceAll(
    '\\u001b',
    '\\u001b',
  );
  for (const { stdout, stderr } of [
    await match('{ $.a = "b" }', event),
    await match('{ $.a = "b" }', 'plain \u001b[2J \u009b'),
    await match('{ $.a \u001b[2J = 1 }', event),
  ]) {
    expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  }
});
