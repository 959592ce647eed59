/** What a rule is called and asked of: its id, its severity, the kind of its subjects, and what it means that there are none. */
import type { Node } from 'yaml';
import type { Kind } from '../kinds/kind.ts';
import type { Rule, Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Entry, Reading } from './document.ts';
import { note, plainOf, said, textOf, unknownName } from './document.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;

export function idOf(reading: Reading, document: Node | null, entry: Entry | undefined): string | null {
  if (!entry) {
    note(reading, document, 'a rule needs id, such as trail.multi-region');
    return null;
  }
  const id = textOf(reading, entry.value ?? entry.keyNode, 'id');
  if (id === null || ID.test(id)) return id;
  note(
    reading,
    entry.value,
    `the id "${id}" is not of the form area.what-must-be`,
    'lower case, with a dot, for example trail.multi-region',
  );
  return null;
}

export function severityOf(reading: Reading, document: Node | null, entry: Entry | undefined): Severity | null {
  if (!entry) {
    note(reading, document, `a rule needs severity: ${SEVERITIES.join(', ')}`);
    return null;
  }
  const given = plainOf(entry.value);
  const severity = SEVERITIES.find((known) => known === given);
  if (!severity)
    unknownName(
      reading,
      entry.value ?? entry.keyNode,
      String(given),
      SEVERITIES,
      `there is no severity ${said(entry.value)}`,
    );
  return severity ?? null;
}

export function kindOf(
  reading: Reading,
  document: Node | null,
  entry: Entry | undefined,
  kinds: ReadonlyMap<string, Kind>,
): Kind | null {
  if (!entry) {
    note(reading, document, `a rule needs for: the kind of its subjects (${[...kinds.keys()].join(', ')})`);
    return null;
  }
  const name = String(plainOf(entry.value));
  const kind = kinds.get(name);
  if (!kind) unknownName(reading, entry.value ?? entry.keyNode, name, kinds.keys(), `there is no kind "${name}"`);
  return kind ?? null;
}

export function ifNoneOf(reading: Reading, entry: Entry | undefined): Rule['ifNone'] {
  const meaning = entry ? plainOf(entry.value) : 'notApplicable';
  if (meaning === 'notApplicable' || meaning === 'fail' || meaning === 'pass') return meaning;
  note(reading, entry?.value, `ifNone must be notApplicable, fail or pass, not ${said(entry?.value)}`);
  return 'notApplicable';
}
