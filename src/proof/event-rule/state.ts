/** Which events an EventBridge rule is given by its state. Follows "Receiving read-only management events from AWS services", EventBridge User Guide. */
import type { ValueSet } from '../../languages/formula/index.ts';
import {
  and,
  atom,
  complement,
  intersect,
  like,
  NOTHING,
  not,
  ofKind,
  oneOf,
  or,
  union,
} from '../../languages/formula/index.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import type { World } from '../../model/world.ts';
import { no, undecided, unreadField, yes } from '../link.ts';
import type { Bounds } from '../symbolic/bounds.ts';
import { ALWAYS, NEVER, OPEN } from '../symbolic/bounds.ts';

const ALL_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
/** Names of calls that look and change nothing. */
const LOOKING = ['Describe', 'Get', 'List'] as const;
/** Calls of STS that begin alike and come all the same. */
const COMING_FROM_STS = ['GetFederationToken', 'GetSessionToken'] as const;

/** For events that are none of CloudTrail's. */
export function isEnabled(world: World, rule: Resource): Link {
  const hidden = unreadField(world, 'eventRule', rule, ['state']);
  if (hidden) return hidden;
  const { state } = rule.fields;
  const named = `EventBridge rule ${rule.name}`;
  if (state === 'DISABLED') return no('eventRule', `${named} is disabled`, rule);
  if (state === 'ENABLED' || state === ALL_EVENTS) return yes('eventRule', `${named} is enabled`, rule);
  return undecided('eventRule', `${named} is in a state that is not known here: ${String(state)}`, rule);
}

export function stateOf(world: World, rule: Resource, record: CloudTrailRecord): Link {
  const enabled = isEnabled(world, rule);
  if (enabled.truth !== 'true') return enabled;
  const named = `EventBridge rule ${rule.name}`;
  if (rule.fields['state'] === ALL_EVENTS)
    return yes('eventRule', `${named} is enabled, for read-only calls as well`, rule);
  const event = typeof record['eventName'] === 'string' ? record['eventName'] : 'this event';
  const comes = comesToEnabled(record);
  if (comes === true) return enabled;
  if (comes === false) {
    const sentence = `${named} is enabled, but not for read-only calls such as ${event}: these come only in the state ${ALL_EVENTS}`;
    return no('eventRule', sentence, rule);
  }
  const sentence = `${named} is enabled, and whether read-only calls such as ${event} come without the state ${ALL_EVENTS} is not documented`;
  return undecided('eventRule', sentence, rule);
}

/**
 * Of a rule on an event bus to which another rule sends: that its state counts for read-only calls is documented of default and custom buses
 * in one place, of default ones alone in another.
 */
export function stateOfReceiver(world: World, rule: Resource, record: CloudTrailRecord): Link {
  const state = stateOf(world, rule, record);
  if (state.truth !== 'false' || rule.fields['state'] !== 'ENABLED') return state;
  const sentence = `EventBridge rule ${rule.name} is enabled, and whether read-only calls that another event bus sends come to it without the state ${ALL_EVENTS} is not documented`;
  return undecided('eventRule', sentence, rule);
}

/** Null where it is not documented. */
function comesToEnabled({
  eventName,
  eventSource,
  eventCategory,
  managementEvent,
  readOnly,
}: CloudTrailRecord): boolean | null {
  const name = typeof eventName === 'string' ? eventName : '';
  if (eventSource === 'sts.amazonaws.com' && COMING_FROM_STS.some((each) => each === name)) return true;
  const isLooking = LOOKING.some((each) => name.startsWith(each));
  if (readOnly === false) return isLooking || name === '' ? null : true;
  const isManagement = eventCategory === 'Management' || managementEvent === true;
  return isLooking && isManagement ? false : null;
}

/** The same for all records at once. */
export function stateBounds(world: World, rule: Resource): Bounds {
  if (unreadField(world, 'eventRule', rule, ['state'])) return OPEN;
  switch (rule.fields['state']) {
    case 'DISABLED':
      return NEVER;
    case ALL_EVENTS:
      return ALWAYS;
    case 'ENABLED':
      return TO_ENABLED;
    default:
      return OPEN;
  }
}

/** As `stateBounds`, of a rule on an event bus to which another rule sends. */
export function receiverBounds(world: World, rule: Resource): Bounds {
  const bounds = stateBounds(world, rule);
  return rule.fields['state'] === 'ENABLED' ? { ...bounds, may: ALWAYS.may } : bounds;
}

const LOOKS: ValueSet = LOOKING.map((name) => like([name, ''])).reduce(union, NOTHING);
const OTHERS = intersect(ofKind('text'), complement(union(LOOKS, oneOf(''))));
const FROM_STS = and(atom(['eventSource'], oneOf('sts.amazonaws.com')), atom(['eventName'], oneOf(...COMING_FROM_STS)));
const IS_MANAGEMENT = or(atom(['eventCategory'], oneOf('Management')), atom(['managementEvent'], oneOf(true)));

const TO_ENABLED: Bounds = {
  must: or(FROM_STS, and(atom(['readOnly'], oneOf(false)), atom(['eventName'], OTHERS))),
  may: or(FROM_STS, not(and(atom(['eventName'], LOOKS), atom(['readOnly'], complement(oneOf(false))), IS_MANAGEMENT))),
};
