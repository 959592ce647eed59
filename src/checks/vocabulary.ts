/** What rules can speak of: kinds of things, and words to check them with. */
import { kinds } from '../kinds/index.ts';
import { checkWords } from './index.ts';

export const vocabulary = { kinds, words: checkWords } as const;
