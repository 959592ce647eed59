/** JSON Schema (2020-12) of a file of waivers, for completion in editors. */
import type { Rule } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { WAIVER_KEYS } from './waivers.ts';

type Schema = { readonly [key: string]: Value };

const text: Schema = { type: 'string', minLength: 1 };

/** One, or a list of them. */
function some(of: Schema, description: string): Schema {
  return { description, anyOf: [of, { type: 'array', items: of, minItems: 1 }] };
}

const excluding: Schema = {
  type: 'array',
  minItems: 1,
  description: 'In place of findings that are accepted: records that are left out of what its rules prove.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['records'],
    properties: {
      events: some(text, 'Event classes such as s3.DeleteBucket. Default: all that the rules ask about.'),
      records: { type: 'object', minProperties: 1, description: 'Which records: userIdentity.arn: { like: ... }.' },
    },
  },
};

/** `rules` are the shipped ones; those of one's own may be named as well. */
export function waiversSchema(rules: readonly Rule[]): Schema {
  const ids = rules.map(({ id }) => id).sort();
  const rule: Schema = { anyOf: [...(ids.length > 0 ? [{ enum: ids }] : []), text] };
  const properties: Readonly<Record<(typeof WAIVER_KEYS)[number], Schema>> = {
    rule: some(rule, 'Ids of rules; * stands for anything.'),
    account: some({ type: 'string', pattern: '^[0-9]{12}$' }, 'Ids of accounts, 12 digits in quotes. Default: all.'),
    region: some(text, 'Regions; * stands for anything. What stands in no region fits none. Default: all.'),
    resource: some(text, 'Names or ARNs of resources; * stands for anything. Default: all.'),
    fingerprint: some(
      { type: 'string', pattern: '^[0-9a-f]{16}$' },
      'Findings by their fingerprints, as reports show them, in quotes.',
    ),
    excluding,
    because: { ...text, description: 'Why. Every report prints it.' },
    owner: { ...text, description: 'Who answers for it.' },
    expires: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'The last day on which it is in force, in UTC. Default: it has no end.',
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:waivers:1',
    title: 'trailproof waivers',
    type: 'object',
    additionalProperties: false,
    required: ['waivers'],
    properties: {
      waivers: {
        type: 'array',
        description: 'Exceptions that somebody granted.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['rule', 'because'],
          properties,
          not: {
            required: ['excluding'],
            anyOf: ['region', 'resource', 'fingerprint'].map((key) => ({ required: [key] })),
          },
        },
      },
    },
  };
}
