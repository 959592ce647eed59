/**
 * From an EventBridge rule onto an event bus among its targets: does the bus exist, and does its policy let the rule's account send there?
 * Follows "Sending and receiving events between AWS accounts", "... between AWS Regions" and "... between event buses in the same account and Region".
 */
import { parseArn, partitionOf } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import { plural } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import type { Chain } from '../chain.ts';
import type { Sent } from '../condition-keys.ts';
import { sentForRule } from '../condition-keys.ts';
import { no, undecided, unread, unreadField, yes } from '../link.ts';
import { onceBeside } from '../once.ts';
import type { Effects } from '../resource-policy.ts';
import { effectsOf } from '../resource-policy.ts';
import { onlyKeeps } from './keeping.ts';
import { organizationOf } from './organization.ts';
import { roleLink } from './role.ts';

const PUT = 'events:PutEvents';

/** Links up to the first that does not hold, and the bus where it goes on from there. */
export interface Onto {
  readonly links: Chain;
  readonly bus?: Resource;
}

/** `role`: as which the rule sends; null: as none; a link: that is not known. `first`: the rule that sent the event to the bus of this rule. */
export function ontoBus(
  world: World,
  rule: Resource,
  arn: string,
  role: string | null | Link,
  first: Resource | null,
): Onto {
  const again = first ? sentOn(first, rule, arn) : onItself(rule, arn);
  if (again) return { links: [again] };
  const rewritten = rewriting(world, rule, arn);
  if (rewritten) return { links: [rewritten] };
  const passes = yes('target', `EventBridge rule ${rule.name} passes it on to ${arn}`, rule);
  const bus = world.resource('eventBus', arn);
  if (!bus) {
    const { region = '', account = '' } = parseArn(arn) ?? {};
    const gap = world.missing({ kind: 'eventBus', account, region });
    const link = gap ? unread('eventBus', `event bus ${arn}`, gap) : no('eventBus', `event bus ${arn} does not exist`);
    return { links: [passes, link] };
  }
  const links = [passes, ...afar(rule, bus), ...admission(world, rule, bus, role)];
  return links.some(({ truth }) => truth === 'false') ? { links } : { links, bus };
}

/** What came from one event bus and is to go to a third. */
function sentOn(first: Resource, rule: Resource, arn: string): Link {
  const { account } = parseArn(arn) ?? {};
  const named = `EventBridge rule ${rule.name} would pass on to ${arn} what came from another event bus`;
  const isThird = arn !== busOf(first) && arn !== busOf(rule);
  const isThirdAccount = new Set([first.account, rule.account, account]).size === 3;
  const isOneAccount = first.account === rule.account && rule.account === account;
  if (isThirdAccount || (isThird && isOneAccount)) {
    const why = isThirdAccount ? 'sends nothing on to a third account' : 'sends nothing on to a third event bus';
    return no('target', `${named}, and EventBridge ${why}`, rule);
  }
  return undecided('target', `${named}, and whether EventBridge sends it there is not documented`, rule);
}

/** Null where the rule sends to another bus than its own. */
function onItself(rule: Resource, arn: string): Link | null {
  if (arn !== busOf(rule)) return null;
  const sentence = `EventBridge rule ${rule.name} passes it on to the event bus that it stands on itself, and what becomes of it there is not documented`;
  return undecided('target', sentence, rule);
}

/** ARN of the bus that a rule stands on: rules of a default bus have it in no part of their own. */
function busOf({ id }: Resource): string {
  return id.replace(/:rule\/(?:(.+)\/)?[^/]+$/, (_, bus?: string) => `:event-bus/${bus ?? 'default'}`);
}

/** Null where what comes to the bus is the event itself. */
function rewriting(world: World, rule: Resource, arn: string): Link | null {
  const hidden = unreadField(world, 'target', rule, ['rewritten']);
  if (hidden) return hidden;
  const { rewritten } = rule.fields;
  if (!Array.isArray(rewritten) || !rewritten.includes(arn)) return null;
  const sentence = `EventBridge rule ${rule.name} passes on to ${arn} something made of the event, and what the rules there make of that is not decided`;
  return undecided('target', sentence, rule);
}

/** Across regions of the common partition events go everywhere; an earlier page left out those of others, today's names none. */
function afar(rule: Resource, bus: Resource): Chain {
  if (rule.region === bus.region || partitionOf(bus.region) === 'aws') return [];
  const sentence = `event bus ${bus.name} is in ${bus.region}, and whether EventBridge sends there from other regions is not documented`;
  return [undecided('eventBus', sentence, bus)];
}

