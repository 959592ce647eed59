/** Bundles the GitHub Action into dist/action.mjs, which is committed; --check fails where the committed one is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = fileURLToPath(new URL('../dist/action.mjs', import.meta.url));

/** The toolkit brings an HTTP client, for identity tokens that this action never asks for: what nobody imports is left out. */
const withoutUnused = {
  name: 'without what is not used',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(@actions\/|undici$|tunnel$)/ }, async ({ path, pluginData, ...rest }) => {
      if (pluginData === 'resolved') return undefined;
      const { importer, resolveDir, kind, namespace } = rest;
      const found = await resolve(path, { importer, resolveDir, kind, namespace, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

/** What is loaded lazily is bundled whole, as nothing is known of its use. In one file there is nothing to be gained from laziness. */
const withoutLaziness = {
  name: 'without laziness',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](audit|sources[\\/].*)\.ts$/ }, ({ path }) => {
      const modules = [];
      const text = readFileSync(path, 'utf8').replace(/\bimport\(('[^']+')\)/g, (_, module) => {
        modules.push(module);
        return `Promise.resolve(loaded${modules.length})`;
      });
      const imports = modules.map((module, index) => `import * as loaded${index + 1} from ${module};\n`);
      return { contents: imports.join('') + text, loader: 'ts' };
    });
  },
};

/** The SDK writes keys as `[_n]` with `const _n = "name"`, which bundlers take for code that may do something; so all of EC2 would come along. */
const withPlainKeys = {
  name: 'with plain keys',
  setup({ onLoad }) {
    onLoad({ filter: /dist-es[\\/](.*[\\/])?schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const names = new Map(
        [...text.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm)].map(([, name, value]) => [name, value]),
      );
      const contents = text.replace(/\[(_\w+)\]:/g, (key, name) => (names.has(name) ? `${names.get(name)}:` : key));
      return { contents, loader: 'js' };
    });
  },
};

const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/action/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  mainFields: ['module', 'main'],
  plugins: [withoutUnused, withoutLaziness, withPlainKeys],
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
