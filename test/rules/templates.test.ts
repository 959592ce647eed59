/** The templates of the shipped rules: whoever deploys one passes the rule that it stands in. */
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/model/condition.ts';
import type { Rule } from '../../src/model/rule.ts';
import { fromCloudFormation, fromTerraform, givenBy } from './template/given.ts';
import { findingsOf, rulebook } from './verdict.ts';

const LANGUAGES = [
  ['terraform', fromTerraform],
  ['cloudformation', fromCloudFormation],
] as const;

/** CloudWatch Logs takes no longer pattern. */
const LONGEST_PATTERN = 1024;

function asksForAlerts(condition: Condition): boolean {
  if (condition.type === 'word') return condition.word === 'alertsOn';
  return condition.type === 'all' && condition.of.some(asksForAlerts);
}

const rules = rulebook.rules.map((rule) => [rule.id, rule] as const);
const alerting = rules.filter(([, { assert }]) => asksForAlerts(assert));

/** What stands in the advice for the command line. */
function patternAdvised({ remediation }: Rule): string | undefined {
  return /--filter-pattern '(.*?)' --metric-transformations/.exec(remediation)?.[1];
}

/** `# There is nothing to write: ...`: no resource of the language does it. */
const SAYS_WHY_NOT = /^(# .+\n?)+$/;

describe.each(rules)('rule %s', (_, { templates }) => {
  it.each(LANGUAGES)('has %s that can be read, or says why it has none', (language, read) => {
    const text = templates[language];
    if (!SAYS_WHY_NOT.test(text)) expect(read(text).length).toBeGreaterThan(0);
  });
});

it('rules that ask whether somebody is told are most of them', () => {
  expect(alerting.length).toBeGreaterThanOrEqual(22);
});

describe.each(alerting)('rule %s', (id, rule) => {
  it.each(LANGUAGES)('passes on what its %s makes', (language, read) => {
    const given = givenBy(read(rule.templates[language]));
    const findings = findingsOf(id, { given });
    expect(findings.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([
      expect.stringMatching(/^pass: /),
    ]);
  });

  it.each(LANGUAGES)('advises the same pattern in words as in %s', (language, read) => {
    const patterns = read(rule.templates[language]).flatMap(({ properties }) => properties['FilterPattern'] ?? []);
    expect(patterns).toEqual([patternAdvised(rule)]);
    expect(String(patterns[0]).length).toBeLessThanOrEqual(LONGEST_PATTERN);
  });
});

describe('a template that is wrong is noticed', () => {
  const rule = rulebook.rules.find(({ id }) => id === 'alarm.s3-bucket-deleted');
  const verdictOn = (text: string) =>
    findingsOf('alarm.s3-bucket-deleted', { given: givenBy(fromTerraform(text)) }).map(({ verdict }) => verdict);

  it.each([
    ['another event', 'DeleteBucket\\"', 'CreateBucket\\"'],
    ['another metric', 'metric_name         = "S3BucketDeleted"', 'metric_name         = "Other"'],
    ['a threshold that one event does not reach', 'threshold           = 1', 'threshold           = 2'],
    ['nobody subscribed', '"aws_sns_topic_subscription"', '"aws_sns_topic_other"'],
  ])('%s', (_what, part, other) => {
    const { terraform } = rule?.templates ?? { terraform: '' };
    expect(terraform).toContain(part);
    expect(verdictOn(terraform)).toEqual(['pass']);
    expect(verdictOn(terraform.replace(part, other))).toEqual(['fail']);
  });

  it('and one that cannot be read is as well', () => {
    expect(() => fromTerraform('resource "a" "b" {\n  c = 1\n')).toThrow('the block resource does not end');
    expect(() => fromTerraform('a = 1\n')).toThrow('attributes outside of blocks: a');
    expect(() => fromTerraform('resource "a" "b"\n')).toThrow('after resource neither');
    expect(() => fromCloudFormation('Resource: {}')).toThrow('the template has no Resources');
  });
});
