/** Packs: folders and npm packages of rules that are read as data, and redefine nothing unnoticed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepare } from '../../src/audit.ts';
import { RulebookError } from '../../src/model/errors.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-packs-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const write = (files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
};
const rule = (id: string) => `id: ${id}\ntitle: A rule\nseverity: low\nfor: trail\nassert: { use: acme-safe }\n`;
const PACKAGE = 'node_modules/@acme/rules';
write({
  [`${PACKAGE}/package.json`]: '{ "name": "@acme/rules", "main": "index.js" }',
  [`${PACKAGE}/index.js`]: 'throw new Error("it was run");',
  [`${PACKAGE}/pack.yaml`]: 'pack: acme\nversion: 1.2.0\ndescription: What Acme asks for.\n',
  [`${PACKAGE}/rules/acme.trail-safe.yaml`]: rule('acme.trail-safe'),
  [`${PACKAGE}/definitions.yaml`]: 'define: acme-safe\nfor: trail\ncondition: { logging: true }\n',
  [`${PACKAGE}/strict.yaml`]: "profile: acme-strict\ntitle: All of Acme's\nrules: { acme.trail-safe: critical }\n",
  'node_modules/plain/package.json': '{ "name": "plain" }',
  'deep/down/trailproof.yaml': 'extends: [npm:@acme/rules]\n',
});

const read = (text: string) => {
  write({ 'trailproof.yaml': text });
  return prepare({}, undefined, cwd);
};
const severity = ({ rulebook }: Awaited<ReturnType<typeof read>>) =>
  rulebook.rules.find(({ id }) => id === 'acme.trail-safe')?.severity;
const told = async (text: string): Promise<readonly string[]> => {
  try {
    await read(text);
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error;
    return error.mistakes.map(({ at, message, hint }) => `${at.file}:${at.line}:${at.column} ${message} | ${hint}`);
  }
  return [];
};

describe('a pack', () => {
  it('of an npm package is read, and none of its code is run', async () => {
    expect(severity(await read('extends: [npm:@acme/rules]'))).toBe('low');
  });

  it('brings profiles, which are in force where they are named', async () => {
    expect(severity(await read('extends: [npm:@acme/rules, acme-strict]'))).toBe('critical');
  });

  it('is found from the folder of the configuration upwards', async () => {
    expect(severity(await prepare({}, join(cwd, 'deep/down/trailproof.yaml'), cwd))).toBe('low');
  });

  it('may be a folder of one`s own', async () => {
    write({
      'own/pack.yaml': 'pack: own\n',
      'own/trail.yaml': rule('own.trail').replace('use: acme-safe', 'logging: true'),
    });
    const { rulebook } = await read('extends: [./own]');
    expect(rulebook.rules.map(({ id }) => id)).toContain('own.trail');
  });

  it.each<[name: string, text: string, files: Record<string, string>, ...expected: string[]]>([
    [
      'that is not installed is named where the configuration names it',
      'extends:\n  - npm:@acme/missing\n',
      {},
      'trailproof.yaml:2:5 the package @acme/missing is not installed | npm install --save-dev @acme/missing',
    ],
    [
      'needs a pack.yaml',
      'extends: [npm:plain]',
      {},
      'trailproof.yaml:1:11 the package plain has no pack.yaml, and is no pack of rules | name another, or a folder of your own: ./policies',
    ],
    [
      'is named by the name of a package, and by no path',
      'extends: [npm:../secrets]',
      {},
      'trailproof.yaml:1:11 "../secrets" is not the name of an npm package | for example npm:@acme/rules',
    ],
    [
      'redefines no shipped rule',
      'extends: [./again]',
      { 'again/x.yaml': rule('trail.multi-region').replace('use: acme-safe', 'logging: true') },
      'again/x.yaml:1:5 the rule trail.multi-region is defined twice: first in trailproof:trail.multi-region.yaml:1 | give one of them another id',
    ],
    [
      'redefines nothing of another pack, its name included',
      'extends: [npm:@acme/rules, ./other]',
      { 'other/pack.yaml': 'pack: acme\n', 'other/x.yaml': rule('acme.trail-safe') },
      `other/pack.yaml:1:1 the pack acme is defined twice: first in ${PACKAGE}/pack.yaml:1 | give one of them another id`,
      `other/x.yaml:1:5 the rule acme.trail-safe is defined twice: first in ${PACKAGE}/rules/acme.trail-safe.yaml:1 | give one of them another id`,
    ],
  ])('%s', async (_, text, files, ...expected) => {
    write(files);
    expect(await told(text)).toEqual(expected);
  });
});
