/** The example of each kind, by its name. */
import type { Example } from './example.ts';
import { kinds } from './index.ts';

export const factories: ReadonlyMap<string, Example> = new Map(
  [...kinds.values()].map(({ name, example }) => [name, example]),
);
