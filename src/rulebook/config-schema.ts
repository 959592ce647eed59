/** JSON Schemas (2020-12) of the configuration file and of profiles, for completion in editors. */
import type { Rule } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { CONFIG_KEYS } from './config.ts';
import type { MATCH_KEYS } from './overrides.ts';
import { UNIT_ID } from './overrides.ts';
import type { PACK_KEYS } from './packs.ts';
import { PROFILE_KEYS, USUAL_PROFILE } from './profiles.ts';
import { DEFAULT_GATE, DEFAULT_ROLE } from './settings.ts';

type Schema = { readonly [key: string]: Value };

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text, minItems: 1 };
const account: Schema = {
  type: 'string',
  pattern: '^[0-9]{12}$',
  description: 'Account id, 12 digits in quotes: without them it is a number and loses leading zeros.',
};

const matchParts: Readonly<Record<(typeof MATCH_KEYS)[number], Schema>> = {
  accounts: { type: 'array', minItems: 1, items: account },
  organizationalUnits: {
    type: 'array',
    minItems: 1,
    description: 'Ids of organizational units or roots; accounts further down stand in them, too.',
    items: { type: 'string', pattern: UNIT_ID },
  },
  regions: { ...texts, description: 'Names; * stands for anything.' },
  tags: {
    type: 'object',
    minProperties: 1,
    description: 'Tags of the account in its organization.',
    additionalProperties: text,
  },
};

const matchSchema: Schema = {
  type: 'object',
  description: 'Everything that is named has to fit.',
  minProperties: 1,
  additionalProperties: false,
  properties: matchParts,
};

/** `rules`, and the `names` of profiles and frameworks, are the shipped ones; those of one's own may be named as well. */
export function configSchema(rules: readonly Rule[] = [], names: readonly string[] = []): Schema {
  const properties: Readonly<Record<(typeof CONFIG_KEYS)[number], Schema>> = {
    extends: {
      type: 'array',
      description: `What to build on; the later wins. Without a profile: ${USUAL_PROFILE}.`,
      items: {
        anyOf: [
          ...(names.length > 0 ? [{ enum: [...names], description: 'A profile or a framework.' }] : []),
          {
            type: 'string',
            pattern: '^[./]',
            description: 'A folder or file with rules or a profile, relative to this file.',
          },
          text,
        ],
      },
    },
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
    rules: { $ref: '#/$defs/rules', description: SAYINGS },
    select: { ...texts, description: 'Ids of the rules to be asked; * stands for anything. Default: all.' },
    frameworks: {
      ...texts,
      description: 'Ids of frameworks: the rules that answer their controls are asked, and reported by control.',
    },
    overrides: {
      type: 'array',
      description:
        'Rules set otherwise for some accounts, organizational units, regions or tags. Of several that fit, the last wins.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['match', 'rules'],
        properties: { match: matchSchema, rules: { $ref: '#/$defs/rules' } },
      },
    },
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
    waivers: {
      description: 'Files with waivers, relative to this one: what is accepted, why, by whom and until when.',
      anyOf: [text, texts],
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
    $defs: { rules: sayingsSchema(rules) },
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

const SAYINGS = 'Rule id, or a pattern with *, -> on, off, a severity, or { severity, params }. The later wins.';

/** What may be said of rules, by id or by a pattern of ids. */
function sayingsSchema(rules: readonly Rule[]): Schema {
  const sorted = rules.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    type: 'object',
    description: SAYINGS,
    properties: Object.fromEntries(sorted.map((rule) => [rule.id, sayingSchema(rule.title, paramsOfRule(rule))])),
    additionalProperties: sayingSchema('A rule of your own, or a pattern.', { type: 'object' }),
  };
}

function sayingSchema(description: string, params: Schema): Schema {
  const inFull = {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { severity: { enum: [...SEVERITIES] }, params },
  };
  return { description, anyOf: [{ enum: ['on', 'off', ...SEVERITIES] }, inFull] };
}

function paramsOfRule({ params }: Rule): Schema {
  const properties = Object.entries(params).map(([name, { type, about, value }]) => [
    name,
    { ...TYPES[type], ...(about === undefined ? {} : { description: about }), default: value },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

export function profileSchema(rules: readonly Rule[]): Schema {
  const properties: Readonly<Record<(typeof PROFILE_KEYS)[number], Schema>> = {
    profile: { ...text, description: 'Its name, for extends and --profile.' },
    title: { ...text, description: 'Whom it is for, in one sentence.' },
    rules: sayingsSchema(rules),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:profile:1',
    title: 'trailproof profile',
    type: 'object',
    additionalProperties: false,
    required: [...PROFILE_KEYS],
    properties,
  };
}

export function packSchema(): Schema {
  const properties: Readonly<Record<(typeof PACK_KEYS)[number], Schema>> = {
    pack: { ...text, description: 'Its name.' },
    version: { ...text, description: 'For who reads it.' },
    description: { ...text, description: 'What it is for.' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:pack:1',
    title: 'trailproof pack (pack.yaml)',
    type: 'object',
    additionalProperties: false,
    required: ['pack'],
    properties,
  };
}
