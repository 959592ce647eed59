/** EventBridge rules on a real moto server: an account that they alone watch, and one way of breaking that at each link. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { buildChain, CALLER, sessionIn } from './chain.ts';
import type { Moto } from './server.ts';
import { motoCommand, startMoto } from './server.ts';

const command = motoCommand();
const folder = mkdtempSync(join(tmpdir(), 'trailproof-moto-rules-'));
const TWO = ['us-east-1', 'eu-west-1'] as const;
let moto: Moto;

beforeAll(async () => {
  if (command !== null) moto = await startMoto(command);
});
afterAll(() => moto?.stop());

/** What is different from a rule that tells somebody in every region. */
interface Rules {
  readonly regions?: readonly string[];
  readonly state?: 'ENABLED' | 'DISABLED';
  readonly detailType?: string;
  readonly targets?: 'none' | 'gone';
  readonly policy?: 'default';
  readonly subscribed?: boolean;
  readonly stopped?: boolean;
}

async function buildRules(account: string, rules: Rules): Promise<void> {
  await buildChain(moto.url, account, { sendsToLogs: false, ...(rules.stopped ? { stopped: true } : {}) });
  for (const region of rules.regions ?? TWO) await buildRule(account, region, rules);
}

async function buildRule(account: string, region: string, rules: Rules): Promise<void> {
  const session = { ...(await sessionIn(moto.url, account)), region };
  const topic = await buildTopic(session, rules);
  const events = new EventBridgeClient(session);
  const pattern = {
    source: ['aws.s3'],
    'detail-type': [rules.detailType ?? 'AWS API Call via CloudTrail'],
    detail: { eventSource: ['s3.amazonaws.com'], eventName: ['DeleteBucket'] },
  };
  const Name = 'bucket-deleted';
  await events.send(
    new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern), State: rules.state ?? 'ENABLED' }),
  );
  if (rules.targets === 'none') return;
  const Arn = rules.targets === 'gone' ? `${topic}-of-yore` : topic;
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'tell', Arn }] }));
}

async function buildTopic(session: ConstructorParameters<typeof SNSClient>[0] & object, rules: Rules): Promise<string> {
  const sns = new SNSClient(session);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'events' }));
  if (rules.policy !== 'default') {
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: TopicArn,
    };
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  }
  if (rules.subscribed !== false) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'security@example.com' }));
  }
  return TopicArn;
}

describe.skipIf(command === null)('an account on moto that EventBridge alone watches', () => {
  const BREAKS: Readonly<Record<string, readonly [link: string, words: RegExp, rules: Rules]>> = {
    'the rule is disabled': ['eventRule', /EventBridge rule bucket-deleted is disabled/, { state: 'DISABLED' }],
    'the detail-type is another': ['eventRule', /the pattern wants "Object Deleted"/, { detailType: 'Object Deleted' }],
    'the rule stands in one region only': [
      'eventRule',
      /in eu-west-1: EventBridge rule bucket-deleted stands in us-east-1/,
      { regions: ['us-east-1'] },
    ],
    'there is no rule': ['delivery', /sends nothing to CloudWatch Logs/, { regions: [] }],
    'the rule has no target': ['target', /has no target/, { targets: 'none' }],
    'the topic is gone': ['topic', /events-of-yore does not exist/, { targets: 'gone' }],
    'the topic is as SNS makes it': ['topic', /does not let EventBridge publish/, { policy: 'default' }],
    'nobody is subscribed': ['subscription', /topic events has no subscription/, { subscribed: false }],
    'the trail is stopped': ['trail', /trail main is not logging/, { stopped: true }],
  };
  const names = Object.keys(BREAKS);
  const accountOf = (name: string) => String(444400000000 + names.indexOf(name));
  const WHOLE = '444400009999';
  let report: Report;

  beforeAll(async () => {
    await buildRules(WHOLE, {});
    for (const name of names) await buildRules(accountOf(name), BREAKS[name]?.[2] ?? {});
    const path = join(folder, 'rules.json');
    const accounts = [...names.map(accountOf), WHOLE].join(',');
    const where = ['--endpoint-url', moto.url, '--accounts', accounts, '--regions', TWO.join(',')];
    await run(['audit', ...where, '--rule', 'alarm.s3-bucket-deleted', '-o', `json=${path}`], { env: { ...CALLER } });
    report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  });

  const proofOf = (account: string) => report.findings.find((each) => each.account === account)?.proof;

  it('tells somebody in the regions that were looked at, and is not known to in others', () => {
    const proof = proofOf(WHOLE);
    expect(proof?.truth).toBe('unknown');
    expect(proof?.sentence).toMatch(/in regions that were not looked at: the EventBridge rules/);
  });

  it('tells somebody of every event of a region with a rule', async () => {
    const where = ['--endpoint-url', moto.url, '--accounts', WHOLE, '--regions', TWO.join(',')];
    for (const region of TWO) {
      const { code, stdout } = await run(['prove', 's3.DeleteBucket', ...where, '--region', region], {
        env: { ...CALLER },
      });
      expect(stdout).toMatch(/EventBridge rule bucket-deleted publishes it to arn:aws:sns:.*:events/);
      expect(stdout).toMatch(/email:security@example.com is told by topic events/);
      expect(code).toBe(0);
    }
  });

  it.each(names)('is named where it breaks: %s', (name) => {
    const [link, words] = BREAKS[name] ?? ['', /$^/];
    const proof = proofOf(accountOf(name));
    expect(proof?.truth).toBe('false');
    expect(proof?.broken?.link).toBe(link);
    expect(proof?.sentence).toMatch(words);
  });
});
