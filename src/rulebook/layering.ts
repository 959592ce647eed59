/** Which layers a run has, the lowest first, and what they make of a rule. */
import { UsageError } from '../model/errors.ts';
import type { Framework } from '../model/framework.ts';
import type { Rule } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { findFrameworks, frameworkNamed } from './asked.ts';
import type { Config } from './config.ts';
import { unknownName } from './document.ts';
import type { Chosen, Given, Layer } from './layers.ts';
import { chosenOf } from './layers.ts';
import type { Profile } from './profiles.ts';

export interface Beginning {
  /** The profile to begin with, where the configuration names none. Absent: none, and every rule is on. */
  readonly usual?: string;
  /** The profile given by hand: in place of those of the configuration. */
  readonly profile?: string | undefined;
  /** The frameworks that are asked. */
  readonly frameworks?: readonly string[] | undefined;
}

/** Parameters that a test sets. */
export function ofTest(params: Readonly<Record<string, Readonly<Record<string, Value>>>>): (id: string) => Chosen {
  return (id) => {
    const given = Object.entries(params[id] ?? {}).map(([name, value]) => [name, { value, setBy: 'test' }] as const);
    return { on: true, params: Object.fromEntries(given), setBy: {} };
  };
}

/** What a name can stand for. */
export interface Known {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly frameworks: readonly Framework[];
  /** By id. */
  readonly layers: ReadonlyMap<string, Layer>;
}

/**
 * The lowest first: the profile given by hand, or those that the configuration builds on, or the usual one, each with the frameworks it builds on;
 * the frameworks that are asked, whose rules are asked whatever a profile says; the configuration itself.
 */
export function layersOf(
  known: Known,
  config: Config | null,
  { usual, profile, frameworks }: Beginning,
): readonly Layer[] {
  const bases = config ? basesIn(config, known, profile !== undefined) : [];
  const first = profile ?? (bases.some(({ isProfile }) => isProfile) ? undefined : usual);
  const named = first === undefined ? null : profileNamed(first, known);
  const asked = findFrameworks(known.frameworks, frameworks ?? []).flatMap(({ id }) => known.layers.get(id) ?? []);
  return [...(named ? [named] : []), ...bases.map(({ layer }) => layer), ...asked, ...(config ? [config.layer] : [])];
}

/** @throws UsageError */
function profileNamed(name: string, { profiles, frameworks }: Known): Layer {
  const profile = profiles.get(name);
  if (profile) return profile.layer;
  const names = [...profiles.keys()];
  const isFramework = frameworkNamed(frameworks, name) !== null;
  const what = isFramework ? `"${name}" is a framework and no profile` : `there is no profile "${name}"`;
  throw new UsageError(`${what}${isFramework ? '' : suggest(name, names)}. Profiles: ${names.join(', ')}.`);
}

interface Below {
  readonly layer: Layer;
  readonly isProfile: boolean;
}

/** What the configuration builds on, as layers: names of profiles and frameworks, and profiles in files that it names. */
function basesIn({ builtOn, reading }: Config, known: Known, byHand: boolean): readonly Below[] {
  return builtOn.flatMap((base): readonly Below[] => {
    if (base.type === 'package') return [];
    if (base.type === 'path') {
      const own = [...known.profiles.values()].filter(({ layer }) => layer.reading.file === base.path);
      return own.map(({ layer }) => ({ layer, isProfile: true }));
    }
    const found = layerNamed(base.name, known);
    if (!found) {
      const names = [...known.profiles.keys(), ...known.layers.keys()];
      const message = `there is no profile or framework "${base.name}"; a folder or file begins with a dot, such as ./${base.name}`;
      unknownName(reading, base.node, base.name, names, message);
    }
    // A profile given by hand stands in place of those of the file; what a framework asks is no profile.
    return found && !(byHand && found.isProfile) ? [found] : [];
  });
}

/** What a name in `extends` stands for. */
function layerNamed(name: string, { profiles, frameworks, layers }: Known): Below | null {
  const profile = profiles.get(name);
  if (profile) return { layer: profile.layer, isProfile: true };
  const layer = layers.get(frameworkNamed(frameworks, name)?.id ?? '');
  return layer ? { layer, isProfile: false } : null;
}

/** What the configuration itself says of a parameter, in general and for some subjects. */
export function saidIn(config: Config | null): (rule: string, parameter: string) => readonly Given[] {
  const layers = config ? [config.layer, ...config.overrides.map(({ layer }) => layer)] : [];
  return (rule, parameter) => layers.flatMap((layer) => chosenOf([layer], rule).params[parameter] ?? []);
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
