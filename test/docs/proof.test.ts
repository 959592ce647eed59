/** docs/proof.md works as shown: its accounts are made again, its commands are run again, and what they print is what it says. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';
import { installed, runAgain } from './console.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/proof.md`, 'utf8');

const bin = installed();
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describe('docs/proof.md', () => {
  it('is about accounts that can be looked at', async () => {
    const accounts = parse(readFileSync(`${root}test/docs/accounts.yaml`, 'utf8')) as readonly { given: Given }[];
    const snapshots = accounts.map(({ given }) => snapshotOf(given));
    const [first] = snapshots;
    if (!first) throw new Error('there are no accounts');
    const together: Snapshot = {
      ...first,
      tool: { name: 'trailproof', version: '0.1.0' },
      scope: { ...first.scope, accounts: snapshots.flatMap(({ scope }) => scope.accounts) },
      resources: snapshots.flatMap(({ resources }) => resources),
      coverage: snapshots.flatMap(({ coverage }) => coverage),
    };
    const text = [...writeSnapshot(together)].join('');
    await expect(text).toMatchFileSnapshot('../../docs/examples/accounts.ndjson');
  });

  it('shows what its commands print', async () => {
    const blocks = [...page.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(5);
    const again = await runAgain(page, bin);
    await expect(again).toMatchFileSnapshot('../../docs/proof.md');
  });

  it('names files and pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(`${root}docs/${link}`))).toEqual([]);
  });
});
