/** Which layers a run has, the lowest first, and what they make of a rule. */
import { UsageError } from '../model/errors.ts';
import type { Rule } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import type { Config } from './config.ts';
import { unknownName } from './document.ts';
import type { Chosen, Layer } from './layers.ts';
import type { Profile } from './profiles.ts';
import { layerNamed } from './profiles.ts';

export interface Beginning {
  /** The profile to begin with, where the configuration names none. Absent: none, and every rule is on. */
  readonly usual?: string;
  /** The profile given by hand: in place of those of the configuration. */
  readonly profile?: string | undefined;
}

/** Parameters that a test sets. */
export function ofTest(params: Readonly<Record<string, Readonly<Record<string, Value>>>>): (id: string) => Chosen {
  return (id) => {
    const given = Object.entries(params[id] ?? {}).map(([name, value]) => [name, { value, setBy: 'test' }] as const);
    return { on: true, params: Object.fromEntries(given), setBy: {} };
  };
}

/** The profile given by hand, or those that the configuration builds on, or the usual one; the configuration itself over them. */
export function layersOf(
  profiles: ReadonlyMap<string, Profile>,
  config: Config | null,
  { usual, profile }: Beginning,
): readonly Layer[] {
  const bases = config ? basesIn(config, profiles, profile !== undefined) : [];
  const first = profile ?? (bases.length === 0 ? usual : undefined);
  const named = first === undefined ? null : layerNamed(first, profiles);
  if (first !== undefined && !named) {
    const known = [...profiles.keys()];
    throw new UsageError(`there is no profile "${first}"${suggest(first, known)}. Known: ${known.join(', ')}.`);
  }
  return [...(named ? [named] : []), ...bases, ...(config ? [config.layer] : [])];
}

/** What the configuration builds on, as layers: names, and profiles in files that it names. */
function basesIn(
  { builtOn, reading }: Config,
  profiles: ReadonlyMap<string, Profile>,
  byHand: boolean,
): readonly Layer[] {
  return builtOn.flatMap((base): readonly Layer[] => {
    if (base.type === 'path')
      return [...profiles.values()].flatMap(({ layer }) => (layer.reading.file === base.path ? [layer] : []));
    if (base.type === 'package') return [];
    const layer = layerNamed(base.name, profiles);
    if (!layer) {
      const message = `there is no profile "${base.name}"; a folder or file begins with a dot, such as ./${base.name}`;
      unknownName(reading, base.node, base.name, profiles.keys(), message);
    }
    return layer && !byHand ? [layer] : [];
  });
}

/** The rule as it is in force. */
export function withSaid(rule: Rule, { on, severity, params, setBy }: Chosen): Rule {
  const set = Object.entries(params).map(([name, given]) => [name, given.setBy] as const);
  if (setBy.on === undefined && set.length === 0) return rule;
  const said = { ...(severity ? { severity } : {}), setBy: { ...setBy, params: Object.fromEntries(set) } };
  const { variants } = rule;
  return {
    ...rule,
    ...said,
    ...(on || setBy.on === undefined ? {} : { off: setBy.on }),
    ...(variants ? { variants: variants.map((each) => ({ ...each, ...said })) } : {}),
  };
}
