/** A proof on a narrow terminal: sentences are broken at words, patterns are cut around what their carets point at, records stay as they are. */
import { describe, expect, it } from 'vitest';
import { proofLines } from '../../src/cli/chain.ts';
import { columns } from '../../src/model/excerpt.ts';
import type { Proof } from '../../src/model/proof.ts';

const CLAUSE = '$.userIdentity.sessionContext.sessionIssuer.userName != "Deploy"';
const PATTERN = `{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") && (${CLAUSE}) }`;
const start = PATTERN.indexOf(CLAUSE);

const proof: Proof = {
  events: 's3.DeleteBucket',
  truth: 'false',
  sentence: 'nobody is told about s3.DeleteBucket',
  regions: ['us-east-1'],
  routes: [
    {
      type: 'metricFilter',
      truth: 'false',
      links: [
        { link: 'trail', truth: 'true', sentence: 'trail everything records every region', resource: 'trail' },
        {
          link: 'metricFilter',
          truth: 'false',
          sentence: `metric filter bucket-deleted does not match it: the pattern wants ${CLAUSE}, which no absent field meets`,
          text: { value: PATTERN, start, end: start + CLAUSE.length },
          gaps: ['g1'],
        },
      ],
    },
  ],
  counterexample: { eventName: 'DeleteBucket', userAgent: `aws-cli/2.22.10 ${'md/awscrt '.repeat(10)}` },
  differs: [{ field: 'userIdentity.arn', value: `arn:aws:iam::111122223333:user/${'a'.repeat(60)}` }],
};

const sources = {
  gaps: new Map([
    [
      'g1',
      {
        id: 'g1',
        kind: 'topic',
        account: '111122223333',
        region: 'us-east-1',
        reason: 'denied' as const,
        call: 'sns:GetTopicAttributes',
        action: 'sns:GetTopicAttributes',
        message: 'AccessDenied: the role may not look at topics of this account',
      },
    ],
  ]),
  origins: new Map([
    [
      'trail',
      [
        { call: 'cloudtrail:DescribeTrails', account: '111122223333', region: 'us-east-1' },
        { call: 'cloudtrail:GetTrailStatus', account: '111122223333', region: 'us-east-1' },
      ],
    ],
  ]),
};

describe('the lines of a proof', () => {
  it.each([40, 60, 80])('stay on a terminal of %i columns, but for the record that nobody is told of', (width) => {
    const lines = proofLines(proof, sources, { width, ellipsis: '…' });
    const record = lines.indexOf('    {');
    expect(lines.slice(0, record).filter((line) => columns(line) > width)).toEqual([]);
    expect(JSON.parse(lines.slice(record).join('\n'))).toEqual(proof.counterexample);
  });

  it.each([40, 60, 80])('have carets under the clause they speak of in %i columns', (width) => {
    const lines = proofLines(proof, sources, { width, ellipsis: '…' });
    const carets = lines.findIndex((line) => /^ *\^+$/.test(line));
    const [pattern = '', under = ''] = [lines[carets - 1], lines[carets]];
    const pointed = pattern.slice(under.indexOf('^'), under.length);
    expect(CLAUSE.startsWith(pointed.replace(/…$/, ''))).toBe(true);
    expect(pointed.length).toBeGreaterThan(8);
  });

  it('begin further lines under the sentence that they belong to', () => {
    const lines = proofLines(proof, sources, { width: 60, ellipsis: '…' });
    expect(lines.slice(1, 5)).toEqual([
      '    ok      trail: trail everything records every region',
      '            read from cloudtrail:DescribeTrails,',
      '                      cloudtrail:GetTrailStatus in',
      '                      111122223333/us-east-1',
    ]);
  });

  it('are one line each where nothing wraps', () => {
    const lines = proofLines(proof, sources, { width: Number.POSITIVE_INFINITY, ellipsis: '…' });
    expect(lines).toContain(`            ${PATTERN}`);
    expect(lines).toContain('            not read  g1: AccessDenied: the role may not look at topics of this account');
  });
});
