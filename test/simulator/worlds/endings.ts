/** Where logs, events and alarms end: what is right of it in an account with one chain as it is made, and what of it cannot be asked where something is missing. */
import type { Expected } from './expected.ts';

/** One verdict of several rules. */
export function all(verdict: 'pass' | 'fail' | 'unknown' | 'notApplicable', rules: readonly string[]): Expected {
  return Object.fromEntries(rules.map((rule) => [rule, verdict]));
}

/** Rules that ask nothing until a parameter names something, also where nothing can be seen. */
export const WAITING = ['application-groups-exist', 'application-kms-encrypted', 'application-retention'].map(
  (rule) => `logs.${rule}`,
);

/** Rules on log groups that a trail sends to. */
const OF_LOG_GROUPS = {
  'logs.cross-account-sharing-limited': 'pass',
  'logs.not-public': 'pass',
  'logs.standard-class': 'pass',
  // Each filter of a chain has its alarm.
  'logs.metric-filters-have-alarms': 'pass',
  // Nothing is passed on, and whoever may delete the log group can.
  'logs.deletion-protection': 'fail',
  'logs.forwarded-to-siem': 'fail',
} as const;

/** Rules on topics: one as SNS makes it, in which nobody but a mailbox is subscribed. */
const OF_TOPICS = {
  // Deliveries of mail are not logged.
  'topic.delivery-logged': 'notApplicable',
  'topic.accounts-limited': 'pass',
  'topic.subscribers-use-tls': 'pass',
  'topic.encrypted': 'fail',
  'topic.https-only': 'fail',
  'topic.not-public': 'pass',
  'topic.tagged': 'fail',
} as const;

const OF_ALARMS = {
  'alarm.metric-exists': 'pass',
  'alarm.reaches-somebody': 'pass',
  'alarm.targets-exist': 'pass',
} as const;

/** The key of the trail and its log group. */
const OF_KEYS = { 'kms.audit-keys-usable': 'pass', 'kms.key-rotation': 'pass' } as const;

/** Whatever keys encrypt: it does not have to be known. */
const OF_ALL_KEYS = { 'kms.every-key-rotated': 'pass' } as const;

/** Every region has a default event bus, without a policy, which needs no tags; there is no rule and no bus of one's own. */
const OF_EVENTS = {
  'events.bus-accounts-limited': 'pass',
  'events.bus-not-public': 'pass',
  'events.bus-has-policy': 'notApplicable',
  'events.bus-tagged': 'notApplicable',
  'events.rules-have-targets': 'notApplicable',
  'events.targets-exist': 'notApplicable',
} as const;

/** A chain as it is made. */
export const AS_MADE: Expected = {
  ...OF_LOG_GROUPS,
  ...OF_TOPICS,
  ...OF_ALARMS,
  ...OF_KEYS,
  ...OF_ALL_KEYS,
  ...OF_EVENTS,
  ...all('notApplicable', WAITING),
};

export const LOG_GROUP_RULES = Object.keys(OF_LOG_GROUPS);
export const TOPIC_RULES = Object.keys(OF_TOPICS);
export const ALARM_RULES = Object.keys(OF_ALARMS);
/** Rules on keys that something of auditing names. */
export const KEY_RULES = Object.keys(OF_KEYS);
export const BUS_RULES = Object.keys(OF_EVENTS).filter((rule) => rule.startsWith('events.bus-'));

/** Which topics EventBridge rules publish to is not known, beside the topic `alerts` of alarms, nor which keys those have. */
export const TOPICS_OF_RULES_UNKNOWN: Expected = {
  'topic.delivery-logged': { '': 'unknown' },
  'topic.accounts-limited': { alerts: 'pass', '': 'unknown' },
  'topic.subscribers-use-tls': { alerts: 'pass', '': 'unknown' },
  'topic.encrypted': { alerts: 'fail', '': 'unknown' },
  'topic.has-confirmed-subscriber': { alerts: 'pass', '': 'unknown' },
  'topic.https-only': { alerts: 'fail', '': 'unknown' },
  'topic.not-public': { alerts: 'pass', '': 'unknown' },
  'topic.tagged': { alerts: 'fail', '': 'unknown' },
  ...othersUnknown(KEY_RULES),
};

/** The one key that was found is right, and whether there are more is not known. */
export function othersUnknown(rules: readonly string[]): Expected {
  return Object.fromEntries(rules.map((rule) => [rule, { '': 'unknown', '*': 'pass' }] as const));
}
