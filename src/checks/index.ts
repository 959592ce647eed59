/** All check words: one line each. */
import type { CheckWord } from '../model/outcome.ts';
import { alarmsOn } from './alarms-on/index.ts';
import { alertsOn } from './alerts-on/index.ts';
import { hasNamed } from './has-named.ts';
import { policyAllowsOnly } from './policy/allows-only.ts';
import { policyAllowsPublic } from './policy/allows-public.ts';
import { policyDenies } from './policy/denies.ts';
import { reachesSomebody } from './reaches-somebody.ts';
import { targetsExist } from './targets-exist.ts';

export const checkWords: ReadonlyMap<string, CheckWord> = new Map(
  [
    ...[alertsOn, alarmsOn, reachesSomebody, hasNamed, targetsExist],
    ...[policyAllowsOnly, policyAllowsPublic, policyDenies],
  ].map((word) => [word.word, word]),
);
