/** docs/waivers.md works as shown: its commands are run again, its keys are all there, and its files are as the schema says. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules, schemas } from '../../src/audit.ts';
import { WAIVER_KEYS } from '../../src/rulebook/waivers.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { installed, runAgain } from './console.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/waivers.md`, 'utf8');
const example = readFileSync(`${root}docs/examples/waivers.yaml`, 'utf8');
const shown = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const shipped = shippedRules();

const bin = installed();
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describe('docs/waivers.md', () => {
  it('shows what its commands print', async () => {
    await expect(await runAgain(page, bin)).toMatchFileSnapshot('../../docs/waivers.md');
  });

  it('names every key', () => {
    for (const key of WAIVER_KEYS) expect(page).toContain(`| \`${key}\` |`);
  });

  it.each([example, ...shown])('shows waivers that are right: %#', (text) => {
    const { waivers } = compileRules(shipped, { waivers: [{ file: 'waivers.yaml', text }] });
    expect(waivers.length).toBeGreaterThan(0);
    const check = new Ajv2020({ strict: false }).compile(schemas()['waivers'] as object);
    check(parse(text));
    expect(check.errors ?? []).toEqual([]);
  });

  it('names files and pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((link) => !existsSync(`${root}docs/${link}`))).toEqual([]);
  });
});
