/** One YAML document compiled into a rule. */
import type { Document, Node, ParsedNode } from 'yaml';
import { isMap } from 'yaml';
import type { Kind } from '../kinds/kind.ts';
import type { Condition } from '../model/condition.ts';
import type { CheckWord, Expressions } from '../model/outcome.ts';
import type { EventClass, Exemption, Rule, RuleTest, Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import { isObject } from '../model/value.ts';
import type { Compiling } from './condition.ts';
import { compileCondition } from './condition.ts';
import type { Definition } from './definitions.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, note, plainOf, positionOf, said, textOf, unknownName } from './document.ts';
import type { Chosen } from './layers.ts';
import { compileParams } from './params.ts';
import { survivorsOf } from './survivors.ts';

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

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;

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
  const assertion = fields.get('assert');
  if (!assertion) note(reading, document.contents, 'a rule needs assert: what must be true of each subject');
  if (!kind) return null;
  const assert = assertion ? compileCondition(compiling, kind, assertion.value) : null;
  if (assertion && assert?.type === 'all' && assert.of.length === 0)
    note(reading, assertion.value, 'assert asks for nothing');
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
    needs:
      idle === null
        ? {
            subjects: through ?? [kind.name],
            relations: [...compiling.relations].sort(),
            fields: [...compiling.fields].sort(),
          }
        : { subjects: [], relations: [], fields: [] },
    tests,
    survivors,
    at: positionOf(reading, fields.get('id')?.value),
  };
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

/** The relations that lead to every subject which `where` can select: `where: { trails: { some: ... } }` asks only about log groups of trails. */
function throughOf(where: Condition, kind: Kind, kinds: Shared['kinds']): readonly string[] | undefined {
  if (where.type === 'all' || where.type === 'any') {
    const parts = where.of.map((part) => throughOf(part, kind, kinds));
    if (where.type === 'all') return parts.find((paths) => paths !== undefined);
    return parts.every((paths) => paths !== undefined) ? parts.flat() : undefined;
  }
  if (where.type !== 'quantified' || where.quantifier !== 'some') return undefined;
  const relation = kind.relations[where.relation];
  const target = kinds.get(relation?.kind ?? '');
  if (relation?.inverse === undefined || !target) return undefined;
  // What leads to the other end, and from there back: `trail.logGroup` and `logGroup.key` are `trail.logGroup.key`.
  const [, ...back] = relation.inverse.split('.');
  return (throughOf(where.of, target, kinds) ?? [target.name]).map((path) => [path, ...back].join('.'));
}

type Fields = ReadonlyMap<string, Entry>;

function required(
  reading: Reading,
  node: Node | null,
  fields: Fields,
  key: string,
  about: string,
  what = 'a rule',
): string | null {
  const entry = fields.get(key);
  if (entry) return textOf(reading, entry.value ?? entry.keyNode, key);
  note(reading, node, `${what} needs ${key}: ${about}`);
  return null;
}

function idOf(reading: Reading, document: Node | null, entry: Entry | undefined): string | null {
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

function severityOf(reading: Reading, document: Node | null, entry: Entry | undefined): Severity | null {
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

function kindOf(
  reading: Reading,
  document: Node | null,
  entry: Entry | undefined,
  kinds: Shared['kinds'],
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

function ifNoneOf(reading: Reading, entry: Entry | undefined): Rule['ifNone'] {
  const meaning = entry ? plainOf(entry.value) : 'notApplicable';
  if (meaning === 'notApplicable' || meaning === 'fail' || meaning === 'pass') return meaning;
  note(reading, entry?.value, `ifNone must be notApplicable, fail or pass, not ${said(entry?.value)}`);
  return 'notApplicable';
}

function exemptions(compiling: Compiling, kind: Kind, entry: Entry | undefined): readonly Exemption[] {
  const { reading } = compiling;
  if (!entry) return [];
  return (itemsOf(reading, entry.value, 'except') ?? []).flatMap((item) => {
    if (!isMap(item)) {
      note(reading, item, `an exemption must be a condition with because, not ${said(item)}`);
      return [];
    }
    const because = plainOf((item.get('because', true) as Node | undefined) ?? null);
    if (typeof because !== 'string' || because.trim() === '') {
      note(
        reading,
        item,
        'an exemption needs because: who may read the report must learn why',
        'because: scratch groups hold no audit data',
      );
      return [];
    }
    const condition = item.clone() as typeof item;
    condition.items = item.items.filter((pair) => String(pair.key) !== 'because');
    if (condition.items.length === 0) {
      note(
        reading,
        item,
        'an exemption without a condition would exempt everything',
        'say what is exempt: name: { like: "/scratch/*" }',
      );
      return [];
    }
    const where = compileCondition(compiling, kind, condition);
    return where ? [{ where, because: because.trim() }] : [];
  });
}

function proseOf(
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

const TEST_KEYS = ['name', 'given', 'expect', 'params'];

function testsOf(reading: Reading, entry: Entry | undefined): readonly RuleTest[] {
  if (!entry) return [];
  return (itemsOf(reading, entry.value, 'tests') ?? []).flatMap((item) => {
    const entries = entriesOf(reading, item, 'a test');
    if (!entries) return [];
    checkKeys(reading, entries, TEST_KEYS, 'a test');
    const fields = new Map(entries.map((each) => [each.key, each]));
    const name = required(reading, item, fields, 'name', 'what it shows, in a few words', 'a test');
    if (!fields.has('expect'))
      note(reading, item, 'a test needs expect: pass, fail, unknown, notApplicable, or a verdict per resource');
    if (name === null || !fields.has('expect')) return [];
    for (const key of ['given', 'params']) {
      const entry = fields.get(key);
      if (entry && !isMap(entry.value))
        note(reading, entry.value ?? entry.keyNode, `${key} must be a mapping, not ${said(entry.value)}`);
    }
    const params = plainOf(fields.get('params')?.value ?? null);
    const { value: expected } = fields.get('expect') ?? {};
    return [
      {
        name,
        given: plainOf(fields.get('given')?.value ?? null) ?? {},
        expect: plainOf(expected ?? null),
        ...(isObject(params) ? { params } : {}),
        at: positionOf(reading, item),
      },
    ];
  });
}
