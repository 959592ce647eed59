/** What stands under `survivors:` of a rule: ways in which it can be broken that no test could notice, each with the reason. */
import type { Survivor } from '../model/rule.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, plainOf, positionOf } from './document.ts';

const KEYS = ['mutant', 'because'];

export function survivorsOf(reading: Reading, entry: Entry | undefined): readonly Survivor[] {
  if (!entry) return [];
  return (itemsOf(reading, entry.value, 'survivors') ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'a survivor');
    if (!entries) return [];
    checkKeys(reading, entries, KEYS, 'a survivor');
    const [mutant, because] = KEYS.map((key) => plainOf(entries.find((each) => each.key === key)?.value ?? null));
    if (typeof mutant === 'string' && typeof because === 'string' && because.trim() !== '') {
      return [{ mutant, because: because.trim(), at: positionOf(reading, item) }];
    }
    note(
      reading,
      item,
      'a survivor needs mutant, as "rules test --mutate" calls it, and because: why no test can notice',
    );
    return [];
  });
}
