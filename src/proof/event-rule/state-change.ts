/** An alarm's change of state is an event, too, which EventBridge rules may pass on ("Alarm events and EventBridge", CloudWatch User Guide). */
import type { Doubt, EventPattern } from '../../languages/event-pattern/index.ts';
import { fieldsOf, matchEventPattern } from '../../languages/event-pattern/index.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { called } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { undecided, unread } from '../link.ts';
import { once } from '../once.ts';
import { parsedOnce, patternOf } from './matching.ts';
import { hiddenRules, rulesAt } from './standing.ts';

/** Rules that may tell somebody of an alarm in ALARM, whatever its actions do. Where they lead is not followed. */
export function passedOn(world: World, alarm: Resource): readonly Link[] {
  const rules = rulesAt(world, alarm).filter((rule) => mayPassOn(rule, alarm));
  const found = rules.map((rule) => {
    const sentence = `EventBridge rule ${rule.name} is given every change of state of ${called(alarm)}, and whom it tells is not followed`;
    return undecided('action', sentence, rule);
  });
  const hidden = hiddenRules(world, alarm);
  if (!hidden) return found;
  return [
    ...found,
    unread('action', `the EventBridge rules that may pass on the state of ${called(alarm)}`, hidden, alarm),
  ];
}

/** `targets` are read only where a pattern may match CloudTrail events as well. */
function mayPassOn(rule: Resource, alarm: Resource): boolean {
  const { state, targets } = rule.fields;
  const text = patternOf(rule);
  if (text === null || state === 'DISABLED' || (Array.isArray(targets) && targets.length === 0)) return false;
  const parsed = parsedOnce(text);
  return (
    isAboutAlarms(text) &&
    (!parsed.ok || matchEventPattern(parsed.pattern, eventOfAlarm(alarm), doubtsOf(parsed.pattern)).truth !== 'false')
  );
}

/** False where the pattern matches the change of state of no alarm: most rules are about other events. */
const isAboutAlarms: (text: string) => boolean = once((text) => {
  const parsed = parsedOnce(text);
  if (!parsed.ok) return true;
  const { version, source, 'detail-type': type } = eventOfAlarm(NO_ALARM);
  const others = fieldsOf(parsed.pattern.entries).filter(({ path }) => !/^(version|source|detail-type)$/.test(path));
  const doubts = others.map(({ path }): Doubt => ({ field: path, others: null, isPresent: false, question: 'EBQ-10' }));
  return matchEventPattern(parsed.pattern, { version, source, 'detail-type': type }, doubts).truth !== 'false';
});

const NO_ALARM = { id: '', name: '', account: '', region: '' };

function eventOfAlarm({ id, name, account, region }: typeof NO_ALARM) {
  return {
    version: '0',
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account,
    region,
    resources: [id],
    detail: { alarmName: name, state: { value: 'ALARM' } },
  };
}

const KNOWN: ReadonlySet<string> = new Set(['detail.alarmName', 'detail.state.value']);

/** Of the detail more is there than is known of it. */
function doubtsOf({ entries }: EventPattern): readonly Doubt[] {
  const unknown = fieldsOf(entries).filter(({ path }) => /^(id|time|detail)(\.|$)/.test(path) && !KNOWN.has(path));
  return unknown.map(({ path }) => ({ field: path, others: null, isPresent: false, question: 'EBQ-10' }));
}
