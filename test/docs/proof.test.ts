/** docs/proof.md works as shown: its accounts are made again, its commands are run again, and what they print is what it says. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import { CLI } from '../cli.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/proof.md`, 'utf8');

/** `trailproof` as an installation would put it on the path. */
const bin = mkdtempSync(join(tmpdir(), 'trailproof-docs-'));
beforeAll(() => {
  writeFileSync(join(bin, 'trailproof'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(bin, 'trailproof'), 0o755);
});
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
    const shown = await Promise.all(blocks.map(printed));
    let at = 0;
    const again = page.replaceAll(/```console\n[\s\S]*?```/g, () => `\`\`\`console\n${shown[at++]}\`\`\``);
    await expect(again).toMatchFileSnapshot('../../docs/proof.md');
  });

  it('names files and pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(`${root}docs/${link}`))).toEqual([]);
  });
});

/** The commands of a block, run in one shell one after another, each above what it prints. */
async function printed(block: string): Promise<string> {
  const commands = block.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
  const script = commands
    .map((command) => `(exit $status); printf '%s\\n' ${quoted(`$ ${command}`)}; (exit $status); ${command}\nstatus=$?`)
    .join('\n');
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: '/nonexistent' };
  const { stdout } = await promisify(execFile)('sh', ['-c', `status=0\nexec 2>&1\n${script}\nexit 0`], {
    cwd: root,
    env,
  });
  return stdout;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
