/** What has to be read to say who is told: every path from an alarm to those who are. */

/** From an alarm, and from an EventBridge rule. */
export const ON = ['topics', 'subscriptions'] as const;
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

/** Whether a subscription is told everything takes a call for each; a topic's key, where it has one, decides whether anything is published. */
export function readsOf(paths: readonly (readonly string[])[]): Reads {
  const relations = paths.flatMap((path) => path.map((_, length) => path.slice(0, length + 1).join('.')));
  const told = paths.filter((path) => path.at(-1) !== MUTED);
  const keys = told.map((path) => path.slice(0, -1).concat('key').join('.'));
  return {
    relations: [...new Set([...relations, ...keys])],
    fields: [
      ...told.map((path) => `${path.join('.')}.filterPolicy`),
      ...keys.flatMap((path) => [`${path}.state`, `${path}.policy`]),
    ],
  };
}
