/** Bundles the GitHub Action into dist/action.mjs, which is committed; --check fails where the committed one is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = fileURLToPath(new URL('../dist/action.mjs', import.meta.url));

const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/action/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  write: false,
  // Some dependencies are CommonJS and ask for `require`, which an ES module does not have.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});

const [file] = result.outputFiles;
if (!file) throw new Error('esbuild gave no output');

if (process.argv.includes('--check')) {
  let committed = '';
  try {
    committed = readFileSync(target, 'utf8');
  } catch {
    // Not built yet: stale like any other difference.
  }
  if (committed !== file.text) {
    console.error('dist/action.mjs is stale. Run "npm run build" and commit it.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, file.contents);
}
