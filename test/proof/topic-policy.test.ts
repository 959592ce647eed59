/** May CloudWatch or EventBridge publish to a topic: its policy, and its conditions. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Link } from '../../src/model/proof.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import type { Publisher } from '../../src/proof/publisher.ts';
import { cloudWatchFor, eventBridge } from '../../src/proof/publisher.ts';
import { admits as admitsTo } from '../../src/proof/topic-policy.ts';
import { snapshotOf } from './healthy.ts';

type Statement = { readonly [key: string]: Value };

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';
const ALARM = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:deleted';

/** Whether somebody may publish to a topic with these fields. */
function judged(fields: Statement, publisher: (alarm: Resource) => Publisher): Link {
  const world = openWorld(snapshotOf({ topics: [fields], alarms: [{ name: 'deleted' }] }), kinds);
  const [topic, alarm] = [world.resource('topic', TOPIC), world.resource('alarm', ALARM)];
  if (!topic || !alarm) throw new Error('there is no topic, or no alarm');
  return admitsTo(world, topic, publisher(alarm));
}

const admits = (fields: Statement) => judged(fields, cloudWatchFor);
const admitsEventBridge = (fields: Statement) => judged(fields, () => eventBridge);

/** A statement that lets CloudWatch publish, changed. */
const allow = (changes: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: TOPIC,
  ...changes,
});
const deny = (changes: Statement): Statement => allow({ Effect: 'Deny', Principal: '*', ...changes });
const policy = (...statements: Statement[]) => ({
  policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});
const when = (operator: string, key: string, value: Value) => ({ Condition: { [operator]: { [key]: value } } });

/** A statement that lacks one of its elements. */
function without(element: string, statement: Statement): Statement {
  const { [element]: _left, ...rest } = statement;
  return rest;
}

const ALARMS = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*';

