/** The rule of Contributor Insights whose findings an alarm compares ("Setting an alarm on Contributor Insights metric data"). */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';

/** DynamoDB makes rules of its own on how tables are used ("CloudWatch Contributor Insights for DynamoDB: how it works"). */
const OF_TABLES = 'DynamoDBContributorInsights-';

/** Of the `Metrics` of an alarm; null: none of them is of a rule that may look at logs. */
export function insightRuleIn(metrics: Value | undefined): string | null {
  const rules = (Array.isArray(metrics) ? metrics : []).flatMap((entry) => {
    const expression = isObject(entry) ? entry['Expression'] : null;
    if (typeof expression !== 'string') return [];
    return /INSIGHT_RULE_METRIC\(\s*["']?([^"',)]+)/.exec(expression)?.[1] ?? [];
  });
  return rules.find((rule) => !rule.startsWith(OF_TABLES)) ?? null;
}
