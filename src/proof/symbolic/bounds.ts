/** What a language says of records, from both sides: on which it certainly holds, and on which it may. Between the two it is unknown. */
import type { Formula } from '../../languages/formula/index.ts';
import { and, FALSE, or, TRUE } from '../../languages/formula/index.ts';

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
  return { must: and(...parts.map(({ must }) => must)), may: and(...parts.map(({ may }) => may)) };
}

export function some(parts: readonly Bounds[]): Bounds {
  return { must: or(...parts.map(({ must }) => must)), may: or(...parts.map(({ may }) => may)) };
}
