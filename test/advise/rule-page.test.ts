/** What is said of a rule: every section, and conditions in words. */
import { describe, expect, it } from 'vitest';
import { askedLines } from '../../src/advise/asked.ts';
import { areaOf, sectionsOf } from '../../src/advise/rule-page.ts';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { shippedRules } from '../../src/sources/files.ts';

const EVENTS = `id: s3.Gone
title: A bucket is gone
recordedIn: every
records: { eventName: DeleteBucket, errorCode: { exists: false } }
samples: [{ name: somebody deletes it, record: { eventSource: s3.amazonaws.com, eventName: DeleteBucket } }]
`;

function bookOf(...bodies: readonly string[]) {
  const rules = bodies.map((body, index) => ({
    file: `${index}.yaml`,
    text: `id: x.y${index}\ntitle: A rule\nseverity: low\n${body}\n`,
  }));
  return compileRules([...rules, { file: 'events.yaml', text: EVENTS }]);
}

describe('a condition in words', () => {
  it.each<readonly [kind: string, condition: string, ...lines: string[]]>([
    ['trail', '{ logging: true, kmsKey: { exists: false } }', '- `logging` is true', '- `kmsKey` is not set'],
    [
      'logGroup',
      '{ retentionDays: { atLeast: 7, lessThan: 90 } }',
      '- `retentionDays` is at least 7 and is less than 90',
    ],
    [
      'trail',
      '{ deliveredAt: { within: 24h, absent: pass } }',
      '- `deliveredAt` is within the last 24h (where it is not set: pass)',
    ],
    ['trail', '{ excludedSources: { only: [] } }', '- `excludedSources` is empty'],
    // What parameters leave open: nothing was named yet.
    ['trail', '{ tagNames: { containsAll: [] } }', '- `tagNames` contains all of an empty list'],
    ['trail', '{ name: { like: [] } }', '- `name` is like none of an empty list'],
    ['alarm', '{ actions: { size: { atLeast: 1 } } }', '- `actions` has a size that is at least 1'],
    [
      'trail',
      '{ any: [{ logging: true }, { not: { multiRegion: true } }] }',
      '- any of',
      '  - `logging` is true',
      '  - not',
      '    - `multiRegion` is true',
    ],
    ['trail', '{ logGroup: { exists: true } }', '- `logGroup` is there'],
    ['trail', '{ logGroup: { retentionDays: 7 } }', '- `logGroup` is there, and of it', '  - `retentionDays` is 7'],
    ['account', '{ trails: { some: { name: { like: "a*" } } } }', '- some of `trails`', '  - `name` is like "a*"'],
    ['account', '{ trails: { count: 2 } }', '- the number of `trails` is 2'],
    [
      'account',
      '{ trails: { count: { atMost: 1, where: { logging: true } } } }',
      '- the number of `trails` is at most 1, of those with',
      '  - `logging` is true',
    ],
    ['account', '{ alertsOn: s3.Gone }', '- `alertsOn`: `"s3.Gone"`'],
  ])('%s: %s', (kind, condition, ...lines) => {
    const [rule] = bookOf(`for: ${kind}\nassert: ${condition}`).rules;
    expect(rule && askedLines(rule.assert)).toEqual(lines);
  });
});

describe('what is said of a rule', () => {
  const whole = `for: trail
where: { multiRegion: true }
except: [{ name: sandbox, because: it holds nothing }]
params: { on: { type: boolean, default: true, about: Whether it runs. } }
assert: { logging: $on }
ifNone: fail
rationale: It matters.
remediation: Start it.
terraform: |
  resource "aws_cloudtrail" "x" {
    enable_logging = true
  }
references: [https://docs.aws.amazon.com/x.html]
tests: [{ name: it is stopped, given: { trails: [{ name: a, logging: false }] }, expect: { trail/a: fail } }]`;

  it('stands in sections, and nothing is said where there is nothing to say', () => {
    const book = bookOf(whole, 'for: trail\nassert: { logging: true }');
    const [rule] = book.rules;
    if (!rule) throw new Error('there is no rule');
    const sections = sectionsOf(rule, { ...book, kinds: vocabulary.kinds });
    const said = sections.map(({ head, blocks }) => [
      head,
      ...blocks.flatMap((block) => (block.type === 'list' ? block.lines : [block.text])),
    ]);
    expect(said).toEqual([
      [
        'What is asked',
        'Of each `trail` with',
        '- `multiRegion` is true',
        'It is asked: An account without any fails.',
        '- `logging` is true',
        'Exempt, because it holds nothing:',
        '- `name` is "sandbox"',
      ],
      ['Parameters', '- `on` (boolean, `true` unless it is set): Whether it runs.'],
      ['Why', 'It matters.'],
      ['What to do', 'Start it.'],
      ['In Terraform', 'resource "aws_cloudtrail" "x" {\n  enable_logging = true\n}'],
      [
        'What is read',
        '- `cloudtrail:DescribeTrails` (trail)',
        '- `cloudtrail:GetTrailStatus` (trail)',
        '- `ec2:DescribeRegions` (account, region)',
      ],
      ['Cases', '- it is stopped: fail (`trail/a`)'],
      ['References', '- https://docs.aws.amazon.com/x.html'],
      ['See also', '`x.y1`'],
    ]);
  });

  it('says of which records an event class is', () => {
    const book = bookOf('for: account\nassert: { alertsOn: { events: [s3.Gone] } }');
    const [rule] = book.rules;
    const sections = rule ? sectionsOf(rule, { ...book, kinds: vocabulary.kinds }) : [];
    expect(sections.find(({ head }) => head === 'Events: s3.Gone')?.blocks).toEqual([
      { type: 'text', text: 'A bucket is gone: recorded in every region. Every record of which this is true:' },
      { type: 'code', language: 'text', text: 'eventName is "DeleteBucket" and errorCode is absent' },
      { type: 'list', lines: ['- for example, somebody deletes it'] },
    ]);
  });

  it('is said of every shipped rule, with the controls that it answers', () => {
    const book = compileRules(shippedRules({ tests: true }));
    for (const rule of book.rules) {
      const heads = sectionsOf(rule, { ...book, kinds: vocabulary.kinds }).map(({ head }) => head);
      expect(heads, rule.id).toEqual(
        expect.arrayContaining(['What is asked', 'Why', 'What to do', 'What is read', 'Cases', 'References']),
      );
    }
    const rule = book.rules.find(({ id }) => id === 'trail.multi-region');
    const sections = rule ? sectionsOf(rule, { ...book, kinds: vocabulary.kinds }) : [];
    const [controls] = sections.find(({ head }) => head === 'Frameworks')?.blocks ?? [];
    expect(controls?.type === 'list' && controls.lines).toContain(
      '- CIS Amazon Web Services Foundations Benchmark 5.0.0: 3.1',
    );
  });

  it('belongs to the area before the first dot', () => {
    expect([areaOf('trail.multi-region'), areaOf('load-balancer.errors-alarm')]).toEqual(['trail', 'load-balancer']);
  });
});
