/** Does a composite alarm go to ALARM with one of its alarms? Follows "Composite alarms" and PutCompositeAlarm. */

import type { Rule, State, StatesOf } from '../../languages/alarm-rule/index.ts';
import { alarmsIn, holds, parseRule, STATES } from '../../languages/alarm-rule/index.ts';
import type { Resource } from '../../model/resource.ts';
import { enumerate } from '../../model/words.ts';
import type { Seen } from '../found.ts';
import { foundOnce } from '../found.ts';
import type { Decision } from './decision.ts';
import { no, undecided } from './decision.ts';
import { isEvaluated } from './evaluated.ts';
import { keptInAlarm, maybeKeptInAlarm } from './everyday.ts';
import { feedersOf } from './feeders.ts';
import { alwaysInAlarm, mayStandInAlarm, standsInAlarm } from './raised.ts';
import { childOf, isInCycle, ruleOf, shown } from './rule.ts';

/** An alarm that an event raises, and the ids of others that the same event certainly raises. */
export interface Raised {
  readonly alarm: Resource;
  readonly beside: ReadonlySet<string>;
}

/** `by`: the composite alarms between the alarm that is raised and this one. */
export function raisedWith(where: Seen, composite: Resource, event: Raised, by: readonly Resource[] = []): Decision {
  const raised = event.alarm;
  const rule = ruleOf(composite);
  if (!rule) return notUnderstood(composite);
  if (isInCycle(where, composite)) {
    return no(
      `composite alarm ${composite.name} looks at itself by way of its alarms, and such a cycle is not evaluated`,
    );
  }
  const way = by.length === 0 ? '' : `, by way of ${enumerate(by.map(({ name }) => name))}`;
  return (
    followed(where, composite, rule, event) ?? {
      truth: 'true',
      sentence: `composite alarm ${composite.name} goes to ALARM with alarm ${raised.name}${way}`,
    }
  );
}

function notUnderstood(composite: Resource): Decision {
  const text = String(composite.fields['rule']);
  const parsed = parseRule(text);
  const { message, start, end } = parsed.ok ? { message: 'there is none', start: 0, end: 0 } : parsed.error;
  const sentence = `the rule of composite alarm ${composite.name} is not understood here: ${message}`;
  return undecided(sentence, { value: text, start, end });
}

const ALARM: readonly State[] = ['ALARM'];
const QUIET: readonly State[] = ['OK', 'INSUFFICIENT_DATA'];

/** The states that alarms are supposed to be in: the one that is raised, those that nothing is known of, and those that are mostly in ALARM. */
interface Supposed {
  readonly event: Raised;
  readonly raisedIs: readonly State[];
  readonly othersAre: readonly State[];
  readonly standingAre: readonly State[];
  /** What was found out so far of composite alarms, by id. */
  readonly known: Map<string, readonly State[]>;
}

/** Null where the rule begins to hold with the alarm that is raised, whatever the others do. */
function followed(where: Seen, composite: Resource, rule: Rule, event: Raised): Decision | null {
  const raised = event.alarm;
  const states = (raisedIs: readonly State[], othersAre: readonly State[], standingAre: readonly State[] = ALARM) =>
    statesIn(where, composite, { event, raisedIs, othersAre, standingAre, known: new Map() });
  const answer = (...supposed: Parameters<typeof states>) => holds(rule, states(...supposed));
  const [name, last, text] = [composite.name, raised.name, shown(composite)];
  const during = answer(ALARM, STATES);
  if (during.truth === 'false') {
    const others = alarmsIn(rule).filter((each) => event.beside.has(childOf(where.world, composite, each)?.id ?? ''));
    const also = others.length === 0 ? '' : ` (the same event raises ${enumerate(others, 3)})`;
    return no(`composite alarm ${name} does not go to ALARM with alarm ${last}${also}: its rule is ${text}`);
  }
  const quiet = answer(QUIET, QUIET);
  if (quiet.truth === 'true' && answer(QUIET, STATES).truth === 'true') {
    return no(
      `composite alarm ${name} is in ALARM whether or not alarm ${last} is, so an event changes nothing: its rule is ${text}`,
    );
  }
  // Everyday traffic pauses, and log events may end what silence began: that somebody is told may not rest on it.
  const sure = answer(ALARM, STATES, STATES);
  if (during.isAmbiguous || quiet.isAmbiguous || sure.isAmbiguous) {
    return undecided(
      `the rule of composite alarm ${name} mixes AND and OR without parentheses, and which of them counts first is not documented: ${text}`,
    );
  }
  if (quiet.truth !== 'false') {
    return undecided(
      `composite alarm ${name} may be in ALARM before alarm ${last} is, and then an event changes nothing: its rule is ${text}`,
    );
  }
  if (sure.truth === 'true') return null;
  const stateOf = states(ALARM, STATES, STATES);
  const others = alarmsIn(rule).filter((each) => stateOf(each).length > 1);
  return undecided(
    `whether composite alarm ${name} goes to ALARM with alarm ${last} depends on the state of ${enumerate(others, 3)}: its rule is ${text}`,
  );
}

