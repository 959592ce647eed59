/** Parts of a reason: what an outcome takes over from its parts. */
import type { Outcome } from '../model/outcome.ts';
import type { Truth } from '../model/verdict.ts';

/** The gaps behind the parts that decide. */
export function because(parts: readonly Outcome[]): { readonly gaps?: readonly string[] } {
  const gaps = [...new Set(parts.flatMap((part) => part.reason.gaps ?? []))];
  return gaps.length > 0 ? { gaps } : {};
}

export function verdictOf(truth: Truth): Outcome['verdict'] {
  return truth === 'true' ? 'pass' : truth === 'false' ? 'fail' : 'unknown';
}

export function truthOf(outcome: Outcome): Truth {
  return outcome.verdict === 'pass' ? 'true' : outcome.verdict === 'fail' ? 'false' : 'unknown';
}
