/** What frameworks say of rules: that they exist, and have the parameters that are set. */
import type { Node } from 'yaml';
import type { Framework } from '../model/framework.ts';
import type { Rule } from '../model/rule.ts';
import { isObject } from '../model/value.ts';
import { written } from '../model/words.ts';
import type { Reading } from './document.ts';
import { nodeWithin, note, plainOf, unknownName, unknownRule } from './document.ts';
import { misfit } from './params.ts';

/** Rules by their ids; of one that is itself in error only the id is known. */
export interface KnownRules {
  readonly ids: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, Rule>;
}

/** Notes rules that do not exist, and parameters that they do not have. */
export function checkFramework(
  reading: Reading,
  root: Node,
  { controls, params }: Framework,
  { ids, rules }: KnownRules,
): void {
  const named = new Set(controls.flatMap((each) => each.rules));
  for (const id of named) {
    if (!ids.has(id)) unknownRule(reading, placeOf(root, id), id, ids, `there is no rule "${id}"`);
  }
  for (const [id, values] of Object.entries(params)) {
    const key = nodeWithin(root, ['params', id], true);
    if (!ids.has(id)) unknownRule(reading, key, id, ids, `there is no rule "${id}"`);
    else if (!named.has(id)) note(reading, key, `parameters of ${id} are set here, and no control names that rule`);
    const rule = rules.get(id);
    if (rule) checkValues(reading, root, rule, values);
  }
}

function checkValues(reading: Reading, root: Node, rule: Rule, values: Framework['params'][string]): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = rule.params[name];
    const path = ['params', rule.id, name];
    if (!parameter) {
      const message = `rule ${rule.id} has no parameter "${name}"`;
      unknownName(reading, nodeWithin(root, path, true), name, Object.keys(rule.params), message);
      continue;
    }
    const problem = misfit(parameter, value);
    if (problem === null) continue;
    note(reading, nodeWithin(root, path), `parameter ${name} of ${rule.id} ${problem}, not ${written(value)}`);
  }
}

/** Where a rule is named first. */
function placeOf(root: Node, id: string): Node {
  const plain = plainOf(root);
  const controls = isObject(plain) && Array.isArray(plain['controls']) ? plain['controls'] : [];
  for (const [index, control] of controls.entries()) {
    const rules = isObject(control) && Array.isArray(control['rules']) ? control['rules'] : [];
    const at = rules.indexOf(id);
    if (at >= 0) return nodeWithin(root, ['controls', index, 'rules', at]);
  }
  return root;
}
