/** Parts of organizations that collect events: accounts that pass them on to an event bus as a role, and the account whose bus takes them. */
import type { Account, EventRule, IamRole } from '../world.ts';
import { arn } from '../world.ts';
import { account, eventTopic, holdings, ruleFor, topicArn, trail, without } from './parts.ts';

const HOME = 'us-east-1';
export const ORGANIZATION = 'o-exampleorgid';

/** JSON text. */
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
export const busArn = (central: string, bus: string, region = HOME) =>
  arn('events', region, central, `event-bus/${bus}`);

const TRUST = policy({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' });
export const MAY = policy({ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' });
export const MAY_ELSEWHERE = policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' });

/** A role that may send to every event bus, by a policy that is attached to it. */
export const forwards = (id: string, change: Partial<IamRole> = {}): IamRole => ({
  name: 'forwards',
  path: '/service-role/',
  trust: TRUST,
  own: { queues: MAY_ELSEWHERE },
  attached: { [`arn:aws:iam::${id}:policy/may-forward`]: MAY },
  ...change,
});
const roleArn = (id: string) => `arn:aws:iam::${id}:role/service-role/forwards`;

/** A trail that sends to no log group, and in each region a rule that passes on what is deleted. */
export function sender(
  id: string,
  bus: string,
  { role, regions = [HOME], ...change }: Partial<Omit<Account, 'role'>> & { readonly role?: IamRole | null } = {},
): Account {
  const spot = { account: id, region: HOME };
  const trails = [without(trail(spot, 'main', ''), 'logGroupArn', 'deliveredToLogsMinutesAgo')];
  const passes = ruleFor('passes', ['DeleteBucket'], [bus], role === null ? {} : { role: roleArn(id) });
  const held = regions.map((region) => [
    region,
    holdings({ eventRules: [passes], trails: region === HOME ? trails : [] }),
  ]);
  const iamRoles = role === null ? [] : [role ?? forwards(id)];
  return account(id, id, Object.fromEntries(held), { regions, iamRoles, ...change });
}

const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };

/** An account whose bus takes what the organization sends, and a rule on it that tells. */
export function receiver(
  id: string,
  bus: string,
  change: Partial<Account> = {},
  rule: Partial<EventRule> = {},
): Account {
  const spot = { account: id, region: HOME };
  const Statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'events:PutEvents',
    Resource: '*',
    Condition: OF_ORGANIZATION,
  };
  const tells = ruleFor(
    'tells',
    ['DeleteBucket'],
    [topicArn(spot, 'alerts')],
    bus === 'default' ? rule : { bus, ...rule },
  );
  const held = holdings({
    eventRules: [tells],
    eventBuses: [{ name: bus, policy: policy(Statement) }],
    topics: [eventTopic(spot, 'alerts', 'guard@example.com')],
  });
  return account(id, id, { [HOME]: held }, { regions: [HOME], ...change });
}
