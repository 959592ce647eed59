/** The lists of what other tools check: every check once, with rules that exist or the reason why there are none. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules } from '../../src/audit.ts';
import { shippedRules } from '../../src/sources/files.ts';

interface Check {
  readonly check: string;
  readonly rules: readonly string[];
  readonly outside?: string;
  readonly lacking?: string;
  readonly note?: string;
}

const folder = fileURLToPath(new URL('../../docs/peers/', import.meta.url));
const ids = compileRules(shippedRules()).rules.map(({ id }) => id);
const peers = readdirSync(folder).map((file) => {
  const text = readFileSync(`${folder}${file}`, 'utf8');
  return { file, checks: (parse(text) as { readonly checks: readonly Check[] }).checks };
});

describe.each(peers)('$file', ({ checks }) => {
  it('has every check once', () => {
    const names = checks.map(({ check }) => check);
    expect(names).toEqual([...new Set(names)]);
  });

  it('names rules that exist, each once in a check', () => {
    for (const { check, rules } of checks) {
      expect(ids, check).toEqual(expect.arrayContaining([...rules]));
      expect(rules, check).toEqual([...new Set(rules)]);
    }
  });

  it('says of a check without rules why, and of no other', () => {
    for (const { check, rules, outside, lacking } of checks) {
      const reasons = [outside, lacking].filter((reason) => reason !== undefined);
      expect(reasons.length, check).toBe(rules.length === 0 ? 1 : 0);
    }
  });

  it('has no other keys', () => {
    const known = ['check', 'rules', 'outside', 'lacking', 'note'];
    for (const each of checks) expect(known).toEqual(expect.arrayContaining(Object.keys(each)));
  });
});

it('the lists are as long as the peers were when they were read', () => {
  // Prowler: 15 on CloudTrail, 22 on CloudWatch, 4 on EventBridge, 3 on SNS. CloudSploit: 15, 1, 3 on CloudWatch Logs, 3, 8.
  expect(Object.fromEntries(peers.map(({ file, checks }) => [file, checks.length]))).toEqual({
    'aws-config.yaml': 23,
    'cloudsploit.yaml': 15 + 1 + 3 + 3 + 8,
    'prowler.yaml': 15 + 22 + 4 + 3,
  });
});
