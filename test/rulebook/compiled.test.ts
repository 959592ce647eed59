/** The rules that were compiled with the package are those that their files say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import type { Compiled } from '../../src/model/rule.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import type { RuleFile } from '../../src/sources/files.ts';
import { compiledKey, shippedRules } from '../../src/sources/files.ts';

const path = fileURLToPath(new URL('../../dist/rules.json', import.meta.url));
const compiled = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Compiled>>;
const files = shippedRules();
const ready = files.map((file): RuleFile => {
  const known = compiled[compiledKey(file)];
  // What a profile says depends on which of them is asked.
  if (!known && file.file.startsWith('trailproof:profiles/')) return file;
  if (!known) throw new Error(`${file.file} is not compiled`);
  return { ...file, compiled: known };
});

describe('compiled rules', () => {
  it('make the same rulebook as their files', () => {
    expect(JSON.stringify(compileRules(ready))).toBe(JSON.stringify(compileRules(files)));
  });

  it('give way to their file where a parameter is set', () => {
    const config = readConfig('trailproof.yaml', 'rules: { logs.retention: { params: { days: 30 } } }');
    const retention = compileRules(ready, { config }).rules.find(({ id }) => id === 'logs.retention');
    expect(retention?.params['days']?.value).toBe(30);
    expect(JSON.stringify(retention?.assert)).toContain('"operand":30');
  });

  it('are found again by their text alone', () => {
    const [file] = files;
    expect(file && compiledKey({ ...file, text: `${file.text}\n` })).not.toBe(file && compiledKey(file));
  });
});
