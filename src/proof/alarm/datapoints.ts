/** Whether the datapoint of one event is enough for an alarm that wants several. Follows "Configuring how CloudWatch alarms treat missing data". */
import { eventsOf } from '../../model/burst.ts';
import { no, undecided } from './decision.ts';
import { delay, isLate } from './period.ts';
import { signalOfOthers } from './signal.ts';
import type { Setting, SignalStep } from './state.ts';
import { breaches } from './threshold.ts';

export const enoughDatapoints: SignalStep = (setting, { quiet }) => {
  const { alarm, burst } = setting;
  const needed = alarm.fields['datapointsToAlarm'];
  if (typeof needed !== 'number') return undecided(`alarm ${alarm.name} does not say how many datapoints it wants`);
  if (needed <= 1) return null;
  const wants = `alarm ${alarm.name} wants ${needed} of ${String(alarm.fields['evaluationPeriods'])} datapoints`;
  switch (alarm.fields['missingData']) {
    case 'missing':
      if (quiet.missing === 'never') break;
      if (quiet.missing === 'always' && isOnlyBreaching(setting)) {
        if (!isLate(alarm, setting.watched)) return null;
        return undecided(
          `${wants}; whether ${eventsOf(burst)} ${burst ? 'raise' : 'raises'} it at all${delay(alarm, setting.watched)}, is not decided`,
        );
      }
      return undecided(
        `${wants}; ${burst ? `${eventsOf(burst)} are` : 'one event is'} enough only while the metric is silent around ${burst ? 'them' : 'it'}`,
      );
    case 'breaching':
    case 'notBreaching':
    case 'ignore':
      break;
    default:
      return undecided(`${wants}, and how it treats missing ones is not known`);
  }
  return no(`${wants}, and ${burst ? `${eventsOf(burst)} may give only` : 'one event gives'} one`);
};

/**
 * Whether there are no datapoints but those that breach. Then the alarm goes to ALARM when the one of the event is as old as the number that it wants, since all
 * that are more recent "are either breaching or missing" ("Avoiding premature transitions to alarm state").
 */
function isOnlyBreaching({ alarm, ...feed }: Setting): boolean {
  if (!['sliding', 'wallClock'].includes(String(alarm.fields['evaluationWindow']))) return false;
  const others = signalOfOthers(feed.watched, feed);
  return others !== null && (others.missing === 'always' || breaches(alarm, others) === true);
}
