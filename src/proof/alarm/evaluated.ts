/** Whether CloudWatch evaluates an alarm at all, as far as it says. Follows "Alarm evaluation state" and "Alarm warm-up periods" (CloudWatch User Guide). */
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';
import { no, undecided, unreadField } from '../link.ts';

const FIELD = 'evaluationState';

/** Whether nothing is said against it. Snapshots of earlier versions say nothing of it at all. */
export function isEvaluated({ fields, unread }: Resource): boolean {
  return (fields[FIELD] ?? null) === null && unread?.[FIELD] === undefined;
}

/** What was found of an alarm, as far as it is evaluated: one that is not tells nobody, whatever would raise it. */
export function asEvaluated(world: World, alarm: Resource, found: Link): Link {
  if (isEvaluated(alarm) || found.truth === 'false') return found;
  const evaluation = unreadField(world, 'alarm', alarm, [FIELD]) ?? evaluationOf(alarm);
  return evaluation.truth === 'false' || found.truth === 'true' ? evaluation : found;
}

/** Only an error in its configuration does not pass by itself, whatever an event does meanwhile. */
function evaluationOf(alarm: Resource): Link {
  const state = String(alarm.fields[FIELD]);
  const means = MEANINGS.get(state) ?? 'is in an evaluation state that is not known here';
  const reason = alarm.fields['evaluationReason'];
  const because = typeof reason === 'string' ? `: ${reason}` : '';
  const sentence = `alarm ${alarm.name} ${means} (${state})${because}`;
  return state === 'EVALUATION_ERROR' ? no('alarm', sentence, alarm) : undecided('alarm', sentence, alarm);
}

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['EVALUATION_ERROR', 'is not evaluated as long as its configuration is in error'],
  ['EVALUATION_FAILURE', 'is not evaluated for certain, since CloudWatch has trouble'],
  ['PARTIAL_DATA', 'is evaluated on a part of its data only, and an event need not be in that'],
  ['IN_WARM_UP', 'is in its warm-up period, in which nothing raises it'],
]);
