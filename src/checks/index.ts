/** All check words: one line each. */
import type { CheckWord } from '../model/outcome.ts';
import { alarmsOn } from './alarms-on/index.ts';
import { alertsOn } from './alerts-on/index.ts';

export const checkWords: ReadonlyMap<string, CheckWord> = new Map(
  [alertsOn, alarmsOn].map((word) => [word.word, word]),
);
