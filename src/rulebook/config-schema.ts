/** JSON Schema (2020-12) of the configuration file, for completion in editors. */
import type { Rule } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { CONFIG_KEYS } from './config.ts';
import { DEFAULT_GATE, DEFAULT_ROLE } from './settings.ts';

type Schema = { readonly [key: string]: Value };

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text, minItems: 1 };
const account: Schema = {
  type: 'string',
  pattern: '^[0-9]{12}$',
  description: 'Account id, 12 digits in quotes: without them it is a number and loses leading zeros.',
};

/** `rules` are the shipped ones; those of one's own may be named as well. */
export function configSchema(rules: readonly Rule[] = []): Schema {
  const properties: Readonly<Record<(typeof CONFIG_KEYS)[number], Schema>> = {
    organization: { type: 'boolean', description: "Every active account of the caller's organization." },
    accounts: {
      type: 'array',
      minItems: 1,
      description: 'These accounts. Findings of an account point at its entry here.',
      items: {
        anyOf: [
          account,
          {
            type: 'object',
            additionalProperties: false,
            required: ['id'],
            properties: { id: account, name: { ...text, description: 'For who reads this file.' } },
          },
        ],
      },
    },
    role: {
      ...text,
      description: `Role assumed in each account: its name, or its ARN with {account}. Default: ${DEFAULT_ROLE}.`,
    },
    externalId: { ...text, description: 'External id for that role.' },
    regions: { ...texts, description: 'Only these regions. Default: every enabled one of each account.' },
    rules: { ...texts, description: 'Rules of your own: files and folders, relative to this file.' },
    select: { ...texts, description: 'Ids of the rules to be asked; * stands for anything. Default: all.' },
    frameworks: {
      ...texts,
      description: 'Ids of frameworks: the rules that answer their controls are asked, and reported by control.',
    },
    params: { type: 'object', description: 'Rule id -> parameter -> value.', ...paramsOf(rules) },
    excluding: {
      type: 'array',
      description: 'Records that a team decided not to be told about, each with a reason that the report prints.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['events', 'records', 'because'],
        properties: {
          events: { anyOf: [text, texts], description: 'Event classes such as s3.DeleteBucket.' },
          records: { type: 'object', minProperties: 1, description: 'Which records: userIdentity.arn: { like: ... }.' },
          because: text,
        },
      },
    },
    failOn: {
      enum: [...SEVERITIES, 'never'],
      description: `The least severity that closes the gate. Default: ${DEFAULT_GATE.failOn}.`,
    },
    unknown: {
      enum: ['fail', 'warn'],
      description: `Whether what could not be seen closes the gate. Default: ${DEFAULT_GATE.unknown}.`,
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:config:1',
    title: 'trailproof configuration (trailproof.yaml)',
    type: 'object',
    additionalProperties: false,
    properties,
    not: { required: ['organization', 'accounts'], properties: { organization: { const: true } } },
  };
}

const TYPES: Readonly<Record<Rule['params'][string]['type'], Schema>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  duration: { type: 'string', pattern: '^\\d+[smhdw]$' },
  list: { type: 'array' },
};

function paramsOf(rules: readonly Rule[]): Schema {
  const parametrized = rules
    .filter(({ params }) => Object.keys(params).length > 0)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    properties: Object.fromEntries(parametrized.map((rule) => [rule.id, paramsOfRule(rule)])),
    additionalProperties: { type: 'object' },
  };
}

function paramsOfRule({ title, params }: Rule): Schema {
  const properties = Object.entries(params).map(([name, { type, about, value }]) => [
    name,
    { ...TYPES[type], ...(about === undefined ? {} : { description: about }), default: value },
  ]);
  return {
    type: 'object',
    description: title,
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}
