/** What a rule says to people: why it is asked, what to do, as text and as code, and where to read on. */
import type { Rule } from '../model/rule.ts';
import type { Reading } from './document.ts';
import { itemsOf, note, textOf } from './document.ts';
import type { Fields } from './fields.ts';

export function proseOf(
  reading: Reading,
  fields: Fields,
): Pick<Rule, 'rationale' | 'remediation' | 'templates' | 'references' | 'tags'> {
  const prose = (key: string) => {
    const entry = fields.get(key);
    return entry ? (textOf(reading, entry.value ?? entry.keyNode, key) ?? '').trim() : '';
  };
  const texts = (key: string) => {
    const entry = fields.get(key);
    return entry
      ? (itemsOf(reading, entry.value, key) ?? []).map((item) => ({ item, text: textOf(reading, item, key) ?? '' }))
      : [];
  };
  const references = texts('references');
  for (const { item, text } of references) {
    if (text !== '' && !/^https:\/\/\S+$/.test(text))
      note(reading, item, `a reference is an https address, not "${text}"`);
  }
  return {
    rationale: prose('rationale'),
    remediation: prose('remediation'),
    templates: { terraform: prose('terraform'), cloudformation: prose('cloudformation') },
    references: references.map(({ text }) => text),
    tags: texts('tags').map(({ text }) => text),
  };
}
