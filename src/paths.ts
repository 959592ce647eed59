/** Where the files that ship with the package are: the same from every file that lies in `dist/` itself, bundles included. */
import { fileURLToPath } from 'node:url';

/** The folder of shipped rules, with a slash at its end. */
export const RULES = fileURLToPath(new URL('../rules/', import.meta.url));

/** The shipped rules as they were compiled when the package was built; not there while it runs from `src/`. */
export const COMPILED = fileURLToPath(new URL('./rules.json', import.meta.url));

/** The package's own description. */
export const PACKAGE = fileURLToPath(new URL('../package.json', import.meta.url));
