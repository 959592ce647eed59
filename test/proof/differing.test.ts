/** What sets a record that nobody is told about apart: the fields that matter, of all that differ. */
import { describe, expect, it } from 'vitest';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { differing, mentionedFirst } from '../../src/proof/differing.ts';

const TOLD = { id: 1, who: { type: 'IAMUser', arn: 'arn:alice', session: 'a' }, ip: '10.0.0.1', agent: 'cli' };
const LOST = { id: 2, who: { type: 'AssumedRole', arn: 'arn:deploy' }, ip: '10.0.0.9', agent: 'sdk', error: 'no' };
const whoOf = (record: CloudTrailRecord) => record['who'] as CloudTrailRecord;

describe('of all fields that differ', () => {
  it.each<readonly [why: string, isLost: (record: CloudTrailRecord) => boolean, expected: readonly object[]]>([
    ['one matters', (record) => whoOf(record)['type'] === 'AssumedRole', [{ field: 'who.type', value: 'AssumedRole' }]],
    [
      'two matter together',
      (record) => record['ip'] !== '10.0.0.1' && whoOf(record)['type'] !== 'IAMUser',
      [
        { field: 'who.type', value: 'AssumedRole' },
        { field: 'ip', value: '10.0.0.9' },
      ],
    ],
    ['one that is absent matters', (record) => whoOf(record)['session'] === undefined, [{ field: 'who.session' }]],
    [
      'one that the told record lacks matters',
      (record) => record['error'] !== undefined,
      [{ field: 'error', value: 'no' }],
    ],
    // Either is enough: what stays is one of them.
    [
      'either of two is enough',
      (record) => record['agent'] === 'sdk' || record['ip'] === '10.0.0.9',
      [{ field: 'agent', value: 'sdk' }],
    ],
  ])('%s', (_why, isLost, expected) => {
    expect(differing(LOST, [TOLD], isLost)).toEqual(expected);
  });

  it('the nearest of the records that are told of is taken', () => {
    const near = { ...LOST, ip: '10.0.0.1' };
    expect(differing(LOST, [TOLD, near], (record) => record['ip'] === '10.0.0.9')).toEqual([
      { field: 'ip', value: '10.0.0.9' },
    ]);
  });

  it('nothing is said where nobody is told of anything', () => {
    expect(differing(LOST, [], () => true)).toEqual([]);
  });

  it('asks about few of them where few matter', () => {
    const many = (mark: string) =>
      Object.fromEntries(Array.from({ length: 256 }, (_, at) => [`f${at}`, `${mark}${at}`]));
    let asked = 0;
    const found = differing(many('x'), [many('y')], (record) => {
      asked++;
      return record['f200'] === 'x200';
    });
    expect(found).toEqual([{ field: 'f200', value: 'x200' }]);
    expect(asked).toBeLessThan(30);
  });
});

describe('of the fields that matter', () => {
  const fields = ['who.type', 'who.name', 'ip'].map((field) => ({ field }));
  const order = (sentence: string) => mentionedFirst(fields, sentence).map(({ field }) => field);

  it('those that the sentence speaks of come first, the others as they stood', () => {
    expect(order('$.who.name is "Deploy", the pattern wants $.who.name != "Deploy"')).toEqual([
      'who.name',
      'who.type',
      'ip',
    ]);
  });

  it('none is first where none is spoken of, or only a longer name', () => {
    expect(order('no trail records it')).toEqual(['who.type', 'who.name', 'ip']);
    expect(order('$.who.names is absent, the pattern wants $.who.names = "x"')).toEqual(['who.type', 'who.name', 'ip']);
  });
});
