/** The rule of a composite alarm, and which alarms it looks at. Follows "Composite alarms" and PutCompositeAlarm. */
import type { Rule } from '../../languages/alarm-rule/index.ts';
import { alarmsIn, parseRule } from '../../languages/alarm-rule/index.ts';
import { parseArn } from '../../model/arn.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';

const rules = new WeakMap<Resource, Rule | null>();

/** Null where there is none, or none that is understood. */
export function ruleOf(alarm: Resource): Rule | null {
  const before = rules.get(alarm);
  if (before !== undefined) return before;
  const text = alarm.fields['rule'];
  const parsed = typeof text === 'string' ? parseRule(text) : null;
  const rule = parsed?.ok ? parsed.rule : null;
  rules.set(alarm, rule);
  return rule;
}

/** An alarm of the composite's own account and region, by its name or ARN: of others it cannot be composed. */
export function childOf(world: World, composite: Resource, name: string): Resource | undefined {
  const start = composite.id.slice(0, composite.id.length - composite.name.length);
  const alarm = world.resource('alarm', parseArn(name) ? name : `${start}${name}`);
  return alarm?.account === composite.account && alarm.region === composite.region ? alarm : undefined;
}

/** Whether the rule looks at the alarm, and not only the suppressor. */
export function looksAt(world: World, composite: Resource, alarm: Resource): boolean {
  const rule = ruleOf(composite);
  return !rule || alarmsIn(rule).some((name) => childOf(world, composite, name)?.id === alarm.id);
}

const cycles = foundOnce<boolean>();

/** Whether a composite alarm looks at itself, by whatever way. */
export function isInCycle(where: Seen, composite: Resource): boolean {
  return cycles(where, composite.id, () => reachesItself(where.world, composite));
}

function reachesItself(world: World, composite: Resource): boolean {
  const seen = new Set<string>();
  const open: Resource[] = [composite];
  for (let alarm = open.pop(); alarm; alarm = open.pop()) {
    const rule = ruleOf(alarm);
    for (const name of rule ? alarmsIn(rule) : []) {
      const child = childOf(world, alarm, name);
      if (child?.id === composite.id) return true;
      if (!child || seen.has(child.id)) continue;
      seen.add(child.id);
      open.push(child);
    }
  }
  return false;
}

/** The rule on one line, long ones cut. */
export function shown({ fields }: Resource): string {
  const text = String(fields['rule']).replace(/\s+/g, ' ').trim();
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
