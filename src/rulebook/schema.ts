/** JSON Schemas (2020-12) of rule files and event classes, for completion in editors. */
import type { Field, Kind } from '../kinds/kind.ts';
import type { Operator } from '../model/condition.ts';
import type { CheckWord } from '../model/outcome.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { VERDICTS } from '../model/verdict.ts';
import type { DEFINITION_KEYS } from './definitions.ts';
import { RECORDED_IN } from './events.ts';
import { OPERATORS_OF } from './operators.ts';

type Schema = { readonly [key: string]: Value };

const text: Schema = { type: 'string', minLength: 1 };
const parameter: Schema = { type: 'string', pattern: '^\\$', description: 'A parameter of the rule.' };

export function ruleSchema(vocabulary: {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
}): Schema {
  const kinds = [...vocabulary.kinds.values()];
  const words = [...vocabulary.words.values()];
  const perKind = kinds.map((kind) => {
    const ofKind = { $ref: `#/$defs/${kind.name}` };
    const others: Schema = { properties: { for: { not: { const: kind.name } } } };
    return { anyOf: [others, { properties: { assert: ofKind, where: ofKind } }] };
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:rule:1',
    title: 'trailproof rule',
    type: 'object',
    additionalProperties: false,
    required: ['id', 'title', 'severity', 'for', 'assert'],
    properties: {
      id: { ...text, description: 'Dotted, lower case; the name of the file: trail.multi-region.' },
      title: { ...text, description: 'One sentence saying what must be true.' },
      severity: { enum: [...SEVERITIES] },
      for: {
        description: 'The kind of the subjects.',
        oneOf: kinds.map(({ name, about }) => ({ const: name, description: about })),
      },
      params: { type: 'object', additionalProperties: { $ref: '#/$defs/parameter' } },
      onlyWith: { ...text, description: 'A list parameter: while it is empty, nothing is asked and nothing is read.' },
      where: { type: 'object', description: 'Which subjects the rule speaks of.' },
      except: {
        type: 'array',
        description: 'Subjects that are exempt, each with a reason the report prints.',
        items: { type: 'object', required: ['because'], properties: { because: text }, minProperties: 2 },
      },
      assert: { type: 'object', description: 'What must be true of each subject.' },
      ifNone: { enum: ['notApplicable', 'fail', 'pass'], description: 'What an account without subjects means.' },
      rationale: text,
      remediation: { ...text, description: 'What to do, in the console and with the CLI.' },
      terraform: { ...text, description: 'The same as Terraform, ready to be changed where names are in capitals.' },
      cloudformation: { ...text, description: 'The same as a CloudFormation template, in YAML.' },
      references: { type: 'array', items: { type: 'string', pattern: '^https://' } },
      tags: { type: 'array', items: text },
      definitions: { type: 'object', description: 'Named conditions, for use.' },
      tests: { type: 'array', items: { $ref: '#/$defs/test' } },
      survivors: {
        type: 'array',
        description: 'What `rules test --mutate` breaks and no test can notice, each with the reason.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['mutant', 'because'],
          properties: { mutant: text, because: text },
        },
      },
    },
    allOf: perKind,
    $defs: {
      parameter: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'default'],
        properties: {
          type: { enum: ['string', 'integer', 'number', 'boolean', 'duration', 'list'] },
          default: {},
          about: text,
          minimum: { type: 'number' },
          maximum: { type: 'number' },
        },
      },
      test: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'expect'],
        properties: {
          name: text,
          given: { type: 'object' },
          params: { type: 'object' },
          expect: {
            anyOf: [{ enum: [...VERDICTS] }, { type: 'object', additionalProperties: { enum: [...VERDICTS] } }],
          },
        },
      },
      ...Object.fromEntries(kinds.map((kind) => [kind.name, condition(kind, words)])),
    },
  };
}

