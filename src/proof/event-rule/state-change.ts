/** An alarm's change of state is an event, too, which EventBridge rules may pass on ("Alarm events and EventBridge", CloudWatch User Guide). */
import type { ChangedAlarm } from '../../languages/event-pattern/index.ts';
import { matchStateChange, mayMatchStateChange } from '../../languages/event-pattern/index.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import { called } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { statesBefore } from '../alarm/before.ts';
import type { Chain, Question } from '../chain.ts';
import { undecided, unread, unreadField, yes } from '../link.ts';
import { once } from '../once.ts';
import { rulesOn, unheard } from './bus.ts';
import { parsedOnce, patternOf, unreadable } from './matching.ts';
import { hiddenRules, rulesAt } from './standing.ts';
import { isEnabled } from './state.ts';
import { targetsOf } from './target.ts';

type Where = Pick<Question, 'world' | 'reaches'>;

/** Every way from an alarm in ALARM through the rules of its account and region, whatever its actions do. */
export function passedOn(where: Where, alarm: Resource): readonly Chain[] {
  const found = rulesAt(where.world, alarm).flatMap((rule) => throughRule(where, rule, alarm));
  const hidden = hiddenRules(where.world, alarm);
  if (!hidden) return found;
  const what = `the EventBridge rules that may pass on the state of ${called(alarm)}`;
  return [...found, [unread('eventRule', what, hidden, alarm)]];
}

function throughRule(where: Where, rule: Resource, alarm: Resource): readonly Chain[] {
  const matches = matchOf(where.world, rule, alarm);
  if (!matches) return [];
  const enabled = isEnabled(where.world, rule);
  if (enabled.truth === 'false') return [[matches, enabled]];
  return targetsOf(where, rule).flatMap(({ links, bus }) =>
    bus
      ? onBus(where, rule, bus, alarm).map((rest) => [matches, enabled, ...links, ...rest])
      : [[matches, enabled, ...links]],
  );
}

/** Through the rules of the event bus that a rule passes the change of state on to. */
function onBus(where: Where, first: Resource, bus: Resource, alarm: Resource): readonly Chain[] {
  const { rules, hidden } = rulesOn(where.world, bus);
  const found = rules.flatMap((rule): readonly Chain[] => {
    const matches = matchOf(where.world, rule, alarm);
    if (!matches) return [];
    const enabled = isEnabled(where.world, rule);
    if (enabled.truth === 'false') return [[matches, enabled]];
    return targetsOf(where, rule, first).map(({ links }) => [matches, enabled, ...links]);
  });
  if (hidden) return [...found, [unread('eventRule', `the rules of event bus ${bus.name}`, hidden, bus)]];
  return found.length > 0 ? found : [[unheard(bus, rules)]];
}

/** Null where the rule does not match. */
function matchOf(world: World, rule: Resource, alarm: Resource): Link | null {
  const hidden = unreadField(world, 'eventRule', rule, ['pattern']);
  if (hidden) return hidden;
  const text = patternOf(rule);
  if (text === null || !isAboutAlarms(text)) return null;
  const parsed = parsedOnce(text);
  if (!parsed.ok) return unreadable(rule, text, parsed.error);
  const { truth, undecided: questions } = matchStateChange(parsed.pattern, changed(alarm));
  if (truth === 'false') return null;
  const change = `the change of state of ${called(alarm)}`;
  if (truth === 'true') return yes('eventRule', `EventBridge rule ${rule.name} matches ${change}`, rule);
  const [question] = questions;
  const why = question ? `${question.sentence} (${question.question})` : 'no reason given';
  const sentence = `EventBridge rule ${rule.name} may match ${change}: ${why}`;
  const link = undecided('eventRule', sentence, rule);
  return question ? { ...link, text: { value: text, start: question.start, end: question.end } } : link;
}

const isAboutAlarms: (text: string) => boolean = once((text) => {
  const parsed = parsedOnce(text);
  return !parsed.ok || mayMatchStateChange(parsed.pattern);
});

function changed(alarm: Resource): ChangedAlarm {
  const { id, name, account, region, fields } = alarm;
  const rule = fields['type'] === 'composite' ? String(fields['rule']) : null;
  return { arn: id, name, account, region, before: statesBefore(alarm), rule, metric: metricOf(alarm) };
}

function metricOf({ fields }: Resource): ChangedAlarm['metric'] {
  const { type, namespace, metricName: name, dimensions, period, statistic } = fields;
  if (type !== 'metric' || typeof namespace !== 'string' || typeof name !== 'string') return null;
  if (!isObject(dimensions) || typeof period !== 'number' || typeof statistic !== 'string') return null;
  return { namespace, name, dimensions, period, statistic };
}
