/** Alarms that name each other, in the rule of a composite alarm or as what silences it. */
import { alarmsIn, parseRule } from '../../languages/alarm-rule/index.ts';
import type { Resource } from '../../model/resource.ts';
import { text } from '../kind.ts';

/** Alarms look at each other by name within an account and region only (PutCompositeAlarm). */
export function nameKey({ account, region }: Resource, name: string): string {
  return [account, region, name].join('\n');
}

/** Names and ARNs in the rule of a composite alarm, and its suppressor. */
export function alarmsNamed({ fields }: Resource): readonly string[] {
  const suppressor = text(fields['suppressor']);
  return [...namesIn(text(fields['rule'])), ...(suppressor === null ? [] : [suppressor])];
}

/** Every word of a rule that is not understood may be the name of an alarm. */
function namesIn(rule: string | null): readonly string[] {
  if (rule === null) return [];
  const parsed = parseRule(rule);
  if (parsed.ok) return alarmsIn(parsed.rule);
  return (rule.match(/"[^"]*"|[^\s(),"]+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
}
