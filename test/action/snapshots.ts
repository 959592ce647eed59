/** Recorded snapshots for tests of the action. */
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Value } from '../../src/model/value.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';

/** The lines of a snapshot that holds what a rule test would give. */
export function recorded(given: Readonly<Record<string, Value>>): string {
  const test = { name: 'given', given, expect: 'pass', at: { file: 'test', line: 1, column: 1 } };
  const { snapshot, mistakes } = buildTestSnapshot(test, vocabulary.kinds, factories);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return [...writeSnapshot(snapshot)].join('');
}
