/** One YAML document compiled into a rule. */
import type { Document, ParsedNode } from 'yaml';
import type { Kind } from '../kinds/kind.ts';
import type { Condition } from '../model/condition.ts';
import type { CheckWord, Expressions } from '../model/outcome.ts';
import type { EventClass, Rule } from '../model/rule.ts';
import type { Compiling } from './condition.ts';
import { compileCondition } from './condition.ts';
import type { Definition } from './definitions.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, note, positionOf, said, textOf } from './document.ts';
import { exemptions } from './exemptions.ts';
import { required } from './fields.ts';
import { idOf, ifNoneOf, kindOf, severityOf } from './head.ts';
import type { Chosen } from './layers.ts';
import { compileParams } from './params.ts';
import { proseOf } from './prose.ts';
import { survivorsOf } from './survivors.ts';
import { throughOf } from './through.ts';
import { testsOf } from './written-tests.ts';

/** In the order in which a rule is best written. */
export const RULE_KEYS = [
  'id',
  'title',
  'severity',
  'for',
  'params',
  'onlyWith',
  'where',
  'except',
  'assert',
  'ifNone',
  'rationale',
  'remediation',
  'terraform',
  'cloudformation',
  'references',
  'tags',
  'definitions',
  'tests',
  'survivors',
] as const;

/** What all rules of a run share. */
export interface Shared {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
  readonly events: ReadonlyMap<string, EventClass>;
  readonly expressions?: Expressions | undefined;
  /** Those that serve every file. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** What profiles and the configuration say of a rule. */
  readonly chosen: (id: string) => Pick<Chosen, 'params'>;
}

/** Null, with mistakes noted, where it cannot be used. */
export function compileRule(
  reading: Reading,
  document: Document<ParsedNode>,
  definitions: ReadonlyMap<string, Definition>,
  shared: Shared,
): Rule | null {
  const entries = entriesOf(reading, document.contents, 'a rule');
  if (!entries) return null;
  checkKeys(reading, entries, RULE_KEYS, 'a rule');
  const fields = new Map(entries.map((entry) => [entry.key, entry]));
  const id = idOf(reading, document.contents, fields.get('id'));
  const title = required(reading, document.contents, fields, 'title', 'one sentence saying what must be true');
  const severity = severityOf(reading, document.contents, fields.get('severity'));
  const kind = kindOf(reading, document.contents, fields.get('for'), shared.kinds);
  const given = shared.chosen(id ?? '').params;
  const params = compileParams(reading, fields.get('params')?.value ?? null, given, id ?? '');
  const idle = idleOf(reading, fields.get('onlyWith'), params);
  const compiling: Compiling = {
    reading,
    ...shared,
    definitions,
    params,
    path: kind?.name ?? '',
    fields: new Set(),
    relations: new Set(),
    unfolding: [],
  };
  const assert = assertOf(compiling, kind, document, fields.get('assert'));
  if (!kind) return null;
  const where = fields.has('where') ? compileCondition(compiling, kind, fields.get('where')?.value ?? null) : undefined;
  const except = exemptions(compiling, kind, fields.get('except'));
  const ifNone = ifNoneOf(reading, fields.get('ifNone'));
  const rest = proseOf(reading, fields);
  const tests = testsOf(reading, fields.get('tests'));
  const survivors = survivorsOf(reading, fields.get('survivors'));
  if (!id || !title || !severity || !assert || where === null) return null;
  const through = where && throughOf(where, kind, shared.kinds);
  return {
    id,
    title,
    severity,
    for: kind.name,
    ...(where ? { where } : {}),
    ...(through === undefined ? {} : { through }),
    ...(idle === null ? {} : { idle }),
    except,
    assert,
    ifNone,
    params,
    ...rest,
    needs: idle === null ? neededBy(compiling, through ?? [kind.name]) : NOTHING,
    tests,
    survivors,
    at: positionOf(reading, fields.get('id')?.value),
  };
}

/** Null, with mistakes noted, where it cannot be used. */
function assertOf(
  compiling: Compiling,
  kind: Kind | null,
  { contents }: Document<ParsedNode>,
  entry: Entry | undefined,
): Condition | null {
  const { reading } = compiling;
  if (!entry) note(reading, contents, 'a rule needs assert: what must be true of each subject');
  if (!entry || !kind) return null;
  const assert = compileCondition(compiling, kind, entry.value);
  if (assert?.type === 'all' && assert.of.length === 0) note(reading, entry.value, 'assert asks for nothing');
  return assert;
}

/** What a rule reads that is not asked. */
const NOTHING: Rule['needs'] = { subjects: [], relations: [], fields: [] };

function neededBy({ relations, fields }: Compiling, subjects: readonly string[]): Rule['needs'] {
  return { subjects, relations: [...relations].sort(), fields: [...fields].sort() };
}

/** The parameter that `onlyWith` names, where it is an empty list; null where the rule is to be asked. */
function idleOf(reading: Reading, entry: Entry | undefined, params: Compiling['params']): string | null {
  if (!entry) return null;
  const name = textOf(reading, entry.value ?? entry.keyNode, 'onlyWith') ?? '';
  const parameter = Object.hasOwn(params, name) ? params[name] : undefined;
  if (parameter?.type === 'list') return Array.isArray(parameter.value) && parameter.value.length === 0 ? name : null;
  note(reading, entry.value, `onlyWith must name a list parameter of the rule, not ${said(entry.value)}`);
  return null;
}
