/** `reachesSomebody`: an alarm that goes to ALARM tells somebody, or does something else than telling. */
import type { CheckContext, CheckWord } from '../model/outcome.ts';
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import { actionsOf } from '../proof/action.ts';
import { ordinaryOf } from '../proof/alarm/everyday.ts';
import { pathsFromAlarms, pathsFromRules, readsOf } from './ways.ts';

/** From the alarm itself, and from the EventBridge rules that its change of state is given to. */
const READS = readsOf([...pathsFromAlarms([]), ...pathsFromRules(['eventRules'])]);

type Chain = readonly Link[];

export const reachesSomebody: CheckWord = {
  word: 'reachesSomebody',
  about:
    'From ALARM, some way is whole up to a confirmed subscriber: an action and its topic, or an EventBridge rule; an action that does something else, such as scaling, counts as one.',
  kinds: ['alarm'],
  schema: { const: true, description: 'Always true: write reachesSomebody: true.' },
  needs: () => ({ relations: READS.relations, fields: ['eventRules.targets', ...READS.fields] }),
  mistakes: (input) =>
    input === true ? [] : [{ path: [], message: 'reachesSomebody must be true', hint: 'reachesSomebody: true' }],
  check(alarm, _input, context, at) {
    const link = decisive(alarm, context);
    const verdict = link.truth === 'true' ? 'pass' : link.truth === 'false' ? 'fail' : 'unknown';
    const start = verdict === 'fail' ? 'nobody is told: ' : verdict === 'unknown' ? 'whether somebody is told: ' : '';
    const gaps = link.gaps ?? [];
    const expected = 'somebody is told when it goes to ALARM';
    const reason = { verdict, text: `${start}${link.sentence}`, rule: at, resource: alarm.id, expected } as const;
    return { verdict, reason: { ...reason, ...(gaps.length > 0 ? { gaps } : {}) } };
  },
};

/** The end of a whole way; else the link that is not decided; else the first one that is broken. */
function decisive(alarm: Resource, { world, events }: CheckContext): Link {
  const ordinary = ordinaryOf(events);
  const told = actionsOf({ world, reaches: 'confirmedSubscriber', ordinary }, alarm);
  const acts = actionsOf({ world, reaches: 'action', ordinary }, alarm).filter(isOtherAction);
  const ways = [...told, ...acts];
  const whole = ways.find((chain) => chain.every(({ truth }) => truth === 'true'))?.at(-1);
  const broken = ways.flatMap((chain) => chain.find(({ truth }) => truth !== 'true') ?? []);
  const link = whole ?? broken.find(({ truth }) => truth === 'unknown') ?? broken[0];
  if (!link) throw new Error(`alarm ${alarm.name} has no way on, not even a broken one`);
  return link;
}

/** An action of another service than SNS: nobody is told, and nobody need be. */
function isOtherAction(chain: Chain): boolean {
  return chain.at(-1)?.link === 'action' && chain.at(-1)?.end === 'program';
}