function admission(world: World, rule: Resource, bus: Resource, role: string | null | Link): Chain {
  // Whom the policy would have to let in is then not known either.
  if (role !== null && typeof role !== 'string') return [role];
  const hidden = unreadField(world, 'eventBus', bus, ['policy']);
  const policy = hidden ? null : policyFor(world, rule, bus, role);
  const admitted = hidden ?? byPolicy(rule, bus, policy, role);
  const acts = sending(world, rule, bus, role, policy);
  return acts === null ? [admitted] : acts.truth === 'false' ? [acts] : [acts, admitted];
}

/** Null where nothing but the policy of the bus decides. */
function sending(
  world: World,
  rule: Resource,
  bus: Resource,
  role: string | null,
  policy: Effects | null,
): Link | null {
  if (role !== null) {
    return roleLink(world, rule, role, { action: PUT, resource: bus, granted: policy?.allow ?? 'unknown' });
  }
  // An account that is let in by its id needs no role ("PutPermission", "Target"), and the console makes one all the same.
  if (rule.account !== bus.account && rule.region === bus.region) return null;
  const where = rule.region === bus.region ? 'within one account' : 'to another region';
  const sentence = `EventBridge rule ${rule.name} sends ${where} without an execution role, and whether that is enough is not documented`;
  return undecided('target', sentence, rule);
}

const NOTHING_SAID: Effects = { allow: 'false', deny: 'false' };

/** Null where it cannot be read. */
function policyFor(world: World, rule: Resource, bus: Resource, role: string | null): Effects | null {
  const { policy } = bus.fields;
  if (policy === null) return NOTHING_SAID;
  const asked = { who: { account: rule.account, role }, action: PUT, resource: bus.id };
  const effects = (sent: Sent) => effectsOf([String(policy)], { ...asked, sent });
  const known = effects(sentForRule(rule, role, organizationOf(world, rule)));
  if (!known || role !== null) return known;
  // Whoever is let in by an organization has to name a role ("PutPermission"): else what asks for one lets nobody in. What is left to those of none,
  // and what is denied by it, is not documented.
  const strict = effects((key) => (key === ORGANIZATION ? null : sentForRule(rule, null)(key)));
  return strict?.allow === 'false' ? { ...known, allow: 'false' } : known;
}

const ORGANIZATION = 'aws:principalorgid';

/** Its own account needs no leave of the bus, but may be denied it. */
function byPolicy(rule: Resource, bus: Resource, policy: Effects | null, role: string | null): Link {
  const named = `the policy of event bus ${bus.name} of account ${bus.account}`;
  const who = role === null ? `account ${rule.account}` : `role ${role}`;
  if (!policy) return undecided('eventBus', `${named} is not JSON that could be read`, bus);
  const { allow, deny } = policy;
  if (deny === 'true') return no('eventBus', `${named} denies ${who} ${PUT}`, bus);
  const isOwn = rule.account === bus.account;
  if (!isOwn && bus.fields['policy'] === null) {
    return no(
      'eventBus',
      `event bus ${bus.name} of account ${bus.account} has no policy that lets other accounts send`,
      bus,
    );
  }
  if (!isOwn && allow === 'false') return no('eventBus', `${named} does not let ${who} send there`, bus);
  if (deny === 'false' && (isOwn || allow === 'true')) {
    return yes('eventBus', `event bus ${bus.name} of account ${bus.account} takes what ${who} sends`, bus);
  }
  return undecided(
    'eventBus',
    `whether ${named} lets ${who} send there depends on conditions that are not decided here`,
    bus,
  );
}

interface RulesOfBus {
  readonly rules: readonly Resource[];
  /** Why there may be more. */
  readonly hidden: Gap | null;
}

/** Rules on a bus that may tell somebody, the same list for the same bus. */
export function rulesOn(world: World, bus: Resource): RulesOfBus {
  return rulesOfBus(bus.id, world);
}

const rulesOfBus = onceBeside((id: string, world: World): RulesOfBus => {
  const bus = world.resource('eventBus', id);
  if (!bus) return { rules: [], hidden: null };
  const { resources, gaps } = world.related(bus, bus.name === 'default' ? 'rules' : 'ownRules');
  return { rules: resources.filter((rule) => !onlyKeeps(rule)), hidden: gaps[0] ?? null };
});

/** Where an event came onto a bus, and none of its rules is about it. */
export function unheard(bus: Resource, rules: readonly Resource[]): Link {
  const named = `event bus ${bus.name} of account ${bus.account}`;
  const sentence =
    rules.length === 0
      ? `${named} has no rule that passes anything on`
      : `none of the ${plural(rules.length, 'rule')} of ${named} is about it`;
  return no('eventRule', sentence, bus);
}
