/** What frameworks ask of a rulebook: which rules, and whether their parameters can be those they ask for. */
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../model/errors.ts';
import type { Framework } from '../model/framework.ts';
import type { Rule, Rulebook } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { enumerate, written } from '../model/words.ts';
import type { Given } from './layers.ts';

/** Frameworks by the names that people give them. @throws UsageError that lists them all */
export function findFrameworks(known: readonly Framework[], names: readonly string[]): readonly Framework[] {
  const found = names.map((name) => {
    const framework = frameworkNamed(known, name);
    if (framework) return framework;
    const near = suggest(
      name,
      known.map(({ id }) => id),
    );
    throw new UsageError(`there is no framework "${name}"${near}. "trailproof rules frameworks" names them all.`);
  });
  return [...new Set(found)];
}

export function frameworkNamed(known: readonly Framework[], name: string): Framework | null {
  return known.find((each) => namesOf(each).includes(plainVersion(name))) ?? null;
}

function namesOf({ id, version }: Framework): readonly string[] {
  return [id, ...(version === undefined ? [] : [`${id}-${version}`])].map(plainVersion);
}

/** 5.0.0, 5.0 and 5 are one version, in whatever case. */
function plainVersion(name: string): string {
  return name.toLowerCase().replace(/(?:\.0)+$/, '');
}

/**
 * A control is answered only by its rules as the framework asks them. So a parameter that is set in two ways, by two frameworks or by the configuration
 * as well, is refused: which of two values is the stricter is known to nobody here. `said` is what the configuration says.
 * @throws UsageError
 */
export function checkAsked(
  asked: readonly Framework[],
  rules: readonly Rule[],
  said: (rule: string, parameter: string) => readonly Given[],
): void {
  for (const rule of rules) {
    const own = asked.filter(({ controls }) => controls.some((control) => control.rules.includes(rule.id)));
    for (const [name, { value: usual }] of Object.entries(rule.params)) {
      const values = own.map((framework) => ({ framework, value: framework.params[rule.id]?.[name] }));
      const setting = values.find(({ value }) => value !== undefined);
      if (setting?.value === undefined) continue;
      const what = `${name} of ${rule.id}`;
      const otherwise = said(rule.id, name).find(({ value }) => !isDeepStrictEqual(value, setting.value));
      if (otherwise) throw new UsageError(contradiction(what, setting, otherwise));
      const other = values.find(({ value = usual }) => !isDeepStrictEqual(value, setting.value));
      if (other) throw new UsageError(disagreement(what, setting, other, usual));
    }
  }
}

interface Setting {
  readonly framework: Framework;
  readonly value: Value | undefined;
}

function contradiction(what: string, { framework, value = null }: Setting, { setBy, value: own }: Given): string {
  return `${framework.id} sets ${what} to ${written(value)}, and ${setBy} sets it to ${written(own)}. Leave it out there, or audit without the framework.`;
}

function disagreement(what: string, one: Setting, other: Setting, usual: Value): string {
  const second = other.value === undefined ? `leaves it at ${written(usual)}` : `to ${written(other.value)}`;
  return `${one.framework.id} sets ${what} to ${written(one.value)}, and ${other.framework.id} ${second}. Audit them one after the other.`;
}

/** The rules that answer controls of the frameworks, whose controls are then reported. @throws UsageError where there are none */
export function askFrameworks(rulebook: Rulebook, asked: readonly Framework[]): Rulebook {
  const ids = new Set(asked.flatMap(({ controls }) => controls.flatMap(({ rules }) => rules)));
  if (ids.size === 0) {
    const names = enumerate(asked.map(({ id }) => id));
    throw new UsageError(
      `no rule answers any control of ${names}, so that nothing would be audited. Ask another one as well.`,
    );
  }
  const answering = (rules: readonly Rule[]) => rules.filter(({ id }) => ids.has(id));
  return { ...rulebook, asked, rules: answering(rulebook.rules), off: answering(rulebook.off) };
}
