/** Parameters of a rule: declared with a type and a default, set by the configuration. */
import type { Node } from 'yaml';
import { parseDuration } from '../model/duration.ts';
import type { Parameter } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { written } from '../model/words.ts';
import type { Reading } from './document.ts';
import { checkKeys, entriesOf, note, plainOf, positionOf, said, unknownName } from './document.ts';
import type { Chosen } from './layers.ts';
import type { Params } from './operators.ts';

const TYPES = ['string', 'integer', 'number', 'boolean', 'duration', 'list'] as const;
const KEYS = ['type', 'default', 'about', 'minimum', 'maximum'];

/** The parameters with the values in force. `given` comes from profiles and the configuration, or from a test. */
export function compileParams(reading: Reading, node: Node | null, given: Chosen['params'], rule: string): Params {
  const entries = node === null ? [] : (entriesOf(reading, node, 'params') ?? []);
  const params: Record<string, Parameter> = {};
  reading.elsewhere = new Map(
    Object.entries(given).flatMap(([key, { by }]) =>
      by ? [[key, { reading: by.reading, node: by.entry.value ?? by.entry.keyNode }] as const] : [],
    ),
  );
  for (const { key, keyNode, value } of entries) {
    const inner = entriesOf(reading, value, `parameter ${key}`);
    if (!inner) continue;
    checkKeys(reading, inner, KEYS, `parameter ${key}`);
    const fields = new Map(inner.map((entry) => [entry.key, entry.value]));
    const type = TYPES.find((known) => known === plainOf(fields.get('type') ?? null));
    if (!type) {
      unknownName(
        reading,
        fields.get('type') ?? keyNode,
        said(fields.get('type')),
        TYPES,
        `parameter ${key} needs a type`,
      );
      continue;
    }
    const minimum = boundOf(reading, fields.get('minimum') ?? null, `minimum of parameter ${key}`);
    const maximum = boundOf(reading, fields.get('maximum') ?? null, `maximum of parameter ${key}`);
    const bounds = { ...(minimum === null ? {} : { minimum }), ...(maximum === null ? {} : { maximum }) };
    if (!fields.has('default')) {
      note(reading, keyNode, `parameter ${key} needs a default`);
      continue;
    }
    const usual = plainOf(fields.get('default') ?? null);
    const set = Object.hasOwn(given, key) ? given[key] : undefined;
    const chosen = set ? set.value : usual;
    const problem = misfit({ type, ...bounds }, chosen);
    if (problem !== null) {
      const message = `parameter ${key} ${problem}, not ${written(chosen)}`;
      if (set?.by) note(set.by.reading, set.by.entry.value ?? set.by.entry.keyNode, message);
      else if (!set?.isChecked) note(reading, fields.get('default') ?? keyNode, message);
    }
    const about = plainOf(fields.get('about') ?? null);
    // With a value that does not fit, the rule would be blamed for what follows from it.
    const inForce = problem === null ? chosen : usual;
    const at = positionOf(reading, keyNode);
    params[key] = { type, ...bounds, value: inForce, ...(typeof about === 'string' ? { about } : {}), at };
  }
  const declared = entries.map(({ key }) => key);
  for (const [key, { by, isChecked }] of Object.entries(given)) {
    if (declared.includes(key) || isChecked) continue;
    const message = `rule ${rule} has no parameter "${key}"`;
    if (by) unknownName(by.reading, by.entry.keyNode, key, declared, message);
    else unknownName(reading, node, key, declared, `${message}, which a test sets`);
  }
  return params;
}

/** A number; null, with a mistake noted unless nothing is given, where it is none. */
function boundOf(reading: Reading, node: Node | null, what: string): number | null {
  const bound = plainOf(node);
  if (typeof bound === 'number') return bound;
  if (node !== null) note(reading, node, `${what} must be a number, not ${said(node)}`);
  return null;
}

/** What a value of the parameter must be; null where it is. */
export function misfit({ type, minimum, maximum }: Omit<Parameter, 'value' | 'at'>, value: Value): string | null {
  const fits: Readonly<Record<Parameter['type'], boolean>> = {
    string: typeof value === 'string',
    integer: Number.isInteger(value),
    number: Number.isFinite(value),
    boolean: typeof value === 'boolean',
    duration: parseDuration(value) !== null,
    list: Array.isArray(value),
  };
  if (!fits[type]) return `must be of type ${type}${type === 'duration' ? ' such as 24h or 30d' : ''}`;
  if (typeof value === 'number' && minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
  if (typeof value === 'number' && maximum !== undefined && value > maximum) return `must be at most ${maximum}`;
  return null;
}
