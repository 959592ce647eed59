/**
 * Part of the build: the package's own modules become few files in dist/, since a run that reads hundreds of small ones spends more time
 * on finding them than on its work. What is loaded lazily stays in files of its own, and dependencies stay packages.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  entryPoints: ['src/index.ts', 'src/cli/main.ts', 'src/cli/program.ts'],
  outbase: 'src',
  outdir: 'dist',
  // Shared files lie in dist/ itself, as src/paths.ts expects of the one that it becomes part of.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
});
