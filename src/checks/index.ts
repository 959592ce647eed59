/** All check words: one line each. */
import type { CheckWord } from '../model/outcome.ts';
import { alarmsOn } from './alarms-on/index.ts';
import { alertsOn } from './alerts-on/index.ts';
import { policyAllowsOnly } from './policy/allows-only.ts';
import { policyAllowsPublic } from './policy/allows-public.ts';
import { policyDenies } from './policy/denies.ts';

export const checkWords: ReadonlyMap<string, CheckWord> = new Map(
  [alertsOn, alarmsOn, policyAllowsOnly, policyAllowsPublic, policyDenies].map((word) => [word.word, word]),
);
