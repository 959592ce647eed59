/** All check words: one line each. */
import type { CheckWord } from '../model/outcome.ts';
import { alertsOn } from './alerts-on/index.ts';

export const checkWords: ReadonlyMap<string, CheckWord> = new Map([alertsOn].map((word) => [word.word, word]));
