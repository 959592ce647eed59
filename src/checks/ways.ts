/** What has to be read to say who is told: every path from an alarm to those who are. */

/** From an alarm, and from an EventBridge rule. */
const ON = ['topics', 'subscriptions'] as const;
/** Composite alarms of composite alarms: what lies deeper is not read, and unknown. */
const COMPOSITES = [0, 1, 2, 3] as const;

export interface Reads {
  readonly relations: readonly string[];
  readonly fields: readonly string[];
}

/** Paths to subscriptions by way of the alarms at the end of a path, and of the composite alarms above them; and to what mutes them. */
export function pathsFromAlarms(toAlarms: readonly string[]): readonly (readonly string[])[] {
  return COMPOSITES.flatMap((depth) => {
    const alarms = [...toAlarms, ...Array.from({ length: depth }, () => 'composites')];
    return [
      [...alarms, ...ON],
      [...alarms, MUTED],
    ];
  });
}

const MUTED = 'muteRules';

/** Rules of a default event bus, and of one's own, to which other rules send events. What those pass on again is not followed. */
const RULES_OF_BUS = ['rules', 'ownRules'] as const;
const POLICIES = 'attachedPolicies';

/** Paths to subscriptions by way of the EventBridge rules at the end of a path, and of those on the event buses that they send to. */
export function pathsFromRules(toRules: readonly string[]): readonly (readonly string[])[] {
  const rules = [toRules, ...RULES_OF_BUS.map((each) => [...toRules, 'buses', each])];
  return rules.flatMap((path) => [
    [...path, ...ON],
    [...path, 'executionRoles', POLICIES],
  ]);
}

/** Whether a subscription is told everything takes a call for each; a topic's key and a rule's role, where it has one, decide whether anything is published. */
export function readsOf(paths: readonly (readonly string[])[]): Reads {
  const relations = paths.flatMap((path) => path.map((_, length) => path.slice(0, length + 1).join('.')));
  const told = paths.filter((path) => path.at(-1) === ON.at(-1));
  const asRoles = paths.filter((path) => path.at(-1) === POLICIES).map((path) => path.slice(0, -1).join('.'));
  const keys = told.map((path) => path.slice(0, -1).concat('key').join('.'));
  return {
    relations: [...new Set([...relations, ...keys])],
    fields: [
      ...told.map((path) => `${path.join('.')}.filterPolicy`),
      ...keys.flatMap((path) => [`${path}.state`, `${path}.policy`]),
      ...asRoles.map((path) => `${path}.policies`),
    ],
  };
}
