/** How bounds on records compare with an answer for one record. */
import { expect } from 'vitest';
import { evaluate } from '../../../src/languages/formula/index.ts';
import type { CloudTrailRecord } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Bounds } from '../../../src/proof/symbolic/bounds.ts';

/** What the bounds decide of a record. */
export function decided({ must, may }: Bounds, on: CloudTrailRecord): Truth {
  if (evaluate(must, on)) return 'true';
  return evaluate(may, on) ? 'unknown' : 'false';
}

/** The bounds may know less than the record tells, never something else. */
export function agrees(bounds: Bounds, on: CloudTrailRecord, truth: Truth, what = ''): void {
  const bound = decided(bounds, on);
  if (bound !== 'unknown' && bound !== truth) expect.fail(`${what}: bounds say ${bound}, following it says ${truth}`);
}

/** The bounds know as much as the record tells. */
export function equals(bounds: Bounds, on: CloudTrailRecord, truth: Truth, what = ''): void {
  const bound = decided(bounds, on);
  if (bound !== truth) expect.fail(`${what}: bounds say ${bound}, following it says ${truth}`);
}
