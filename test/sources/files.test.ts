/** Rule files on disk: which are read, under which names, and what is said of those that cannot be. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { rulesFrom, shippedRules } from '../../src/sources/files.ts';

let folder = '';
const made: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailproof-files-'));
  made.push(folder);
});
afterAll(() => {
  for (const each of made) rmSync(each, { recursive: true, force: true });
});

function write(path: string, text = 'id: a.b\n'): string {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
  return full;
}

const read = (...paths: string[]) =>
  rulesFrom(
    paths.map((path) => join(folder, path)),
    folder,
  ).map(({ file }) => file);

function refusal(...paths: string[]): string {
  try {
    return read(...paths).join();
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(folder, '.');
    throw error;
  }
}

describe("rules of one's own", () => {
  it('are read from folders, deep and in one order, and from files', () => {
    for (const path of [
      'b.yaml',
      'a.yml',
      'sub/c.yaml',
      'sub/deep/d.yaml',
      'other/e.txt',
      '.git/f.yaml',
      'node_modules/g.yaml',
      '.h.yaml',
    ])
      write(path);
    expect(read('.')).toEqual(['a.yml', 'b.yaml', 'sub/c.yaml', 'sub/deep/d.yaml']);
    expect(read('sub', 'a.yml')).toEqual(['sub/c.yaml', 'sub/deep/d.yaml', 'a.yml']);
    expect(read('other/e.txt')).toEqual(['other/e.txt']);
  });

  it('are read once, however often they are named', () => {
    write('sub/a.yaml');
    expect(read('sub', 'sub/a.yaml', 'sub/../sub')).toEqual(['sub/a.yaml']);
  });

  it('are named by their whole path where they are elsewhere', () => {
    const path = write('a.yaml');
    expect(rulesFrom([path], join(folder, 'work'))[0]?.file).toBe(path);
  });

  it('are read through links to files, and links in circles are no trap', () => {
    write('real/a.yaml');
    symlinkSync(join(folder, 'real/a.yaml'), join(folder, 'link.yaml'));
    symlinkSync(folder, join(folder, 'real/circle'));
    expect(read('.')).toEqual(['link.yaml', 'real/a.yaml']);
  });

  it('are never waited for where nothing comes', () => {
    write('a.yaml');
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(read('.')).toEqual(['a.yaml']);
  });

  it.each<readonly [what: string, make: () => void, path: string, message: string]>([
    ['that do not exist', () => {}, 'x', './x does not exist. Name a folder or file with rules.'],
    [
      'of which there are none',
      () => write('x/a.txt'),
      'x',
      './x holds no .yaml or .yml file. Name a folder or file with rules.',
    ],
    [
      'that are 20 MB',
      () => write('x.yaml', 'a: b\n'.repeat(4_000_000)),
      'x.yaml',
      'x.yaml has 20 MB; a rule file has at most 1 MB. Is it a rule file? Split it or leave it out.',
    ],
    [
      'that are a little too large',
      () => write('x.yaml', ' '.repeat(1_000_001)),
      'x.yaml',
      'x.yaml has 1.1 MB; a rule file has at most 1 MB. Is it a rule file? Split it or leave it out.',
    ],
    [
      'that a link leads to in vain',
      () => symlinkSync(join(folder, 'gone'), join(folder, 'x.yaml')),
      '.',
      'x.yaml cannot be read: it does not exist. Name a folder or file with rules.',
    ],
    [
      'that are links in a circle',
      () => symlinkSync(join(folder, 'x.yaml'), join(folder, 'x.yaml')),
      '.',
      'x.yaml cannot be read: its links lead in a circle. Name a folder or file with rules.',
    ],
    [
      'that are a link to a folder',
      () => {
        write('real/a.yaml');
        symlinkSync(join(folder, 'real'), join(folder, 'x.yaml'));
      },
      '.',
      'x.yaml cannot be read: it is a folder. Name a folder or file with rules.',
    ],
    [
      'below a file',
      () => write('a.yaml'),
      'a.yaml/x',
      './a.yaml/x cannot be read: a part of the path is a file, not a folder. Name a folder or file with rules.',
    ],
    [
      'with a name that no file can have',
      () => {},
      'a\u0000b',
      "./a\u0000b cannot be read: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received",
    ],
  ])('%s are named with the next step', (_what, make, path, message) => {
    make();
    expect(refusal(path)).toContain(message);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read are named', () => {
    chmodSync(write('x.yaml'), 0);
    expect(refusal('x.yaml')).toBe('x.yaml cannot be read: permission is denied. Name a folder or file with rules.');
  });
});

describe('shipped rules', () => {
  it('have their lines where the files have them, with and without their tests', () => {
    const whole = new Map(shippedRules({ tests: true }).map(({ file, text }) => [file, text.split('\n')]));
    for (const { file, text } of shippedRules()) {
      expect(file).toMatch(/^trailproof:((events|profiles|frameworks)\/)?[A-Za-z0-9.-]+\.yaml$/);
      for (const [at, line] of text.split('\n').entries()) if (line !== '') expect(line).toBe(whole.get(file)?.[at]);
      expect(text).not.toMatch(/^tests:/m);
    }
  });
});
