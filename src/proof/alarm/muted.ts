/** What mute rules do to an alarm: it changes its state, and its actions do not run ("How alarm mute rules work", CloudWatch User Guide). */
import { isUnbroken } from '../../languages/mute-schedule/index.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { called } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { no, undecided, unread, unreadField } from '../link.ts';
import { once } from '../once.ts';

/** Null where nothing mutes it. An action that was muted runs at the end of a mute if the alarm is in ALARM still, which few are. */
export function mutedBy(world: World, alarm: Resource): Link | null {
  const { resources, gaps } = world.related(alarm, 'muteRules');
  const links = [
    ...resources.flatMap((rule) => mute(world, alarm, rule) ?? []),
    ...gaps.map((gap) => unread('action', `the mute rules of ${called(alarm)}`, gap, alarm)),
  ];
  return links.find(({ truth }) => truth === 'false') ?? links[0] ?? null;
}

function mute(world: World, alarm: Resource, rule: Resource): Link | null {
  const hidden = unreadField(world, 'action', rule, [
    'status',
    'starts',
    'expires',
    'schedule',
    'duration',
    'timezone',
  ]);
  if (hidden) return hidden;
  const { status, starts, expires, schedule, duration, timezone } = rule.fields;
  if (status === 'EXPIRED') return null;
  const when = `${String(schedule)} for ${String(duration)}${timezone === null ? '' : `, ${String(timezone)}`}`;
  const until = expires === null ? '' : `, until ${String(expires)}`;
  const sentence = `${called(alarm)} is muted by mute rule ${rule.name} (${when}${until})`;
  const hasBegun = starts === null || Date.parse(String(starts)) <= Date.parse(world.snapshot.takenAt);
  if (expires === null && hasBegun && unbroken(`${String(schedule)}\n${String(duration)}`)) {
    return no('action', `${sentence}, of which each mute lasts until the next begins: its actions never run`, alarm);
  }
  return undecided('action', `${sentence}, and who is told of an event in such a time is not decided`, alarm);
}

/** Whether an alarm is muted at every minute does not depend on the zone that the clock is of. */
const unbroken = once((text) => {
  const [expression = '', duration = ''] = text.split('\n');
  return isUnbroken({ expression, duration }) === true;
});
