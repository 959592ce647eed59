/** Test files, each bundled with the source it tests, in which all mutants sleep; and what `vitest` and `fast-check` are to them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import fc from 'fast-check';
import { expect } from 'vitest';

const require = createRequire(import.meta.url);

/** @param instrumented texts of source files by their path */
export async function bundled(root, files, instrumented) {
  const mutated = {
    name: 'mutated',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/](src|test)[\\/].*\.ts$/ }, ({ path }) => {
        const text = instrumented.get(path) ?? readFileSync(path, 'utf8');
        const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
        return { contents, loader: 'ts' };
      });
    },
  };
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: join(root, 'bundled'),
    outbase: root,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [mutated],
    logLevel: 'error',
  });
  return outputFiles.map(({ text }, index) => ({ file: files[index], text }));
}

export function scriptOf({ file, text }) {
  return new Script(`(function (require, module, exports, $m) {${text}\n})`, { filename: file }).runInThisContext();
}

/** The tests of a file, loaded anew: nothing that an earlier mutant left behind is seen by a later one. */
export function testsOf(script, $m, share) {
  const tests = [];
  const it = (name, ask) => tests.push({ name: String(name), ask });
  it.each = (table) => (name, ask) => {
    for (const row of table) it(name, () => (Array.isArray(row) ? ask(...row) : ask(row)));
  };
  const describe = (_name, of) => of();
  describe.each = (table) => (_name, of) => {
    for (const row of table) Array.isArray(row) ? of(...row) : of(row);
  };
  const vitest = { describe, it, test: it, expect };
  const known = { vitest, 'fast-check': { ...fc, assert: calm(share) } };
  const module = { exports: {} };
  script((name) => known[name] ?? require(name), module, module.exports, $m);
  return tests;
}

/** Properties on the same cases every time, fewer than usual, and without looking for the simplest case that fails. */
function calm(share) {
  return (property, { numRuns = 100, ...rest } = {}) =>
    fc.assert(property, { seed: 1, ...rest, numRuns: Math.ceil(numRuns * share()), endOnFailure: true });
}
