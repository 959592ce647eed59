/** What a shipped rule says of a filter pattern in an account where everything else of the chain is right. */
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rulebook, RuleTest } from '../../src/model/rule.ts';
import type { Value } from '../../src/model/value.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';
import { shippedRules } from '../../src/sources/files.ts';

const files = shippedRules({ tests: true });
export const rulebook = compileRules(files);

/** The findings of a rule on what a test gives. @throws Error where the test is wrong */
export function findingsOf(ruleId: string, test: Pick<RuleTest, 'given' | 'params'>): readonly Finding[] {
  const { snapshot, mistakes } = buildTestSnapshot({ ...NOTHING, ...test }, vocabulary.kinds, factories);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const book = test.params ? withParams(ruleId, test.params) : rulebook;
  const rules = book.rules.filter(({ id }) => id === ruleId);
  return evaluateRules({ ...book, rules }, snapshot, vocabulary).findings;
}

const NOTHING: RuleTest = { name: '', given: {}, expect: 'pass', at: { file: '', line: 1, column: 1 } };
const books = new Map<string, Rulebook>();

/** The rule alone, with its parameters set; the event classes as they are shipped. */
function withParams(ruleId: string, params: Readonly<Record<string, Value>>): Rulebook {
  const key = JSON.stringify([ruleId, params]);
  const known = books.get(key);
  if (known) return known;
  const own = files.filter(({ file }) => file.includes('events/') || file.endsWith(`${ruleId}.yaml`));
  const book = compileRules(own, { params: { [ruleId]: params } });
  books.set(key, book);
  return book;
}

/** The finding on an account whose trail, alarm, topic and subscription are right, with these patterns. */
export function findingOn(
  ruleId: string,
  patterns: readonly string[],
  params?: Readonly<Record<string, Value>>,
): Finding {
  const given = {
    trails: [{ logGroup: 'trail-logs' }],
    logGroups: [{}],
    metricFilters: patterns.map((pattern, index) => ({ name: `filter-${index}`, pattern })),
    alarms: [{ topics: ['security'] }],
    topics: [{}],
    subscriptions: [{}],
  };
  const [finding] = findingsOf(ruleId, { given, ...(params ? { params } : {}) });
  if (!finding) throw new Error(`${ruleId} says nothing of the account`);
  return finding;
}
