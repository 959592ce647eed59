/** The commands that a page of the documentation shows, run again, each above what it prints. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CLI } from '../cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A folder with `trailproof` as an installation would put it on the path. */
export function installed(): string {
  const bin = mkdtempSync(join(tmpdir(), 'trailproof-docs-'));
  writeFileSync(join(bin, 'trailproof'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(bin, 'trailproof'), 0o755);
  return bin;
}

/** The page with what the commands of its blocks print now. */
export async function runAgain(page: string, bin: string): Promise<string> {
  const blocks = [...page.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const shown = await Promise.all(blocks.map((block) => printed(block, bin)));
  let at = 0;
  return page.replaceAll(/```console\n[\s\S]*?```/g, () => `\`\`\`console\n${shown[at++]}\`\`\``);
}

/** The commands of a block, run in one shell one after another, each above what it prints. */
async function printed(block: string, bin: string): Promise<string> {
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