/** A definition for every file: `define`. */
export function definitionSchema(vocabulary: Parameters<typeof ruleSchema>[0]): Schema {
  const kinds = [...vocabulary.kinds.values()];
  const words = [...vocabulary.words.values()];
  const properties: Readonly<Record<(typeof DEFINITION_KEYS)[number], Schema>> = {
    define: { ...text, description: 'Its name, for use.' },
    title: { ...text, description: 'What it says, in one sentence.' },
    for: { enum: kinds.map(({ name }) => name), description: 'The kind it is about.' },
    condition: { type: 'object', description: 'What holds.' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:definition:1',
    title: 'trailproof definition',
    type: 'object',
    additionalProperties: false,
    required: ['define', 'for', 'condition'],
    properties,
    allOf: kinds.map(({ name }) => ({
      anyOf: [
        { properties: { for: { not: { const: name } } } },
        { properties: { condition: { $ref: `#/$defs/${name}` } } },
      ],
    })),
    $defs: Object.fromEntries(kinds.map((kind) => [kind.name, condition(kind, words)])),
  };
}

function condition(kind: Kind, words: readonly CheckWord[]): Schema {
  const self = { $ref: `#/$defs/${kind.name}` };
  const fields = Object.entries(kind.fields).map(([name, field]) => [name, fieldSchema(field)] as const);
  const relations = Object.entries(kind.relations).map(([name, relation]) => {
    const target = { $ref: `#/$defs/${relation.kind}` };
    const many = {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: { some: target, every: target, none: target, count: {} },
    };
    const one = {
      anyOf: [{ type: 'object', properties: { exists: { type: 'boolean' } }, required: ['exists'] }, target],
    };
    return [name, { description: relation.about, ...(relation.many ? many : one) }] as const;
  });
  const asked = words
    .filter((word) => word.kinds.includes(kind.name))
    .map((word) => [word.word, { description: word.about, ...word.schema }] as const);
  return {
    type: 'object',
    description: kind.about,
    additionalProperties: false,
    properties: {
      all: { type: 'array', items: self, minItems: 1 },
      any: { type: 'array', items: self, minItems: 1 },
      not: self,
      use: text,
      cel: { ...text, description: 'A boolean expression of CEL over this: this.name.startsWith("audit-").' },
      ...Object.fromEntries(fields),
      ...Object.fromEntries(relations),
      ...Object.fromEntries(asked),
    },
  };
}

function fieldSchema(field: Field): Schema {
  const literal = literalSchema(field);
  const operators = Object.fromEntries(
    OPERATORS_OF[field.type].map((operator) => [operator, operandSchema(operator, literal)]),
  );
  const tests: Schema = {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { ...operators, absent: { enum: ['pass', 'fail', 'unknown'] } },
  };
  const isComparable = !['list', 'object', 'time'].includes(field.type);
  return { description: field.about, anyOf: isComparable ? [literal, parameter, tests] : [tests] };
}

function literalSchema(field: Field): Schema {
  if (field.values) return { enum: [...field.values] };
  const types: Readonly<Record<string, string>> = { boolean: 'boolean', integer: 'integer', number: 'number' };
  return { type: types[field.type] ?? 'string' };
}

function operandSchema(operator: Operator, literal: Schema): Schema {
  if (operator === 'exists') return { type: 'boolean' };
  if (['in', 'notIn', 'containsAll', 'only'].includes(operator)) return { anyOf: [{ type: 'array' }, parameter] };
  if (operator === 'within' || operator === 'olderThan') return { type: 'string', pattern: '^(\\d+[smhdw]|\\$.+)$' };
  if (operator === 'size') return { type: ['integer', 'object'] };
  if (operator === 'contains') return {};
  if (operator === 'like' || operator === 'notLike') {
    return { anyOf: [literal, parameter, { type: 'array', items: text, minItems: 1 }] };
  }
  return { anyOf: [literal, parameter] };
}

export function eventClassSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:event-class:1',
    title: 'trailproof event class',
    type: 'object',
    additionalProperties: false,
    required: ['id', 'title', 'recordedIn', 'records', 'samples'],
    properties: {
      id: { ...text, description: 'service.Event: s3.DeleteBucket.' },
      title: text,
      recordedIn: {
        enum: [...RECORDED_IN],
        description:
          'Where CloudTrail records it: every region, us-east-1 alone (global), or us-east-1 for the most part and others as well (signIn: asked of every region).',
      },
      records: { $ref: '#/$defs/records' },
      ordinary: { type: 'boolean', description: 'Everyday traffic: what matches it is always in ALARM.' },
      references: { type: 'array', items: { type: 'string', pattern: '^https://' } },
      samples: {
        type: 'array',
        minItems: 1,
        description: 'Records that stand for the class. Every one must be told about.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name', 'record'],
          properties: {
            name: text,
            record: {
              type: 'object',
              required: ['eventSource', 'eventName'],
              properties: { eventSource: text, eventName: text },
            },
          },
        },
      },
    },
    $defs: { records: recordsSchema() },
  };
}

/** A condition on records: paths into them, with literals or operators. */
function recordsSchema(): Schema {
  const self = { $ref: '#/$defs/records' };
  const scalar = { type: ['string', 'number', 'boolean', 'null'] };
  const patterns = { anyOf: [text, { type: 'array', items: text, minItems: 1 }] };
  const values = { type: 'array', items: scalar, minItems: 1 };
  const tests = {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      is: scalar,
      isNot: scalar,
      in: values,
      notIn: values,
      like: patterns,
      notLike: patterns,
      exists: { type: 'boolean' },
    },
  };
  return {
    type: 'object',
    description: 'Which records belong to it: paths such as userIdentity.type, with a value or operators.',
    minProperties: 1,
    properties: {
      all: { type: 'array', items: self, minItems: 1 },
      any: { type: 'array', items: self, minItems: 1 },
      not: self,
      since: { type: 'string', description: 'The version of the benchmark that brought this part.' },
    },
    additionalProperties: { anyOf: [scalar, tests] },
  };
}
