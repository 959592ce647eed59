/** Files of waivers as they are read: what each becomes, and every mistake in every file. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { shippedRules } from '../../src/sources/files.ts';

const shipped = shippedRules();
const read = (...texts: readonly string[]) => {
  const waivers = texts.map((text, index) => ({ file: `waivers-${index + 1}.yaml`, text }));
  return compileRules(shipped, { waivers }).waivers;
};

describe('a file of waivers', () => {
  it('says who accepts what, why and until when', () => {
    const text = `waivers:
  - rule: logs.retention
    account: '111122223333'
    region: [eu-west-1, 'us-*']
    resource: '/apps/*'
    fingerprint: '0123456789abcdef'
    because: |
      being moved
    owner: jane@example.com
    expires: 2027-03-31
`;
    const expected = {
      patterns: ['logs.retention'],
      rules: ['logs.retention'],
      accounts: ['111122223333'],
      regions: ['eu-west-1', 'us-*'],
      resources: ['/apps/*'],
      fingerprints: ['0123456789abcdef'],
      because: 'being moved',
      owner: 'jane@example.com',
      expires: '2027-03-31',
      at: { file: 'waivers-1.yaml', line: 2, column: 5 },
    };
    expect(read(text)).toEqual([expected]);
    expect(read(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual([expected]);
    expect(read(text.replace('2027-03-31', "'2027-03-31'"))).toEqual([expected]);
  });

  it('may hold none', () => {
    expect(read('waivers: []\n')).toEqual([]);
  });

  it('names rules by patterns', () => {
    const [waiver] = read("waivers: [{ rule: ['trail.log*', logs.retention], because: x }]");
    expect(waiver?.patterns).toEqual(['trail.log*', 'logs.retention']);
    expect([...(waiver?.rules ?? [])].sort()).toEqual(['logs.retention', 'trail.log-file-validation', 'trail.logging']);
  });

  it('may speak of a rule that is off, and of every rule in an account', () => {
    const waivers = [{ file: 'w.yaml', text: "waivers: [{ rule: '*', account: '111122223333', because: x }]" }];
    const { rules, off, waivers: read } = compileRules(shipped, { waivers, usual: 'recommended' });
    expect(off.length).toBeGreaterThan(0);
    expect(read[0]?.rules).toHaveLength(rules.length + off.length);
  });

  it('leaves records out of the classes that its rules ask about, or of those it names', () => {
    const [every, named] = read(`waivers:
  - rule: [alarm.s3-bucket-deleted, alarm.root-usage, logs.retention]
    excluding: [{ records: { readOnly: true } }]
    because: x
  - rule: [alarm.s3-bucket-deleted, alarm.root-usage]
    excluding:
      - { events: s3.DeleteBucket, records: { userIdentity.arn: { like: '*:role/Deploy' } } }
      - { events: [account.RootUsage, s3.DeleteBucket], records: { readOnly: true } }
    because: y
`);
    expect(every?.excluding?.map(({ events }) => [...events].sort())).toEqual([
      ['account.RootUsage', 's3.DeleteBucket'],
    ]);
    expect(named?.excluding?.map(({ events }) => events)).toEqual([
      ['s3.DeleteBucket'],
      ['account.RootUsage', 's3.DeleteBucket'],
    ]);
    expect(named?.excluding?.[1]?.records).toEqual({
      type: 'field',
      path: ['readOnly'],
      test: { operator: 'in', values: [true] },
    });
  });

  it.each([
    ['waivers: []\n---\nwaivers: []\n', '3:1 a file of waivers is one YAML document, and here begins another'],
    ['- rule: logs.retention\n', '1:1 a file of waivers must be a mapping (key: value), not a list'],
    ['', '1:1 the file holds no waiver'],
    ['{}\n', '1:1 a file of waivers needs waivers'],
    ['waivers:\n', '1:9 waivers must be a list, not nothing'],
    ['waivers: [logs.retention]\n', '1:11 a waiver must be a mapping (key: value), not the text "logs.retention"'],
    ['waivers: [{ rule: , because: x }]\n', '1:19 rule must be a text or a list of texts, not nothing'],
    ['waivers: [{ rule: [], because: x }]\n', '1:19 rule is empty'],
    ['waivers: [{ rule: { a: b }, because: x }]\n', '1:19 rule must be a text or a list of texts, not a mapping'],
    [
      'waivers: [{ rule: logs.retention, because: x, expires: }]\n',
      '1:56 expires must be a day such as 2027-03-31, not nothing',
    ],
    [
      'waivers: [{ rule: logs.retention, because: x, expires: 2027-3-31 }]\n',
      '1:56 expires must be a day such as 2027-03-31, not the text "2027-3-31"',
    ],
    ["waivers: [{ rule: '*', resource: '*', because: x }]\n", '1:19 it would waive every finding there is'],
    ['waivers: [{ rule: alarm.root-usage, because: x, excluding: [] }]\n', '1:60 excluding names no records'],
    [
      'waivers: [{ rule: alarm.root-usage, because: x, excluding: [{ records: { a: { b: c } } }] }]\n',
      '1:79 a has no operator "b"',
    ],
  ])('%j is wrong', (text, expected) => {
    expect(mistakes(text).map(({ at, message }) => `${at.line}:${at.column} ${message}`)).toEqual([expected]);
  });

  it('with mistakes is told with all others', () => {
    const two = mistakes(
      "waivers:\n  - { rule: logs.retentoin, because: x, account: 1 }\n  - { rule: '*', because: y }\n",
      'waivers: [{ because: x }]\n',
    );
    expect(two.map(({ at }) => `${at.file}:${at.line}`)).toEqual([
      'waivers-1.yaml:2',
      'waivers-1.yaml:3',
      'waivers-1.yaml:2',
      'waivers-2.yaml:1',
    ]);
  });
});

function mistakes(...texts: readonly string[]): RulebookError['mistakes'] {
  try {
    read(...texts);
  } catch (error) {
    if (error instanceof RulebookError) return error.mistakes;
    throw error;
  }
  throw new Error('no mistake was found');
}
