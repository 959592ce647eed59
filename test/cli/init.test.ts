/** `trailproof init`: what it writes changes nothing, is right line by line once it is meant, and overwrites nothing unasked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules, schemas } from '../../src/audit.ts';
import { beginning } from '../../src/rulebook/beginning.ts';
import { CONFIG_KEYS, readConfig } from '../../src/rulebook/config.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { run } from '../cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-init-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Without the signs of comments; of what excludes each other, the list of accounts. */
const meant = beginning()
  .split('\n')
  .filter((line) => /^# {1,5}('?[a-z]|- )/.test(line) && !/^# (trailproof |yaml-|organization:)/.test(line))
  .map((line) => line.slice(2))
  .join('\n');

describe('trailproof init', () => {
  it('writes a configuration that changes nothing', async () => {
    const { code, stdout } = await run(['init'], { cwd });
    expect([code, stdout]).toEqual([
      0,
      'trailproof.yaml is written. Every line in it is a comment; take away the # of what you want.\n',
    ]);
    const text = readFileSync(join(cwd, 'trailproof.yaml'), 'utf8');
    expect(text).toBe(beginning());
    expect(readConfig('trailproof.yaml', text).settings).toEqual({});
    expect((await run(['rules', 'list'], { cwd })).code).toBe(0);
  });

  it('leaves a file that is there, unless it is told to', async () => {
    writeFileSync(join(cwd, 'other.yaml'), 'role: Mine\n');
    const { code, stderr } = await run(['init', 'other.yaml'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'trailproof: other.yaml is there already, and was left as it is. --force writes over it.\n',
    ]);
    expect(readFileSync(join(cwd, 'other.yaml'), 'utf8')).toBe('role: Mine\n');
    expect((await run(['init', 'other.yaml', '--force'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'other.yaml'), 'utf8')).toBe(beginning());
  });

  it('shows what is right, of every key, for the reading and for editors', () => {
    const shown = parse(meant);
    expect(Object.keys(shown).sort()).toEqual(CONFIG_KEYS.filter((key) => key !== 'organization').toSorted());
    const validate = new Ajv2020({ strict: false }).compile(schemas()['config'] as object);
    expect(validate(shown), JSON.stringify(validate.errors)).toBe(true);
    const config = readConfig('trailproof.yaml', meant);
    expect(() => compileRules(shippedRules(), { config, usual: 'recommended' })).not.toThrow();
  });

  it('names the schema where an installed package has it', () => {
    const [, path = ''] = /\$schema=\.\/node_modules\/trailproof\/(\S+)/.exec(beginning()) ?? [];
    expect(Object.keys(schemas()).map((name) => `schema/${name}.json`)).toContain(path);
  });
});
