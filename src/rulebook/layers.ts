/** What is said of rules besides themselves, layer upon layer: profiles first, then frameworks, the configuration over them; of each value the last word counts. */
import type { Node } from 'yaml';
import { isMap } from 'yaml';
import { isLike } from '../model/like.ts';
import type { SetBy, Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, note, plainOf, positionOf, said, unknownName, unknownRule } from './document.ts';
import { choiceOf } from './fields.ts';

/** One entry of `rules`: what is said of the rules whose ids fit. Everything but `off` turns them on. */
export interface Saying {
  readonly pattern: string;
  /** Where it is said; a framework says it in its controls. */
  readonly keyNode?: Node;
  readonly on: boolean;
  readonly severity?: Severity;
  readonly params: readonly Setting[];
}

/** A parameter that is set. */
export interface Setting {
  readonly name: string;
  readonly value: Value;
  /** Where it is set, for what is wrong with it; absent: a framework sets it, and its values are checked where it stands. */
  readonly entry?: Entry;
}

export interface Layer {
  /** `profile strict`; absent: each saying is named by its place. */
  readonly name?: string;
  readonly reading: Reading;
  /** In order: the later wins. */
  readonly sayings: readonly Saying[];
}

/** The value that a parameter is given, and by whom: what is wrong with it is noted there. A test gives only values. */
export interface Given {
  readonly value: Value;
  readonly setBy: string;
  readonly by?: { readonly reading: Reading; readonly entry: Entry };
  /** What is wrong with it is noted elsewhere. */
  readonly isChecked?: true;
}

/** What all layers together say of a rule. */
export interface Chosen {
  readonly on: boolean;
  readonly severity?: Severity;
  readonly params: Readonly<Record<string, Given>>;
  readonly setBy: Omit<SetBy, 'params'>;
}

/** The entries of `rules` in a profile or a configuration. */
export function sayingsOf(reading: Reading, entry: Entry | undefined): readonly Saying[] {
  if (!entry) return [];
  const node = entry.value ?? entry.keyNode;
  if (!isMap(node)) {
    note(
      reading,
      node,
      `rules must be a mapping from ids to on, off or a severity, not ${said(entry.value)}`,
      'files and folders with rules stand in extends: [./policies]',
    );
    return [];
  }
  return (entriesOf(reading, node, 'rules') ?? []).flatMap((each) => sayingOf(reading, each) ?? []);
}

function sayingOf(reading: Reading, entry: Entry): Saying | null {
  const { key: pattern, keyNode, value } = entry;
  if (isMap(value)) return inFull(reading, entry);
  const given = plainOf(value);
  if (given === 'on' || given === 'off') return { pattern, keyNode, on: given === 'on', params: [] };
  const severity = SEVERITIES.find((known) => known === given);
  if (severity) return { pattern, keyNode, on: true, severity, params: [] };
  const message = `what is said of ${pattern} must be on, off, a severity or a mapping, not ${said(value)}`;
  const node = value ?? keyNode;
  if (typeof given === 'boolean') note(reading, node, message, `write ${given ? 'on' : 'off'}`);
  else if (typeof given === 'number') note(reading, node, message, `${pattern}: { params: { ... } }`);
  else unknownName(reading, node, String(given), ['off', 'on', ...SEVERITIES], message);
  return null;
}

/** `{ severity: high, params: { days: 90 } }` */
function inFull(reading: Reading, { key: pattern, keyNode, value }: Entry): Saying {
  const entries = entriesOf(reading, value, pattern) ?? [];
  checkKeys(reading, entries, ['severity', 'params'], `what is said of ${pattern}`);
  if (entries.length === 0) note(reading, value, `nothing is said of ${pattern}`, 'give severity or params');
  const severity = choiceOf(
    reading,
    entries.find(({ key }) => key === 'severity'),
    SEVERITIES,
  );
  const given = entries.find(({ key }) => key === 'params');
  if (given && isPattern(pattern)) {
    note(reading, given.keyNode, `params are those of one rule, and "${pattern}" fits several`, 'name the rule');
  }
  const params = given ? (entriesOf(reading, given.value ?? given.keyNode, `params of ${pattern}`) ?? []) : [];
  const settings = params.map((each) => ({ name: each.key, value: plainOf(each.value), entry: each }));
  return { pattern, keyNode, on: true, ...(severity ? { severity } : {}), params: isPattern(pattern) ? [] : settings };
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

/** `trailproof.yaml:12:3`, or the layer's own name. */
export function placeOf({ name, reading }: Layer, node: Node | undefined): string {
  if (name !== undefined) return name;
  const { file, line, column } = positionOf(reading, node);
  return `${file}:${line}:${column}`;
}

export function chosenOf(layers: readonly Layer[], id: string): Chosen {
  let chosen: Chosen = { on: true, params: {}, setBy: {} };
  for (const layer of layers) {
    for (const saying of layer.sayings) {
      if (isLike(id, saying.pattern)) chosen = { ...chosen, ...withSaying(chosen, layer, saying) };
    }
  }
  return chosen;
}

function withSaying({ params, setBy }: Chosen, layer: Layer, saying: Saying): Omit<Chosen, 'id'> {
  const { on, severity } = saying;
  const by = placeOf(layer, saying.keyNode);
  return {
    on,
    ...(severity ? { severity } : {}),
    params: { ...params, ...givenBy(layer, saying) },
    setBy: { ...setBy, on: by, ...(severity ? { severity: by } : {}) },
  };
}

export function givenBy(layer: Layer, { params }: Saying): Chosen['params'] {
  const given = params.map(({ name, value, entry }): readonly [string, Given] => {
    const setBy = placeOf(layer, entry?.keyNode);
    return [name, { value, setBy, ...(entry ? { by: { reading: layer.reading, entry } } : { isChecked: true }) }];
  });
  return Object.fromEntries(given);
}

/** Notes what a layer says of rules that do not exist; `ids` are those of every rule that was read. */
export function checkSayings({ reading, sayings }: Layer, ids: readonly string[]): void {
  for (const { pattern, keyNode } of sayings) {
    if (ids.some((id) => isLike(id, pattern))) continue;
    const message = isPattern(pattern)
      ? `"${pattern}" fits none of the ${ids.length} rules`
      : `there is no rule "${pattern}"`;
    unknownRule(reading, keyNode ?? null, pattern, ids, message);
  }
}
