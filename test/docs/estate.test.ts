/** The scenarios about the accounts of docs/scenarios/estate.ndjson work as shown: these are made again, and the commands are run again. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';
import { installed, runAgain } from './console.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = `${root}docs/scenarios`;
const PAGES = ['bucket-policy-modified', 'central-bucket', 'iam-user-created', 'unauthorized-api-access'];
const bin = installed();
afterAll(() => rmSync(bin, { recursive: true, force: true }));

it('the accounts of the scenarios can be looked at', async () => {
  const given = parse(readFileSync(`${root}test/docs/estate.yaml`, 'utf8')) as Given;
  const snapshot = { ...snapshotOf(given), tool: { name: 'trailproof', version: '0.1.0' } };
  await expect([...writeSnapshot(snapshot)].join('')).toMatchFileSnapshot(`${FOLDER}/estate.ndjson`);
});

describe.each(PAGES)('docs/scenarios/%s.md', (name) => {
  const page = readFileSync(`${FOLDER}/${name}.md`, 'utf8');

  it('shows what its commands print', async () => {
    await expect(await runAgain(page, bin)).toMatchFileSnapshot(`${FOLDER}/${name}.md`);
  });

  it('names files and pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(`${FOLDER}/${link}`))).toEqual([]);
  });
});
