/** The packed package runs from an empty folder, with its own dependencies and nothing of the checkout; nothing it does not need is in it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'trailproof-pack-'));
const installed = join(folder, 'node_modules', 'trailproof');
let files: readonly string[] = [];

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function must(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

beforeAll(() => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(must('npm', args, ROOT)) as readonly Packed[];
  files = packed?.files.map(({ path }) => path) ?? [];
  mkdirSync(installed, { recursive: true });
  must('tar', ['-xzf', join(folder, packed?.filename ?? ''), '-C', installed, '--strip-components=1'], folder);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
});

function trailproof(...args: readonly string[]) {
  const cli = join(installed, 'dist/cli/main.js');
  return spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
}

const EMPTY: Snapshot = {
  schemaVersion: 1,
  tool: { name: 'trailproof', version: 'test' },
  takenAt: '2026-01-02T00:00:00.000Z',
  scope: { partition: 'aws', by: 'accounts', caller: null, accounts: ['111122223333'], regions: ['us-east-1'] },
  resources: [],
  gaps: [],
  coverage: [{ kind: 'trail', account: '111122223333', regions: ['us-east-1'] }],
  holes: [],
};

describe('the packed package', () => {
  it('holds what it needs and nothing else', () => {
    for (const needed of [
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
      'schema/rule.json',
      'LICENSE',
      'README.md',
    ]) {
      expect(files, needed).toContain(needed);
    }
    const kinds =
      /^(dist\/.*\.(js|d\.ts|json)|rules\/.*\.yaml|schema\/.*\.json|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
    expect(files.filter((path) => !kinds.test(path))).toEqual([]);
    expect(files.filter((path) => path.startsWith('dist/action') || /\.test\./.test(path))).toEqual([]);
    const rules = readdirSync(join(ROOT, 'rules')).filter((name) => name.endsWith('.yaml'));
    expect(files.filter((path) => /^rules\/[^/]+$/.test(path))).toHaveLength(rules.length);
  });

  it('lists its rules', () => {
    const { status, stdout, stderr } = trailproof('rules', 'list');
    expect(stderr).toBe('');
    expect(stdout).toContain('trail.multi-region');
    expect(status).toBe(0);
  });

  it('audits a snapshot with every report', () => {
    writeFileSync(join(folder, 'empty.ndjson'), [...writeSnapshot(EMPTY)].join(''));
    const outputs = ['json', 'sarif', 'junit', 'html', 'markdown'].flatMap((format) => ['-o', `${format}=r.${format}`]);
    const { status, stdout, stderr } = trailproof('audit', 'empty.ndjson', ...outputs);
    expect(stderr).toBe('');
    expect(stdout).toContain('111122223333');
    expect(status).toBe(2);
  });

  it('can be used as a library', () => {
    const script =
      "import('trailproof').then(({ compileRules, shippedRules }) => console.log(compileRules(shippedRules()).rules.length))";
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(Number(stdout)).toBeGreaterThanOrEqual(16);
  });
});
