/** Conditions on records: in words, as reports show what was left out, and back from the words to what they mean. */
import { describe, expect, it } from 'vitest';
import { parseRecords, printRecords } from '../../src/languages/record-condition/index.ts';
import type { Value } from '../../src/model/value.ts';

function printed(value: Value): string {
  const parsed = parseRecords(value);
  if (!parsed.ok) throw new Error(parsed.mistakes.map(({ message }) => message).join('; '));
  return printRecords(parsed.condition);
}

describe('a condition in words', () => {
  it.each<readonly [condition: Value, words: string]>([
    [{ eventName: 'DeleteBucket' }, 'eventName is "DeleteBucket"'],
    [{ readOnly: false }, 'readOnly is false'],
    [{ eventName: { in: ['A', 'B'] } }, 'eventName is "A" or "B"'],
    [{ errorCode: { isNot: 'AccessDenied' } }, 'errorCode is there and not "AccessDenied"'],
    [{ errorCode: { notIn: ['A', null] } }, 'errorCode is there and not "A" or null'],
    [{ 'userIdentity.arn': { like: 'arn:aws:sts::*' } }, 'userIdentity.arn is like "arn:aws:sts::*"'],
    [{ 'userIdentity.arn': { notLike: ['a*', 'b*'] } }, 'userIdentity.arn is there and not like "a*" or "b*"'],
    [{ errorCode: { exists: false } }, 'errorCode is absent'],
    [{ errorCode: { exists: true } }, 'errorCode is there'],
    [{ a: 1, b: 2 }, 'a is 1 and b is 2'],
    [{ any: [{ a: 1 }, { b: 2, c: 3 }] }, 'a is 1 or (b is 2 and c is 3)'],
    [{ a: 1, any: [{ b: 2 }, { c: 3 }] }, 'a is 1 and (b is 2 or c is 3)'],
    [{ any: [{ a: 1 }] }, 'a is 1'],
    [{ not: { a: 1, b: 2 } }, 'not (a is 1 and b is 2)'],
    [{ all: [{ a: 1 }, { all: [{ b: 2 }, { c: 3 }] }] }, 'a is 1 and b is 2 and c is 3'],
  ])('%j', (condition, words) => {
    expect(printed(condition)).toBe(words);
  });
});
