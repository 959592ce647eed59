/** ARNs: taken apart and put together alike, and in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { arnParts, inPartition, parseArn, partitionOf, printArn } from '../../src/model/arn.ts';
import { isRole } from '../../src/model/names.ts';

describe('an ARN', () => {
  it.each([
    ['arn:aws:sns:us-east-1:111122223333:security', 'aws', 'sns', 'us-east-1', '111122223333', 'security'],
    ['arn:aws-cn:logs:cn-north-1:1:log-group:a/b:*', 'aws-cn', 'logs', 'cn-north-1', '1', 'log-group:a/b:*'],
    ['arn:aws:iam::{account}:role/Audit', 'aws', 'iam', '', '{account}', 'role/Audit'],
    ['arn:aws:s3:::bucket', 'aws', 's3', '', '', 'bucket'],
  ])('%s has parts, and is what they make', (text, partition, service, region, account, name) => {
    expect(parseArn(text)).toEqual({ partition, service, region, account, name });
    expect(printArn({ partition, service, region, account, name })).toBe(text);
  });

  it.each(['', 'security', 'arn:aws:sns', 'arn:aws:sns:us-east-1:1:', 'Arn:aws:s3:::b', ' arn:aws:s3:::b'])(
    'is not "%s"',
    (text) => {
      expect(parseArn(text)).toBeNull();
    },
  );

  it.each([
    ['eu-west-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-northwest-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
  ])('of %s is one of %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});

describe('a text', () => {
  it.each([
    ['arn:aws:s3:::b', 'aws-cn', 'arn:aws-cn:s3:::b'],
    ['arn:aws:s3:::b and arn:aws:s3:::c', 'aws-us-gov', 'arn:aws-us-gov:s3:::b and arn:aws-us-gov:s3:::c'],
    ['arn:aws:s3:::b', 'aws', 'arn:aws:s3:::b'],
    ['aws:SourceArn', 'aws-cn', 'aws:SourceArn'],
  ])('%s is in %s %s', (text, partition, there) => {
    expect(inPartition(text, partition)).toBe(there);
  });
});

describe('a pattern of ARNs', () => {
  it.each([
    ['arn:aws:logs:*:111122223333:log-group:a:*', ['arn', 'aws', 'logs', '*', '111122223333', 'log-group:a:*']],
    ['arn:aws:s3:::b', ['arn', 'aws', 's3', '', '', 'b']],
    ['arn:aws:*', ['arn', 'aws', '*']],
    ['*', ['*']],
  ])('%s has its parts', (pattern, parts) => {
    expect(arnParts(pattern)).toEqual(parts);
  });
});

describe('a role', () => {
  it.each([
    ['SecurityAudit', true],
    ['path/Audit', true],
    ['arn:aws:iam::111122223333:role/Audit', true],
    ['arn:aws-us-gov:iam::{account}:role/path/Audit', true],
    ['', false],
    ['an audit', false],
    ['arn:aws:iam::111122223333:user/audit', false],
    ['arn:aws:iam::1:role/Audit', false],
    ['arn:aws:iam:us-east-1:111122223333:role/Audit', false],
    ['arn:aws:sts::111122223333:role/Audit', false],
    ['arn:aws:iam::111122223333:role/', false],
    ['arn:aws:iam', false],
  ])('is "%s": %s', (text, is) => {
    expect(isRole(text)).toBe(is);
  });
});

it('no other file takes ARNs apart or puts them together', () => {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(200);
  const doing = files.filter((file) => {
    if (file === 'model/arn.ts' || LEFT.some((each) => file === each)) return false;
    return /startsWith\('arn:|\barn\w*\.split\(|`arn:[^`]*\$\{/i.test(readFileSync(`${src}${file}`, 'utf8'));
  });
  expect(doing).toEqual([]);
});

/** Beginnings of ARNs that a pattern names. */
const LEFT = ['proof/symbolic/hints.ts'];
