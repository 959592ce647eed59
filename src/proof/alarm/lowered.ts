/** Does one event raise an alarm that fires when its metric is low? It notices silence rather; but low may be just what one event makes it. */
import type { Range } from '../../languages/metric-math/index.ts';
import { changingNothing, eventsOf } from '../../model/burst.ts';
import type { Resource } from '../../model/resource.ts';
import type { Decision } from './decision.ts';
import { no, undecided } from './decision.ts';
import type { Signal } from './signal.ts';
import type { Setting } from './state.ts';

/** Never that it does: with a few events more the metric is no longer low. */
export function lowered({ alarm, burst }: Setting, { name, alone, quiet }: Signal): Decision {
  const nothing = changingNothing(burst);
  const { comparison, threshold, missingData } = alarm.fields;
  const wanted = `${comparison === 'LessThanThreshold' ? '<' : '<='} ${String(threshold)}`;
  if (!isUnder(alarm, alone.low)) {
    return no(`alarm ${alarm.name} fires when the metric is low, so it notices silence, not events`);
  }
  if (isAlwaysUnder(alarm, quiet)) {
    return no(`alarm ${alarm.name} is in ALARM without any event (${name} is ${wanted}), so ${nothing}`);
  }
  if (missingData === 'breaching' && quiet.missing === 'always') {
    return no(`alarm ${alarm.name} counts silence as breaching and stays in ALARM, so ${nothing}`);
  }
  return undecided(
    `alarm ${alarm.name} fires when ${name} is ${wanted}: ${eventsOf(burst)} may raise it alone, and not beside others`,
  );
}

function isUnder({ fields: { comparison, threshold } }: Resource, value: number): boolean {
  return comparison === 'LessThanThreshold' ? value < Number(threshold) : value <= Number(threshold);
}

function isAlwaysUnder(alarm: Resource, { missing, high }: Range): boolean {
  return missing === 'never' && isUnder(alarm, high);
}
