/** What a language says of records, from both sides: on which it certainly holds, and on which it may. Between the two it is unknown. */
import type { Formula } from '../../languages/formula/index.ts';
import { FALSE, TRUE } from '../../languages/formula/index.ts';
import { allOfThem, oneOfThem } from './same.ts';

export interface Bounds {
  readonly must: Formula;
  readonly may: Formula;
}

export const ALWAYS: Bounds = { must: TRUE, may: TRUE };
export const NEVER: Bounds = { must: FALSE, may: FALSE };
export const OPEN: Bounds = { must: FALSE, may: TRUE };

export function exactly(formula: Formula): Bounds {
  return { must: formula, may: formula };
}

export function every(parts: readonly Bounds[]): Bounds {
  return { must: allOfThem(parts.map(({ must }) => must)), may: allOfThem(parts.map(({ may }) => may)) };
}

export function some(parts: readonly Bounds[]): Bounds {
  return { must: oneOfThem(parts.map(({ must }) => must)), may: oneOfThem(parts.map(({ may }) => may)) };
}
