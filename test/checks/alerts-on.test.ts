/** `alertsOn` with records left out on purpose, and what sets a counterexample apart. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import type { Finding } from '../../src/model/report.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { shippedRules } from '../../src/sources/files.ts';
import type { Given } from '../proof/healthy.ts';
import { HEALTHY, snapshotOf } from '../proof/healthy.ts';

const CLASSES = shippedRules().filter(({ file }) => file.startsWith('trailproof:events/'));

function finding(alertsOn: string, given: Given, config = ''): Finding {
  const text = `id: test.rule\ntitle: A rule of a test\nseverity: high\nfor: account\nassert: { alertsOn: ${alertsOn} }\n`;
  const files = [...CLASSES, { file: 'rules/test.rule.yaml', text }];
  const rulebook = compileRules(files, config === '' ? {} : { config: readConfig('trailproof.yaml', config) });
  const [found] = evaluateRules(rulebook, snapshotOf(given), vocabulary).findings;
  if (!found) throw new Error('there is no finding');
  return found;
}

const DEPLOY = '*:assumed-role/Deploy/*';
const filtered = (pattern: string): Given => ({ ...HEALTHY, metricFilters: [{ name: 'deleted', pattern }] });
const WITH_HOLE = filtered('{ ($.eventName = "DeleteBucket") && ($.userIdentity.arn != "*:assumed-role/Deploy/*") }');

describe('records left out on purpose', () => {
  const EXCLUDING = `{ events: s3.DeleteBucket, excluding: [{ userIdentity.arn: { like: '${DEPLOY}' }, because: pipelines delete buckets }] }`;
  const excluded = (by: string) => [
    {
      events: ['s3.DeleteBucket'],
      records: `userIdentity.arn is like "${DEPLOY}"`,
      because: 'pipelines delete buckets',
      by,
    },
  ];
  const CONFIG = `excluding:\n  - events: s3.DeleteBucket\n    records: { userIdentity.arn: { like: '${DEPLOY}' } }\n    because: pipelines delete buckets\n`;

  it('are a hole without a reason', () => {
    const { verdict, proof } = finding('s3.DeleteBucket', WITH_HOLE);
    expect(verdict).toBe('fail');
    expect(proof?.excluded).toBeUndefined();
    expect(proof?.counterexample).toMatchObject({ eventName: 'DeleteBucket' });
  });

  it('leave out what is excluded, and nothing else: who has no ARN is not in the filter either', () => {
    const { verdict, proof } = finding(EXCLUDING, WITH_HOLE);
    expect(verdict).toBe('fail');
    expect(proof?.excluded).toEqual(excluded('rule'));
    expect(proof?.differs).toEqual([{ field: 'userIdentity.arn' }]);
  });

  const WITHOUT_HOLE = filtered(
    '{ ($.eventName = "DeleteBucket") && (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*:assumed-role/Deploy/*")) }',
  );

  it.each([
    ['rule', EXCLUDING, ''],
    ['configuration', 's3.DeleteBucket', CONFIG],
  ])('pass and are told, by the %s', (by, alertsOn, config) => {
    expect(finding(alertsOn, WITHOUT_HOLE, config)).toMatchObject({
      verdict: 'pass',
      proof: { excluded: excluded(by) },
    });
  });

  it('are said once, with all classes they are left out of', () => {
    const { proof } = finding(
      '{ events: [s3.DeleteBucket, cloudtrail.Changes], excluding: [{ readOnly: true, because: nobody minds }] }',
      HEALTHY,
    );
    expect(proof?.excluded).toEqual([
      {
        events: ['s3.DeleteBucket', 'cloudtrail.Changes'],
        records: 'readOnly is true',
        because: 'nobody minds',
        by: 'rule',
      },
    ]);
  });

  it('never make a pass of a class of which nothing is left', () => {
    const { verdict, message, proof } = finding(
      '{ events: s3.DeleteBucket, excluding: [{ eventName: { exists: true }, because: too many }] }',
      HEALTHY,
    );
    expect(verdict).toBe('unknown');
    expect(message).toBe(
      'Nothing is left of s3.DeleteBucket to prove in account 111122223333: what is excluded leaves no record of it.',
    );
    expect(proof?.excluded).toHaveLength(1);
  });

  it('leave a proof with a route even where every sample is left out', () => {
    const { verdict, proof } = finding(
      `{ events: s3.DeleteBucket, excluding: [{ userIdentity.type: { in: [Root, IAMUser, AssumedRole, AWSService, FederatedUser, IdentityCenterUser, AWSAccount, SAMLUser, WebIdentityUser] }, because: we know them }] }`,
      HEALTHY,
    );
    expect(verdict).toBe('pass');
    expect(proof?.routes[0]?.links.at(-1)?.link).toBe('subscription');
  });
});

describe('a burst that is asked for wrongly', () => {
  it.each<readonly [written: string, says: RegExp]>([
    ['atLeast: 5', /5 events need within: the time from the first to the last of them/],
    ['within: 4m', /within says nothing without atLeast/],
    ['atLeast: 0, within: 4m', /atLeast must be a whole number from 1 to 1000, not 0/],
    ['atLeast: 2.5, within: 4m', /atLeast must be a whole number/],
    ['atLeast: many, within: 4m', /atLeast must be a whole number from 1 to 1000, not "many"/],
    ['atLeast: 5, within: 4', /within must be a duration, not 4/],
    ['atLeast: 5, within: 0m', /within must be a duration, not "0m"/],
  ])('%s', (written, says) => {
    expect(() => finding(`{ events: s3.DeleteBucket, ${written} }`, HEALTHY)).toThrow(says);
  });
});
