/** One rule, as it would be written, on what a rule test would give. */
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rulebook } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';

/** A rule with this body: `for`, `assert` and whatever else it is about. */
export function rulebook(body: string): Rulebook {
  const text = `id: test.rule\ntitle: A rule of a test\nseverity: high\n${body}\n`;
  return compileRules([{ file: 'rules/test.rule.yaml', text }]);
}

export function findings(body: string, given: Given, change?: (snapshot: Snapshot) => Snapshot): readonly Finding[] {
  return evaluateRules(rulebook(body), snapshotOf(given, change), vocabulary).findings;
}
