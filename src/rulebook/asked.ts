/** What frameworks ask of a rulebook: which rules, and with which parameters. */
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../model/errors.ts';
import type { Framework } from '../model/framework.ts';
import type { Rule, Rulebook } from '../model/rule.ts';
import { suggest } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { enumerate, written } from '../model/words.ts';

type Params = Framework['params'];

/** Frameworks by the names that people give them. @throws UsageError that lists them all */
export function findFrameworks(known: readonly Framework[], names: readonly string[]): readonly Framework[] {
  const found = names.map((name) => {
    const framework = known.find((each) => namesOf(each).includes(plainVersion(name)));
    if (framework) return framework;
    const ids = known.map(({ id }) => id);
    throw new UsageError(`there is no framework "${name}"${suggest(name, ids)}. Frameworks: ${ids.join(', ')}.`);
  });
  return [...new Set(found)];
}

function namesOf({ id, version }: Framework): readonly string[] {
  return [id, ...(version === undefined ? [] : [`${id}-${version}`])].map(plainVersion);
}

/** 5.0.0, 5.0 and 5 are one version, in whatever case. */
function plainVersion(name: string): string {
  return name.toLowerCase().replace(/(?:\.0)+$/, '');
}

/**
 * Parameters as the frameworks set them. What is set in two ways is refused: which of two values is the stricter is known to nobody here.
 * @throws UsageError
 */
export function paramsOf(asked: readonly Framework[], rules: readonly Rule[], configured: Params): Params {
  const params: Record<string, Record<string, Value>> = {};
  for (const rule of rules) {
    for (const [name, { value: usual }] of Object.entries(rule.params)) {
      const values = asked
        .filter(({ controls }) => controls.some((control) => control.rules.includes(rule.id)))
        .map((framework) => ({ framework, value: framework.params[rule.id]?.[name] }));
      const setting = values.find(({ value }) => value !== undefined);
      if (setting?.value === undefined) continue;
      const what = `${name} of ${rule.id}`;
      const own = configured[rule.id]?.[name];
      if (own !== undefined && !isDeepStrictEqual(own, setting.value)) {
        throw new UsageError(
          `${setting.framework.id} sets ${what} to ${written(setting.value)}, and params of the configuration set it to ${written(own)}. Leave it out there, or audit without the framework.`,
        );
      }
      const other = values.find(({ value = usual }) => !isDeepStrictEqual(value, setting.value));
      if (other) throw new UsageError(disagreement(what, setting, other, usual));
      params[rule.id] = { ...params[rule.id], [name]: setting.value };
    }
  }
  return params;
}

interface Setting {
  readonly framework: Framework;
  readonly value: Value | undefined;
}

function disagreement(what: string, one: Setting, other: Setting, usual: Value): string {
  const second = other.value === undefined ? `leaves it at ${written(usual)}` : `to ${written(other.value)}`;
  return `${one.framework.id} sets ${what} to ${written(one.value)}, and ${other.framework.id} ${second}. Audit them one after the other.`;
}

/** Whether a rule would be asked with other values than it is. */
export function changes(rules: readonly Rule[], params: Params): boolean {
  return rules.some(({ id, params: own }) =>
    Object.entries(params[id] ?? {}).some(([name, value]) => !isDeepStrictEqual(own[name]?.value, value)),
  );
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
  return { ...rulebook, asked, rules: rulebook.rules.filter(({ id }) => ids.has(id)) };
}
