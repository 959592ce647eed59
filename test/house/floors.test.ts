/** The house stands: imports go down, never up and never sideways, and only the top floor touches the process. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { broken, importsOf } from './floors.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const imports = importsOf(SRC);

describe('the floors of the house', () => {
  it('are seen: imports are found in every room', () => {
    const rooms = new Set(imports.map(({ from }) => from.split('/')[0]));
    for (const room of [
      'cli',
      'action',
      'rulebook',
      'evaluate',
      'sources',
      'checks',
      'kinds',
      'proof',
      'reporters',
      'govern',
    ]) {
      expect(rooms, room).toContain(room);
    }
  });

  it('are imported downwards only', () => {
    expect(imports.map(broken).filter((problem) => problem !== null)).toEqual([]);
  });

  it.each([
    ['kinds/trail.ts', 'evaluate/findings.ts', 'up'],
    ['proof/prove.ts', 'kinds/trail.ts', 'sideways'],
    ['languages/filter-pattern/parse.ts', 'languages/formula/index.ts', 'sideways'],
    ['cli/main.ts', 'audit.ts', 'index.ts only'],
    ['utils/strings.ts', 'model/value.ts', 'outside the house'],
  ])('%s must not import %s', (from, to, problem) => {
    expect(broken({ from, to })).toContain(problem);
  });

  it('keep process to the top floor', () => {
    const files = new Set(imports.map(({ from }) => from));
    const touching = [...files].filter(
      (file) =>
        !/^(cli|action)\//.test(file) && /\bprocess\.(?!memoryUsage)/.test(readFileSync(`${SRC}/${file}`, 'utf8')),
    );
    expect(touching).toEqual([]);
  });
});