describe('the policy of a topic', () => {
  it.each<readonly [id: string, what: string, statements: readonly Statement[], truth: Truth]>([
    ['AL-71', 'CloudWatch by its name', [allow()], 'true'],
    ['AL-71', 'everybody', [allow({ Principal: '*' })], 'true'],
    ['AL-71', 'every principal', [allow({ Principal: { AWS: '*' } })], 'true'],
    [
      'AL-71',
      'one of several services',
      [allow({ Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] } })],
      'true',
    ],
    ['AL-71', 'another service', [allow({ Principal: { Service: 'events.amazonaws.com' } })], 'false'],
    ['AL-71', 'the owner of the account', [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })], 'false'],
    ['AL-71', 'a star among services', [allow({ Principal: { Service: '*' } })], 'unknown'],
    ['AL-71', 'the name in other letters', [allow({ Principal: { Service: 'CloudWatch.amazonaws.com' } })], 'unknown'],
    ['AL-71', 'nobody', [], 'false'],
    ['AL-71', 'any call of SNS', [allow({ Action: ['SNS:*'] })], 'true'],
    ['AL-71', 'any call at all', [allow({ Action: '*' })], 'true'],
    ['AL-71', 'calls that begin alike', [allow({ Action: 'SNS:Pub*' })], 'true'],
    ['AL-71', 'another call', [allow({ Action: ['sns:Subscribe', 'sns:GetTopicAttributes'] })], 'false'],
    ['AL-71', 'any topic', [allow({ Resource: '*' })], 'true'],
    ['AL-71', 'another topic', [allow({ Resource: `${TOPIC}-2` })], 'false'],
    ['AL-71', 'for the account', [allow(when('StringEquals', 'aws:SourceAccount', '111122223333'))], 'true'],
    [
      'AL-71',
      'for the account, in other letters',
      [allow(when('StringEquals', 'AWS:SourceOwner', ['444455556666', '111122223333']))],
      'true',
    ],
    ['AL-71', 'for another account', [allow(when('StringEquals', 'aws:SourceAccount', '444455556666'))], 'false'],
    ['AL-71', 'for alarms of the account', [allow(when('ArnLike', 'aws:SourceArn', ALARMS))], 'true'],
    ['AL-71', 'for alarms as a text', [allow(when('StringLike', 'aws:SourceArn', 'arn:aws:cloudwatch:*'))], 'true'],
    [
      'AL-71',
      'for alarms of another region',
      [allow(when('ArnLike', 'aws:SourceArn', ALARMS.replace('us-east-1', 'eu-west-1')))],
      'false',
    ],
    [
      'AL-71',
      'for an ARN whose star crosses a colon',
      [allow(when('ArnLike', 'aws:SourceArn', 'arn:aws:cloudwatch:*'))],
      'unknown',
    ],
    [
      'AL-71',
      'for any region and account',
      [allow(when('ArnEquals', 'aws:SourceArn', 'arn:aws:cloudwatch:*:*:alarm:*'))],
      'true',
    ],
    ['AL-71', 'a star where equality is asked', [allow(when('StringEquals', 'aws:SourceArn', ALARMS))], 'false'],
    [
      'AL-71',
      'two conditions, one of which fails',
      [allow({ Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': 'x' } } })],
      'false',
    ],
    ['AL-71', 'a variable', [allow(when('StringEquals', 'aws:SourceAccount', `\${aws:PrincipalAccount}`))], 'unknown'],
    ['AL-72', 'a denial wins', [allow(), deny({})], 'false'],
    ['AL-72', 'a denial of another call does not', [allow(), deny({ Action: 'sns:Subscribe' })], 'true'],
    [
      'AL-72',
      'a denial for the account',
      [allow(), deny(when('StringEquals', 'aws:SourceAccount', '111122223333'))],
      'false',
    ],
    [
      'AL-72',
      'a denial for another account',
      [allow(), deny(when('StringEquals', 'aws:SourceAccount', '444455556666'))],
      'true',
    ],
    [
      'AL-72',
      'a denial of what does not come by TLS',
      [allow(), deny(when('Bool', 'aws:SecureTransport', 'false'))],
      'true',
    ],
    [
      'AL-72',
      'a denial outside the organization',
      [allow(), deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'))],
      'false',
    ],
    [
      'AL-72',
      'a denial outside the organization, if it is known',
      [allow(), deny(when('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-1'))],
      'false',
    ],
    [
      'AL-72',
      'a denial outside the organization, services left out',
      [
        allow(),
        deny({
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
      'true',
    ],
    [
      'AL-72',
      'a denial of the organization alone',
      [allow(), deny(when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))],
      'true',
    ],
    [
      'AL-72',
      'a denial where no organization is known',
      [allow(), deny(when('Null', 'aws:PrincipalOrgID', 'true'))],
      'false',
    ],
    ['AL-72', 'a denial where one is known', [allow(), deny(when('Null', 'aws:PrincipalOrgID', 'false'))], 'true'],
    ['AL-72', 'a denial where no source is named', [allow(), deny(when('Null', 'aws:SourceArn', true))], 'true'],
    [
      'AL-72',
      'leave for people with a tag',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalTag/team', 'security') })],
      'false',
    ],
    [
      'AL-72',
      'leave for an account of the principal, which is documented in two ways',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalAccount', '111122223333') })],
      'unknown',
    ],
    [
      'AL-72',
      'leave for services',
      [allow({ Principal: '*', ...when('Bool', 'aws:PrincipalIsAWSService', 'true') })],
      'true',
    ],
    [
      'AL-72',
      'leave for one service by its name',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalServiceName', 'cloudwatch.amazonaws.com') })],
      'true',
    ],
    [
      'AL-72',
      'leave for another service by its name',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalServiceName', 'events.amazonaws.com') })],
      'false',
    ],
    [
      'AL-72',
      'a denial for other accounts',
      [allow(), deny(when('StringNotEquals', 'aws:SourceAccount', ['111122223333', '444455556666']))],
      'true',
    ],
    [
      'AL-72',
      'a denial for all but another account',
      [allow(), deny(when('StringNotEquals', 'aws:SourceAccount', '444455556666'))],
      'false',
    ],
    ['AL-72', 'a denial for other alarms', [allow(), deny(when('ArnNotLike', 'aws:SourceArn', ALARMS))], 'true'],
    [
      'AL-72',
      'a denial for all but alarms that begin otherwise',
      [allow(), deny(when('StringNotLike', 'aws:SourceArn', 'arn:aws:cloudwatch:eu-*'))],
      'false',
    ],
    [
      'AL-71',
      'for the account, letters being no matter',
      [allow(when('StringEqualsIgnoreCase', 'aws:SourceAccount', '111122223333'))],
      'true',
    ],
    [
      'AL-72',
      'a set of values',
      [allow(when('ForAnyValue:StringEquals', 'aws:SourceAccount', '111122223333'))],
      'unknown',
    ],
    [
      'AL-72',
      'an operator of tomorrow',
      [allow(when('StringMatches', 'aws:SourceAccount', '111122223333'))],
      'unknown',
    ],
    ['AL-72', 'neither true nor false', [allow(), deny(when('Bool', 'aws:SecureTransport', 'maybe'))], 'unknown'],
    [
      'AL-72',
      'a denial of every call but another',
      [allow(), deny({ Action: null, NotAction: 'sns:Subscribe' })],
      'unknown',
    ],
    ['AL-71', 'all calls but another', [without('Action', allow({ NotAction: 'sns:Subscribe' }))], 'true'],
    ['AL-71', 'all calls but this one', [without('Action', allow({ NotAction: ['sns:Publish'] }))], 'false'],
    ['AL-71', 'all topics but another', [without('Resource', allow({ NotResource: `${TOPIC}-2` }))], 'true'],
    ['AL-71', 'all topics but this one', [without('Resource', allow({ NotResource: TOPIC }))], 'false'],
    [
      'AL-72',
      'a denial of all calls but this one',
      [allow(), without('Action', deny({ NotAction: 'SNS:publish' }))],
      'true',
    ],
    [
      'AL-72',
      'a denial of all calls but another',
      [allow(), without('Action', deny({ NotAction: 'sns:Subscribe' }))],
      'false',
    ],
    [
      'AL-72',
      'a denial of everybody but CloudWatch',
      [allow(), without('Principal', deny({ NotPrincipal: { Service: 'cloudwatch.amazonaws.com' } }))],
      'true',
    ],
    [
      'AL-72',
      'a denial of everybody but a role',
      [allow(), without('Principal', deny({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/x' } }))],
      'unknown',
    ],
    ['own', 'no call at all', [without('Action', allow())], 'false'],
    ['own', 'no topic at all', [without('Resource', allow())], 'false'],
    ['own', 'nobody at all', [without('Principal', allow())], 'false'],
    ['own', 'an effect of tomorrow', [allow({ Effect: 'Audit' })], 'false'],
    [
      'AL-71',
      'a topic with a variable',
      [allow({ Resource: `arn:aws:sns:us-east-1:\${aws:PrincipalAccount}:*` })],
      'unknown',
    ],
    [
      'AL-71',
      'CloudWatch of a region',
      [allow({ Principal: { Service: 'cloudwatch.us-east-1.amazonaws.com' } })],
      'unknown',
    ],
    [
      'AL-72',
      'leave for the organization alone',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-1') })],
      'false',
    ],
    [
      'AL-72',
      'leave for all but one organization',
      [allow({ Principal: '*', ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1') })],
      'true',
    ],
    [
      'AL-72',
      'leave if the key is there',
      [allow({ Principal: '*', ...when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-1') })],
      'true',
    ],
    ['AL-72', 'another key', [allow(when('IpAddress', 'aws:SourceIp', '192.0.2.0/24'))], 'unknown'],
    ['AL-72', 'a key that objects inherit', [allow(when('StringEquals', 'constructor', 'x'))], 'unknown'],
    ['AL-72', 'another leave beside it', [allow(when('IpAddress', 'aws:SourceIp', '192.0.2.0/24')), allow()], 'true'],
    ['AL-72', 'everybody but one', [allow({ Principal: null, NotPrincipal: { AWS: 'x' } })], 'unknown'],
    [
      'AL-72',
      'a denial of everything but one call',
      [allow(), { Effect: 'Deny', Principal: '*', NotAction: 'sns:Publish', Resource: '*' }],
      'true',
    ],
    ['own', 'a condition that is none', [allow({ Condition: { StringEquals: 'x' } })], 'unknown'],
  ])('%s: %s', (_id, _what, statements, truth) => {
    expect(admits(policy(...statements)).truth).toBe(truth);
  });

  it('AL-71: admits CloudWatch as SNS writes it itself', () => {
    expect(admits({})).toMatchObject({ truth: 'true', sentence: 'topic security lets CloudWatch publish' });
  });

  it('may hold a single statement', () => {
    expect(admits({ policy: JSON.stringify({ Statement: allow() }) }).truth).toBe('true');
  });

  it.each([
    ['', 'no text'],
    ['{', 'no JSON'],
    ['[]', 'a list'],
    ['{}', 'no statement'],
    ['{"Statement":["x"]}', 'no statements'],
  ])('is unknown where it is %j: %s', (text) => {
    expect(admits({ policy: text }).truth).toBe('unknown');
  });

  it('is unknown where there is none', () => {
    expect(admits({ policy: null }).truth).toBe('unknown');
  });
});

describe('EventBridge and the policy of a topic', () => {
  const EVENTS = { Principal: { Service: 'events.amazonaws.com' } };

  it.each<readonly [what: string, statements: readonly Statement[], truth: Truth]>([
    ['EventBridge by its name', [allow(EVENTS)], 'true'],
    ['CloudWatch', [allow()], 'false'],
    ['everybody', [allow({ Principal: '*' })], 'true'],
    [
      'both services',
      [allow({ Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] } })],
      'true',
    ],
    ['the name with a region', [allow({ Principal: { Service: 'events.us-east-1.amazonaws.com' } })], 'unknown'],
    [
      'for the account',
      [allow({ ...EVENTS, ...when('StringEquals', 'aws:SourceAccount', '111122223333') })],
      'unknown',
    ],
    ['for a rule', [allow({ ...EVENTS, ...when('ArnLike', 'aws:SourceArn', '*') })], 'unknown'],
    ['over TLS', [allow({ ...EVENTS, ...when('Bool', 'aws:SecureTransport', 'true') })], 'unknown'],
    [
      'for a condition, and without',
      [allow({ ...EVENTS, ...when('ArnLike', 'aws:SourceArn', '*') }), allow(EVENTS)],
      'true',
    ],
    [
      'for the owner',
      [allow({ Principal: { AWS: '*' }, ...when('StringEquals', 'AWS:SourceOwner', '111122223333') })],
      'false',
    ],
    ['a denial without TLS', [allow(EVENTS), deny(when('Bool', 'aws:SecureTransport', 'false'))], 'true'],
    [
      'a denial under another condition',
      [allow(EVENTS), deny(when('StringEquals', 'aws:SourceAccount', '1'))],
      'unknown',
    ],
    ['a denial', [allow(EVENTS), deny({})], 'false'],
  ])('EB-50: %s', (_what, statements, truth) => {
    expect(admitsEventBridge(policy(...statements)).truth).toBe(truth);
  });

  it('EB-50: does not admit it as SNS writes it itself', () => {
    expect(admitsEventBridge({})).toMatchObject({
      truth: 'false',
      sentence: 'the access policy of topic security does not let EventBridge publish',
    });
  });
});