/** What a rule names. */
interface Member {
  /** Absent where there is none of that name. */
  readonly alarm?: Resource;
  /** It is in ALARM: at every moment, or whenever nothing else is the matter. */
  readonly stands: 'always' | 'mostly' | null;
}

const members = foundOnce<ReadonlyMap<string, Member>>();

function membersOf(where: Seen, composite: Resource): ReadonlyMap<string, Member> {
  return members(where, composite.id, () => {
    const rule = ruleOf(composite);
    const found = (rule ? alarmsIn(rule) : []).map((name): readonly [string, Member] => {
      const alarm = childOf(where.world, composite, name);
      return [name, alarm ? { alarm, stands: howItStands(where, alarm) } : { stands: null }];
    });
    return new Map(found);
  });
}

/** The states that the alarms of a composite can be in; of a composite among them, those that its own rule leaves. */
function statesIn(where: Seen, composite: Resource, supposed: Supposed): StatesOf {
  const members = membersOf(where, composite);
  return (name) => {
    const { event, raisedIs, othersAre } = supposed;
    const { alarm, stands } = members.get(name) ?? {};
    if (!alarm) return othersAre;
    if (alarm.id === event.alarm.id || event.beside.has(alarm.id)) return raisedIs;
    if (stands) return stands === 'always' ? ALARM : supposed.standingAre;
    const states = supposed.known.get(alarm.id) ?? statesByRule(where, alarm, supposed);
    supposed.known.set(alarm.id, states);
    return states;
  };
}

function firesWhenLow({ fields }: Resource): boolean {
  return typeof fields['comparison'] === 'string' && fields['comparison'].startsWith('LessThan');
}

/** By everyday traffic, default values or silence. */
function mayStand(where: Seen, alarm: Resource): boolean {
  return maybeKeptInAlarm(where, alarm) !== null || mayStandInAlarm(alarm, feedersOf(where.world, alarm));
}

function statesByRule(where: Seen, alarm: Resource, supposed: Supposed): readonly State[] {
  // What is not evaluated stays in the state that it was in, whichever that is.
  if (!isEvaluated(alarm)) return STATES;
  const rule = ruleOf(alarm);
  // One that fires when its metric is low may be in ALARM just because nothing happens.
  if (!rule) return firesWhenLow(alarm) || mayStand(where, alarm) ? STATES : supposed.othersAre;
  if (isInCycle(where, alarm)) return STATES;
  const { truth } = holds(rule, statesIn(where, alarm, supposed));
  return truth === 'true' ? ALARM : truth === 'false' ? QUIET : STATES;
}

/** A composite alarm goes to ALARM and acts on nothing while its suppressor is in ALARM. Null where it has none. */
export function silenced(where: Seen, composite: Resource): Decision | null {
  const { suppressor } = composite.fields;
  if (typeof suppressor !== 'string') return null;
  const alarm = childOf(where.world, composite, suppressor);
  const sentence = `composite alarm ${composite.name} is silenced while alarm ${alarm?.name ?? suppressor} is in ALARM`;
  const reason = alarm && standing(where, alarm);
  if (alarm && reason) return no(`${sentence}, and alarm ${alarm.name} ${reason}`);
  return undecided(`${sentence}, and whether it is when an event happens is not known`);
}

/** '' where it is not certain. */
const standings = foundOnce<string>();

/** Why an alarm is in ALARM all the time: "is kept in ALARM by ..."; null where that is not certain. */
function standing(where: Seen, alarm: Resource): string | null {
  if (!isEvaluated(alarm)) return null;
  const reason = standings(where, alarm.id, () => {
    const found = typeof alarm.fields['rule'] === 'string' ? ofRule(where, alarm) : ofMetric(where, alarm);
    return found ?? '';
  });
  return reason === '' ? null : reason;
}

function ofMetric(where: Seen, alarm: Resource): string | null {
  return standsInAlarm(alarm, feedersOf(where.world, alarm)) ?? keptInAlarm(where, alarm);
}

function ofRule(where: Seen, composite: Resource): string | null {
  const holdsAnyway = isHeldBy(where, composite, ({ stands }) => stands !== null);
  return holdsAnyway ? `is in ALARM all the time (its rule is ${shown(composite)})` : null;
}

/** Whether the rule holds by those of its alarms that are in ALARM, whatever the others do. */
function isHeldBy(where: Seen, composite: Resource, isInAlarm: (member: Member) => boolean): boolean {
  const rule = ruleOf(composite);
  if (!rule || isInCycle(where, composite)) return false;
  const named = membersOf(where, composite);
  const stateOf = (name: string) => {
    const member = named.get(name);
    return member && isInAlarm(member) ? ALARM : STATES;
  };
  return holds(rule, stateOf).truth === 'true';
}

function howItStands(where: Seen, alarm: Resource): Member['stands'] {
  if (standing(where, alarm) === null) return null;
  const isAlways =
    typeof alarm.fields['rule'] === 'string'
      ? isHeldBy(where, alarm, ({ stands }) => stands === 'always')
      : alwaysInAlarm(alarm, feedersOf(where.world, alarm));
  return isAlways ? 'always' : 'mostly';
}
