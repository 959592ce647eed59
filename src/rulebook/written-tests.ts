/** What stands under `tests:` of a rule: what is given, and what is expected of it. */
import { isMap } from 'yaml';
import type { RuleTest } from '../model/rule.ts';
import { isObject } from '../model/value.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, plainOf, positionOf, said } from './document.ts';
import { required } from './fields.ts';

const TEST_KEYS = ['name', 'given', 'expect', 'params'];

export function testsOf(reading: Reading, entry: Entry | undefined): readonly RuleTest[] {
  if (!entry) return [];
  return (itemsOf(reading, entry.value, 'tests') ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'a test');
    if (!entries) return [];
    checkKeys(reading, entries, TEST_KEYS, 'a test');
    const fields = new Map(entries.map((each) => [each.key, each]));
    const name = required(reading, item, fields, 'name', 'what it shows, in a few words', 'a test');
    if (!fields.has('expect'))
      note(reading, item, 'a test needs expect: pass, fail, unknown, notApplicable, or a verdict per resource');
    if (name === null || !fields.has('expect')) return [];
    for (const key of ['given', 'params']) {
      const entry = fields.get(key);
      if (entry && !isMap(entry.value))
        note(reading, entry.value ?? entry.keyNode, `${key} must be a mapping, not ${said(entry.value)}`);
    }
    const params = plainOf(fields.get('params')?.value ?? null);
    const { value: expected } = fields.get('expect') ?? {};
    return [
      {
        name,
        given: plainOf(fields.get('given')?.value ?? null) ?? {},
        expect: plainOf(expected ?? null),
        ...(isObject(params) ? { params } : {}),
        at: positionOf(reading, item),
      },
    ];
  });
}
