/** Composite alarms that tell somebody in the place of an alarm: their rules, what else they look at, and what silences them. */
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../src/model/proof.ts';
import type { Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { shown } from '../../../src/proof/alarm/rule.ts';
import type { Given } from '../healthy.ts';
import { ACCOUNT, EVENTS, proofWith } from '../healthy.ts';
import { made, metricEntry, onExpression } from './made.ts';

const ARN = (name: string, region = 'us-east-1', account = ACCOUNT) =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

/** An alarm without actions on the metric of the filter, and the composite alarm `all` that tells somebody. */
function told(rule: string, others: readonly Given[] = [], changes: Given = {}): Proof {
  return proofWith({ alarms: [{ name: 'deleted' }, composite('all', rule, changes), ...others] });
}

const composite = (name: string, rule: string, changes: Given = {}): Given => ({
  name,
  type: 'composite',
  rule,
  topics: ['security'],
  ...changes,
});

/** Alarms on metrics that no filter publishes. */
const elsewhere = (name: string, changes: Given = {}): Given => ({
  name,
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  ...changes,
});
const EITHER = 'ALARM(deleted) OR ALARM(odd)';
const NOT_UNDERSTOOD: Given = { name: 'odd', ...onExpression('m1 +* 2', [metricEntry('m1', 'Events')]) };
/** Alarms that are in ALARM whatever happens. */
const always = (name: string): Given => ({ name, missingData: 'breaching' });

describe('a composite alarm', () => {
  it('tells in the place of its alarm, which needs no action of its own', () => {
    const proof = told('ALARM(deleted)');
    expect(proof.truth).toBe('true');
    expect(proof.routes[0]?.links.slice(5).map(({ link, sentence }) => [link, sentence])).toEqual([
      ['metricFilter', 'metric filter deleted matches it'],
      ['alarm', 'alarm deleted goes to ALARM on one event (Sum 1 is >= 1)'],
      ['alarm', 'composite alarm all goes to ALARM with alarm deleted'],
      ['action', `composite alarm all publishes to arn:aws:sns:us-east-1:${ACCOUNT}:security`],
      ['topic', 'topic security lets CloudWatch publish'],
      ['subscription', 'email:security@example.com is told by topic security'],
    ]);
  });

  it.each<readonly [id: string, what: string, rule: string, others: readonly Given[], truth: Truth, why: string]>([
    ['AL-60', 'by name in quotes', 'ALARM("deleted")', [], 'true', ''],
    ['AL-60', 'by ARN', `ALARM(${ARN('deleted')})`, [], 'true', ''],
    ['AL-60', 'by ARN in quotes', `ALARM("${ARN('deleted')}")`, [], 'true', ''],
    ['AL-60', 'or another', 'ALARM(deleted) OR ALARM(other)', [elsewhere('other')], 'true', ''],
    ['AL-60', 'or one that is not there', 'ALARM(deleted) OR ALARM(gone)', [], 'true', ''],
    // Nothing is known of what keeps them in ALARM.
    ['AL-60', 'or one by a statistic that is not decided', EITHER, [{ name: 'odd', statistic: 'tm90' }], 'true', ''],
    ['AL-60', 'or one that does not say how it compares', EITHER, [{ name: 'odd', comparison: null }], 'true', ''],
    [
      'AL-62',
      'or one of another region that always is in ALARM, at which it cannot look',
      `ALARM(deleted) OR ALARM("${ARN('stuck', 'eu-west-1')}")`,
      [{ ...always('stuck'), region: 'eu-west-1' }],
      'true',
      '',
    ],
    [
      'AL-60',
      'in a mix of AND and OR that makes a difference in quiet times alone',
      'OK(a) OR ALARM(deleted) AND ALARM(deleted)',
      [],
      'unknown',
      'the rule of composite alarm all mixes AND and OR without parentheses, and which of them counts first is not documented: OK(a) OR ALARM(deleted) AND ALARM(deleted)',
    ],
    ['AL-60', 'or one without a threshold', EITHER, [{ name: 'odd', threshold: null }], 'true', ''],
    ['AL-60', 'or one on what is not understood', EITHER, [NOT_UNDERSTOOD], 'true', ''],
    [
      'AL-40',
      'or one on a metric of which it is not known who publishes it, whose silence is bad',
      'ALARM(deleted) OR ALARM(other)',
      [elsewhere('other', { missingData: 'breaching' })],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is ALARM(deleted) OR ALARM(other)',
    ],
    [
      'AL-40',
      'or one on such a metric of which nothing is enough',
      'ALARM(deleted) OR ALARM(other)',
      [elsewhere('other', { threshold: 0 })],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is ALARM(deleted) OR ALARM(other)',
    ],
    [
      'AL-40',
      'or one on such a metric of which nothing is more than enough',
      'ALARM(deleted) OR ALARM(other)',
      [elsewhere('other', { threshold: -1, comparison: 'GreaterThanThreshold' })],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is ALARM(deleted) OR ALARM(other)',
    ],
    [
      'AL-40',
      'or one of which something is enough',
      'ALARM(deleted) OR ALARM(other)',
      [elsewhere('other', { threshold: 0, comparison: 'GreaterThanThreshold' })],
      'true',
      '',
    ],
    ['AL-60', 'in parentheses', '(ALARM(deleted) OR ALARM(a)) AND TRUE', [], 'true', ''],
    [
      'AL-61',
      'and another',
      'ALARM(deleted) AND ALARM(other)',
      [elsewhere('other')],
      'unknown',
      'whether composite alarm all goes to ALARM with alarm deleted depends on the state of other: its rule is ALARM(deleted) AND ALARM(other)',
    ],
    [
      'AL-61',
      'and not another',
      'ALARM(deleted) AND NOT ALARM("maintenance window")',
      [],
      'unknown',
      'whether composite alarm all goes to ALARM with alarm deleted depends on the state of maintenance window: its rule is ALARM(deleted) AND NOT ALARM("maintenance window")',
    ],
    ['AL-61', 'and one that is in any of its states', 'ALARM(deleted) AND (OK(a) OR NOT OK(a))', [], 'true', ''],
    [
      'AL-61',
      'while it is not in ALARM',
      'NOT ALARM(deleted)',
      [],
      'false',
      'composite alarm all does not go to ALARM with alarm deleted: its rule is NOT ALARM(deleted)',
    ],
    [
      'AL-61',
      'by a long rule, which is cut',
      `  NOT  ALARM(deleted) AND NOT ALARM("${'x'.repeat(200)}")\n`,
      [],
      'false',
      `composite alarm all does not go to ALARM with alarm deleted: its rule is NOT ALARM(deleted) AND NOT ALARM("${'x'.repeat(163)}...`,
    ],
    [
      'AL-61',
      'when it is in order again',
      'OK("deleted") AND ALARM(a)',
      [],
      'false',
      'composite alarm all does not go to ALARM with alarm deleted: its rule is OK("deleted") AND ALARM(a)',
    ],
    ['AL-61', 'one of several', 'AT_LEAST(1, ALARM, (deleted, a, b))', [], 'true', ''],
    [
      'AL-61',
      'two of several',
      'AT_LEAST(2, ALARM, (deleted, a, b))',
      [],
      'unknown',
      'whether composite alarm all goes to ALARM with alarm deleted depends on the state of a and b: its rule is AT_LEAST(2, ALARM, (deleted, a, b))',
    ],
    [
      'AL-60',
      'with AND and OR beside each other',
      'ALARM(deleted) OR ALARM(a) AND ALARM(b)',
      [],
      'unknown',
      'the rule of composite alarm all mixes AND and OR without parentheses, and which of them counts first is not documented: ALARM(deleted) OR ALARM(a) AND ALARM(b)',
    ],
    ['AL-60', 'with AND and OR that come out alike', 'ALARM(deleted) OR TRUE AND ALARM(deleted)', [], 'true', ''],
    [
      'AL-40',
      'or anything at all',
      'ALARM(deleted) OR TRUE',
      [],
      'false',
      'composite alarm all is in ALARM whether or not alarm deleted is, so an event changes nothing: its rule is ALARM(deleted) OR TRUE',
    ],
    [
      'AL-40',
      'or another that is in order',
      'ALARM(deleted) OR OK(a)',
      [],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is ALARM(deleted) OR OK(a)',
    ],
    [
      'AL-40',
      'or another that is not in ALARM',
      'ALARM(deleted) OR NOT ALARM(a)',
      [],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is ALARM(deleted) OR NOT ALARM(a)',
    ],
    [
      'AL-40',
      'or while there is no data',
      'NOT OK(deleted)',
      [],
      'unknown',
      'composite alarm all may be in ALARM before alarm deleted is, and then an event changes nothing: its rule is NOT OK(deleted)',
    ],
    [
      'AL-40',
      'or another that is always in ALARM',
      'ALARM(deleted) OR ALARM(stuck)',
      [always('stuck')],
      'false',
      'composite alarm all is in ALARM whether or not alarm deleted is, so an event changes nothing: its rule is ALARM(deleted) OR ALARM(stuck)',
    ],
    ['AL-61', 'and another that is always in ALARM', 'ALARM(deleted) AND ALARM(stuck)', [always('stuck')], 'true', ''],
    [
      'AL-61',
      'unless another is, which always is',
      'ALARM(deleted) AND NOT ALARM(stuck)',
      [always('stuck')],
      'false',
      'composite alarm all does not go to ALARM with alarm deleted: its rule is ALARM(deleted) AND NOT ALARM(stuck)',
    ],
    [
      'own',
      'in words that are not understood',
      'WHEN deleted',
      [],
      'unknown',
      'the rule of composite alarm all is not understood here: expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found WHEN',
    ],
  ])('%s: %s: %s', (_id, _what, rule, others, truth, why) => {
    const proof = told(rule, others);
    expect(proof.truth).toBe(truth);
    if (truth === 'true') expect(proof.sentence).toContain('email:security@example.com is told by topic security');
    else expect(proof.broken).toMatchObject({ link: 'alarm', truth, sentence: why });
  });

  it('is pointed at where its rule is not understood', () => {
    const { broken } = told('ALARM(deleted) and TRUE');
    expect(broken?.text?.value.slice(broken.text.start, broken.text.end)).toBe('and TRUE');
  });

  it.each<readonly [what: string, name: string, changes: Given]>([
    ['another alarm whose name begins alike', 'deleted-too', {}],
    ['an alarm of that name in another region', 'deleted', { region: 'eu-west-1' }],
    ['an ARN of another region', ARN('deleted', 'eu-west-1'), {}],
    ['the alarm, by its ARN, from another region', ARN('deleted'), { region: 'eu-west-1' }],
    ['an ARN of another account', ARN('deleted', 'us-east-1', '444455556666'), {}],
    ['the name in other letters', 'Deleted', {}],
  ])('AL-62: that looks at %s tells nobody', (_what, name, changes) => {
    expect(told(`ALARM("${name}")`, [], changes)).toMatchObject({
      truth: 'false',
      broken: { link: 'action', sentence: 'alarm deleted has no action for ALARM' },
    });
  });

  it.each<readonly [id: string, what: string, changes: Given, truth: Truth, link: string, why: string]>([
    [
      'AL-50',
      'with its actions off',
      { actionsEnabled: false },
      'false',
      'action',
      'the actions of composite alarm all are switched off',
    ],
    ['AL-51', 'without action', { topics: [] }, 'false', 'action', 'composite alarm all has no action for ALARM'],
    [
      'AL-53',
      'with a topic that is gone',
      { topics: ['gone'] },
      'false',
      'topic',
      `topic arn:aws:sns:us-east-1:${ACCOUNT}:gone does not exist`,
    ],
    [
      'AL-62',
      'with an action on an instance',
      { actions: ['arn:aws:automate:us-east-1:ec2:stop'], topics: null },
      'false',
      'action',
      'composite alarm all acts on an EC2 instance by arn:aws:automate:us-east-1:ec2:stop, which composite alarms cannot do',
    ],
    [
      'AL-62',
      'with a scaling policy',
      {
        actions: [`arn:aws:autoscaling:us-east-1:${ACCOUNT}:scalingPolicy:1:autoScalingGroupName/a:policyName/b`],
        topics: null,
      },
      'false',
      'action',
      `composite alarm all scales by arn:aws:autoscaling:us-east-1:${ACCOUNT}:scalingPolicy:1:autoScalingGroupName/a:policyName/b, which composite alarms cannot do`,
    ],
    [
      'AL-79',
      'with an OpsItem',
      { actions: [`arn:aws:ssm:us-east-1:${ACCOUNT}:opsitem:1`], topics: null },
      'unknown',
      'action',
      `composite alarm all creates an OpsItem by arn:aws:ssm:us-east-1:${ACCOUNT}:opsitem:1, and whom that reaches is not followed`,
    ],
  ])('%s: %s', (_id, _what, changes, truth, link, why) => {
    expect(told('ALARM(deleted)', [], changes)).toMatchObject({ truth, broken: { link, truth, sentence: why } });
  });

  it('may run other actions where that is enough', () => {
    const changes = { actions: [`arn:aws:ssm:us-east-1:${ACCOUNT}:opsitem:1`], topics: null };
    const alarms = [{ name: 'deleted' }, composite('all', 'ALARM(deleted)', changes)];
    expect(proofWith({ alarms }, EVENTS, 'action').truth).toBe('true');
  });

  it('counts beside the alarm’s own action', () => {
    const own = (topics: readonly string[]) => ({
      alarms: [{ name: 'deleted', topics }, composite('all', 'ALARM(deleted)')],
    });
    expect(proofWith(own(['gone'])).truth).toBe('true');
    expect(proofWith(own(['security'])).truth).toBe('true');
  });

  it('does not mend an alarm that is not raised', () => {
    const alarms = [{ name: 'deleted', threshold: 5 }, composite('all', 'ALARM(deleted)')];
    expect(proofWith({ alarms })).toMatchObject({
      truth: 'false',
      broken: { link: 'alarm', sentence: 'one event gives Sum 1, but alarm deleted wants >= 5' },
    });
  });

  it.each<readonly [what: string, changes: Given]>([
    ['an unread rule', { rule: '$denied' }],
    ['an unread suppressor', { suppressor: '$denied' }],
    ['unread actions', { actions: '$denied' }],
  ])('is not decided where it has %s', (_what, changes) => {
    expect(told('ALARM(deleted)', [], changes).truth).toBe('unknown');
  });
});

describe('composite alarms of composite alarms', () => {
  it('are followed', () => {
    const proof = told('ALARM(middle)', [
      composite('middle', 'ALARM(low)', { topics: [] }),
      composite('low', 'ALARM(deleted)', { topics: [] }),
    ]);
    expect(proof.truth).toBe('true');
    expect(proof.routes[0]?.links[7]?.sentence).toBe(
      'composite alarm all goes to ALARM with alarm deleted, by way of low and middle',
    );
  });

  it.each<readonly [what: string, rule: string, middle: string, truth: Truth]>([
    ['the one in the middle waits for another', 'ALARM(middle)', 'ALARM(deleted) AND ALARM(a)', 'unknown'],
    ['the one in the middle does not matter', 'ALARM(middle) OR ALARM(deleted)', 'ALARM(deleted) AND ALARM(a)', 'true'],
    ['the one in the middle is never raised', 'ALARM(middle)', 'ALARM(deleted) AND OK(deleted)', 'false'],
    ['the one in the middle must not be raised', 'ALARM(deleted) AND NOT ALARM(middle)', 'ALARM(deleted)', 'false'],
    [
      'the one in the middle stands in the way unless it is raised',
      'ALARM(deleted) AND ALARM(middle)',
      'ALARM(deleted)',
      'true',
    ],
    ['the one in the middle may stand in the way', 'ALARM(deleted) AND NOT ALARM(middle)', 'ALARM(a)', 'unknown'],
    ['the one in the middle is always in ALARM', 'ALARM(deleted) OR ALARM(middle)', 'ALARM(deleted) OR TRUE', 'false'],
    ['the one in the middle is in ALARM when all is quiet', 'ALARM(deleted) OR ALARM(middle)', 'OK(a)', 'unknown'],
    ['the one in the middle is not understood', 'ALARM(deleted) AND ALARM(middle)', 'deleted', 'unknown'],
  ])('where %s', (_what, rule, middle, truth) => {
    expect(told(rule, [composite('middle', middle, { topics: [] })]).truth).toBe(truth);
  });

  it('are not silenced by what silences the one in the middle', () => {
    const middle = composite('middle', 'ALARM(deleted)', { topics: [], suppressor: 'maintenance' });
    expect(told('ALARM(middle)', [middle]).truth).toBe('true');
  });

  it('AL-62: are not evaluated in a cycle', () => {
    const proof = told('ALARM(middle) OR ALARM(deleted)', [composite('middle', 'ALARM(all)', { topics: [] })]);
    expect(proof).toMatchObject({
      truth: 'false',
      broken: {
        link: 'alarm',
        sentence: 'composite alarm all looks at itself by way of its alarms, and such a cycle is not evaluated',
      },
    });
    expect(told('ALARM(deleted) OR ALARM(all)').truth).toBe('false');
  });

  it('may look at a cycle without being part of it', () => {
    const cycle = [composite('a', 'ALARM(b)', { topics: [] }), composite('b', 'ALARM(a)', { topics: [] })];
    expect(told('ALARM(deleted) OR ALARM(a)', cycle).truth).toBe('unknown');
    expect(told('ALARM(deleted) AND NOT ALARM(a)', cycle).truth).toBe('unknown');
  });

  it('are many, and take no time', () => {
    const ladder = Array.from({ length: 60 }, (_, at) =>
      composite(
        `step-${at}`,
        at === 0 ? 'ALARM(deleted)' : `ALARM(step-${at - 1}) OR ALARM(step-${Math.max(0, at - 2)})`,
        { topics: [] },
      ),
    );
    const before = performance.now();
    expect(told('ALARM(step-59)', ladder).truth).toBe('true');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('the suppressor of a composite alarm', () => {
  const silenced = 'composite alarm all is silenced while alarm maintenance is in ALARM';
  it.each<readonly [id: string, what: string, suppressor: Value, others: readonly Given[], truth: Truth, why: string]>([
    [
      'AL-63',
      'may be in ALARM',
      'maintenance',
      [elsewhere('maintenance')],
      'unknown',
      `${silenced}, and whether it is when an event happens is not known`,
    ],
    [
      'AL-63',
      'may not be there',
      'maintenance',
      [],
      'unknown',
      `${silenced}, and whether it is when an event happens is not known`,
    ],
    [
      'AL-63',
      'is always in ALARM',
      'maintenance',
      [always('maintenance')],
      'false',
      `${silenced}, and alarm maintenance counts silence as breaching and stays in ALARM`,
    ],
    [
      'AL-63',
      'is always in ALARM, by ARN',
      ARN('maintenance'),
      [always('maintenance')],
      'false',
      `${silenced}, and alarm maintenance counts silence as breaching and stays in ALARM`,
    ],
    [
      'AL-63',
      'is a composite alarm that is always in ALARM',
      'maintenance',
      [composite('maintenance', 'TRUE', { topics: [] })],
      'false',
      `${silenced}, and alarm maintenance is in ALARM all the time (its rule is TRUE)`,
    ],
    [
      'AL-63',
      'is a composite alarm of one that is always in ALARM',
      'maintenance',
      [composite('maintenance', 'ALARM(stuck) OR ALARM(other)', { topics: [] }), always('stuck')],
      'false',
      `${silenced}, and alarm maintenance is in ALARM all the time (its rule is ALARM(stuck) OR ALARM(other))`,
    ],
    [
      'AL-63',
      'is the alarm itself',
      'deleted',
      [],
      'unknown',
      'composite alarm all is silenced while alarm deleted is in ALARM, and whether it is when an event happens is not known',
    ],
  ])('%s: %s', (_id, _what, suppressor, others, truth, why) => {
    const proof = told('ALARM(deleted)', others, { suppressor });
    expect(proof).toMatchObject({ truth, broken: { link: 'action', truth, sentence: why } });
  });

  it('does not make a way to somebody of a composite that only it is part of', () => {
    const proof = told('ALARM(other)', [], { suppressor: 'deleted' });
    expect(proof).toMatchObject({
      truth: 'false',
      broken: { link: 'action', sentence: 'alarm deleted has no action for ALARM' },
    });
  });
});

describe('an alarm that is in ALARM all the time', () => {
  const beside = (changes: Given, filter: Given = {}) =>
    proofWith({
      metricFilters: [
        { name: 'deleted', pattern: '{ $.eventName = "DeleteBucket" }' },
        { name: 'beside', pattern: '{ $.eventName = "PutBucket" }', metricName: 'Beside', ...filter },
      ],
      alarms: [
        { name: 'deleted' },
        { name: 'beside', metricName: 'Beside', ...changes },
        composite('all', 'ALARM(deleted) AND ALARM(beside)'),
      ],
    }).truth;
  it.each<readonly [what: string, changes: Given, filter: Given, truth: Truth]>([
    ['by silence and by whatever ends it', { missingData: 'breaching' }, {}, 'true'],
    ['by silence, which an event ends', { missingData: 'breaching', threshold: 2 }, {}, 'unknown'],
    ['by what quiet minutes report, which silence ends', {}, { defaultValue: 1 }, 'unknown'],
    ['by what quiet minutes report, and by silence', { missingData: 'breaching' }, { defaultValue: 1 }, 'true'],
    [
      'by what quiet minutes report, which an event may pull down',
      { missingData: 'breaching' },
      { defaultValue: 1, metricValue: '-5' },
      'unknown',
    ],
  ])('%s', (_what, changes, filter, truth) => {
    expect(beside(changes, filter)).toBe(truth);
  });
  it.each<readonly [what: string, rule: string, others: readonly Given[], truth: Truth]>([
    ['by one of its own that is', 'ALARM(stuck)', [always('stuck')], 'true'],
    ['by one of its own that mostly is', 'ALARM(stuck)', [{ ...always('stuck'), threshold: 2 }], 'unknown'],
    ['whatever its own are', 'ALARM(other) OR TRUE', [], 'true'],
  ])('as a composite alarm, %s', (_what, rule, others, truth) => {
    const middle = composite('middle', rule, { topics: [] });
    expect(told('ALARM(deleted) AND ALARM(middle)', [middle, ...others]).truth).toBe(truth);
  });
});

it('AL-62: is in ALARM in another region, which a composite alarm does not look at', () => {
  const stuck = { ...always('stuck'), region: 'eu-west-1' };
  expect(told(`ALARM(deleted) AND ALARM("${ARN('stuck', 'eu-west-1')}")`, [stuck]).truth).toBe('unknown');
});

describe('two alarms that the same event raises', () => {
  it('are named where the composite alarm wants one of them alone', () => {
    const rule = 'ALARM(one) AND NOT ALARM(other)';
    const { broken } = proofWith({ alarms: [{ name: 'one' }, { name: 'other' }, composite('all', rule)] });
    expect(broken?.sentence).toBe(
      `composite alarm all does not go to ALARM with alarm one (the same event raises other): its rule is ${rule}`,
    );
  });

  it.each<readonly [what: string, one: Given, other: Given, truth: Truth]>([
    ['are in ALARM at once', { period: 60 }, { period: 300 }, 'true'],
    [
      'are not, where one waits for the end of a period of the clock',
      { period: 60 },
      { evaluationWindow: 'wallClock' },
      'unknown',
    ],
    ['are not, whichever of them is the one that waits', { evaluationWindow: 'wallClock' }, { period: 60 }, 'unknown'],
    [
      'are not, where one is evaluated once an hour',
      { period: 60 },
      { period: 3600, evaluationPeriods: 25 },
      'unknown',
    ],
    ['are, where one looks at a day', { period: 60 }, { period: 3600, evaluationPeriods: 24 }, 'true'],
  ])('%s', (_what, one, other, truth) => {
    const alarms = [
      { name: 'one', ...one },
      { name: 'other', ...other },
    ];
    const rule = 'ALARM(one) AND ALARM(other)';
    expect(proofWith({ alarms: [...alarms, composite('both', rule)] }).truth).toBe(truth);
  });
});

describe('an alarm that a composite alarm looks at beside the one that is raised', () => {
  const [rule, metricFilters] = [
    'ALARM(deleted) OR ALARM(beside)',
    [
      { name: 'deleted', pattern: '{ $.eventName = "DeleteBucket" }' },
      { name: 'beside', pattern: '{ $.eventName = "PutBucket" }', metricName: 'Beside', defaultValue: 2 },
    ],
  ];
  const proofBeside = (changes: Given) =>
    proofWith({
      metricFilters,
      alarms: [{ name: 'deleted' }, { name: 'beside', metricName: 'Beside', ...changes }, composite('all', rule)],
    });
  it('is in ALARM where what quiet minutes report is enough', () => {
    expect(proofBeside({ threshold: 2 }).truth).toBe('false');
  });
  it.each<readonly [what: string, changes: Given]>([
    ['compares downwards', { threshold: 2, comparison: 'LessThanThreshold' }],
    ['wants what many minutes may report', { threshold: 3 }],
  ])('may be in any state where it %s', (_what, changes) => {
    const { truth, broken } = proofBeside(changes);
    expect(broken?.sentence).toContain('composite alarm all may be in ALARM before alarm deleted is');
    expect(truth).toBe('unknown');
  });
  it('may be in ALARM since an event of long ago, where silence keeps its state', () => {
    const [own, other] = metricFilters;
    const proof = (missingData: string, defaultValue: Value) =>
      proofWith({
        metricFilters: [own ?? {}, { ...other, defaultValue }],
        alarms: [{ name: 'deleted' }, { name: 'beside', metricName: 'Beside', missingData }, composite('all', rule)],
      });
    expect(proof('ignore', null).truth).toBe('unknown');
    expect(proof('ignore', 0).truth).toBe('true');
    expect(proof('missing', null).truth).toBe('true');
  });
  it('is not in ALARM where what quiet minutes report is never enough', () => {
    expect(proofBeside({ statistic: 'Maximum', threshold: 3 }).truth).toBe('true');
  });
  it('may be in ALARM where silence counts as breaching, although quiet minutes report 0', () => {
    const others = [metricFilters[0] ?? {}, { ...metricFilters[1], defaultValue: 0 }];
    const proof = (missingData: string) =>
      proofWith({
        metricFilters: others,
        alarms: [{ name: 'deleted' }, { name: 'beside', metricName: 'Beside', missingData }, composite('all', rule)],
      });
    expect(proof('breaching').truth).toBe('unknown');
    expect(proof('notBreaching').truth).toBe('true');
  });
});

it('the rule of a composite alarm is shown on one line, and cut from 201 signs on', () => {
  const shownOf = (rule: string) => shown(made('alarm', { type: 'composite', rule }));
  expect(shownOf(' ALARM(a)\n  OR TRUE ')).toBe('ALARM(a) OR TRUE');
  expect(shownOf('x'.repeat(200))).toBe('x'.repeat(200));
  expect(shownOf('x'.repeat(201))).toBe(`${'x'.repeat(197)}...`);
});
