/** The EventBridge route: a trail that records the event, a rule of its region that matches it, target, perhaps another event bus and a rule there, topic, subscription, link by link. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import { allOf } from '../model/verdict.ts';
import { called, enumerate } from '../model/words.ts';
import type { Chain, Question } from './chain.ts';
import { rulesOn, unheard } from './event-rule/bus.ts';
import { matchingRules, matchOfRule } from './event-rule/matching.ts';
import { hiddenRules, rulesAt, rulesOf } from './event-rule/standing.ts';
import { stateOf, stateOfReceiver } from './event-rule/state.ts';
import { targetsOf } from './event-rule/target.ts';
import { no, undecided, unread, yes } from './link.ts';
import { inRegion } from './sample.ts';
import { covers, ELSEWHERE, globalRegion, hiddenTrails, logs, selects } from './trail.ts';

/** Every way through a rule that is about the record. What keeps it from being recorded at all is said of the trails by other routes. */
export function eventRoutes(question: Question): readonly Chain[] {
  const rests = fromRules(question);
  const recorded = rests.length === 0 ? [] : recordedBy(question);
  return recorded.length === 0 ? [] : rests.map((rest) => [...recorded, ...rest]);
}

/** Events come to a bus only where a trail records them ("AWS service events delivered via AWS CloudTrail"). Empty where none does. */
function recordedBy(question: Question): Chain {
  const trails = question.world.related(question.account, 'trails').resources;
  const chains: readonly Chain[] = [
    ...trails.map((trail) => recording(question, trail)),
    ...hiddenTrails(question).map((link) => [link]),
  ];
  const by = (truth: 'true' | 'unknown') => chains.find((links) => allOf(links.map((link) => link.truth)) === truth);
  return by('true') ?? by('unknown') ?? [];
}

function recording(question: Question, trail: Resource): Chain {
  const links = [logs, covers, selects].map((step) => step(question, trail));
  const owner = ownerLink(question, trail);
  return owner ? [...links, owner] : links;
}

/** Null where the trail is the account's own. */
export function ownerLink({ account }: Pick<Question, 'account'>, trail: Resource): Link | null {
  if (trail.account === account.id) return null;
  const sentence = `trail ${trail.name} is that of the organization, and whether what it records comes to the event bus of ${called(account)} without a trail of its own is not documented`;
  return undecided('trail', sentence, trail);
}

function fromRules(question: Question): readonly Chain[] {
  const { account, region, world } = question;
  const place = { account: account.id, region };
  const found = matchingRules(question, rulesAt(world, place)).flatMap(({ rule, link }) =>
    link.truth === 'false' ? [[link]] : throughRule(question, rule).map((rest) => [link, ...rest]),
  );
  const hidden = hiddenRules(world, place);
  if (hidden) {
    const where = region === ELSEWHERE ? '' : ` in ${region}`;
    return [...found, [unread('eventRule', `the EventBridge rules of ${called(account)}${where}`, hidden)]];
  }
  const isSeen = found.some(([link]) => link?.truth !== 'false');
  return isSeen ? found : [...found, ...standingElsewhere(question)];
}

function throughRule(question: Question, rule: Resource): readonly Chain[] {
  const state = stateOf(question.world, rule, question.record);
  if (state.truth === 'false') return [[state]];
  return targetsOf(question, rule).flatMap(({ links, bus }) =>
    bus ? onBus(question, rule, bus).map((rest) => [state, ...links, ...rest]) : [[state, ...links]],
  );
}

/** Through the rules of the event bus that a rule passes the event on to. It comes there as it was: from its own account and region. */
function onBus(question: Question, first: Resource, bus: Resource): readonly Chain[] {
  const { rules, hidden } = rulesOn(question.world, bus);
  const found = matchingRules(question, rules).flatMap(({ rule, link }) =>
    link.truth === 'false' ? [[link]] : throughReceiver(question, first, rule).map((rest) => [link, ...rest]),
  );
  if (hidden) return [...found, [unread('eventRule', `the rules of event bus ${bus.name}`, hidden, bus)]];
  return found.length > 0 ? found : [[unheard(bus, rules)]];
}

function throughReceiver(question: Question, first: Resource, rule: Resource): readonly Chain[] {
  const state = stateOfReceiver(question.world, rule, question.record);
  if (state.truth === 'false') return [[state]];
  return targetsOf(question, rule, first).map(({ links }) => [state, ...links]);
}

/** A rule that would do, in other regions than that of the record. */
function standingElsewhere({ account, region, world, record, isBrief }: Question): readonly Chain[] {
  // Only of sign-ins is anything else said of them than that they do not help.
  if (isBrief && !isSignIn(record)) return [];
  const others = rulesOf(world, account.id).filter((rule) => {
    if (rule.region === region) return false;
    const there = inRegion(rule.region, record);
    return matchOfRule(world, rule, there)?.truth === 'true' && stateOf(world, rule, there).truth === 'true';
  });
  const [first] = others;
  if (!first) return [];
  const regions = [...new Set(others.filter(({ name }) => name === first.name).map((rule) => rule.region))].sort();
  const matches = yes('eventRule', `EventBridge rule ${first.name} matches it`, first);
  const home = globalRegion(world.snapshot.scope.partition);
  if (isSignIn(record) && region !== home && regions.includes(home)) {
    const doubt = `EventBridge rule ${first.name} stands in ${home}, where sign-ins are recorded for the most part, and whether any is recorded in ${region} is not decided`;
    return [[matches, undecided('eventRule', doubt, first)]];
  }
  const sentence = `EventBridge rule ${first.name} stands in ${enumerate(regions, 3)}, and a rule is given only what is recorded in its own region: this is recorded in ${region}`;
  return [[matches, no('eventRule', sentence, first)]];
}

/** Where somebody signs in may depend on the address and on what the browser remembers ("AWS Management Console sign-in events"). */
function isSignIn({ eventSource, eventType }: CloudTrailRecord): boolean {
  return eventSource === 'signin.amazonaws.com' || eventType === 'AwsConsoleSignIn';
}
