/** The state that an alarm may have been in before it went to ALARM. */
import type { Resource } from '../../model/resource.ts';

const QUIET = ['OK', 'INSUFFICIENT_DATA'] as const;

/** A composite alarm that is no longer silenced may tell of that in ALARM as well. */
export function statesBefore({ fields }: Resource): readonly string[] {
  return (fields['suppressor'] ?? null) === null ? QUIET : [...QUIET, 'ALARM'];
}
