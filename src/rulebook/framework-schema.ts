/** JSON Schema (2020-12) of framework files, for completion in editors. */
import { ASSESSMENTS } from '../model/framework.ts';
import type { Rule } from '../model/rule.ts';
import type { Value } from '../model/value.ts';

type Schema = { readonly [key: string]: Value };

const text: Schema = { type: 'string', minLength: 1 };

/** `rules` are the shipped ones; those of one's own may be named as well. */
export function frameworkSchema(rules: readonly Rule[] = []): Schema {
  const shipped = rules.map(({ id }) => id).sort();
  const own: Schema = { type: 'string', pattern: '\\.' };
  const rule: Schema = shipped.length === 0 ? own : { anyOf: [{ enum: shipped }, own] };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:trailproof:framework:1',
    title: 'trailproof framework',
    type: 'object',
    additionalProperties: false,
    required: ['framework', 'title', 'controls'],
    properties: {
      framework: { ...text, description: 'Its id, with the version where there are several: cis-aws-foundations-5.0.' },
      version: { ...text, description: 'id-version is another name of it.' },
      title: text,
      notes: { type: 'array', items: text, minItems: 1, description: 'What a reader of a report has to know.' },
      references: { type: 'array', items: { type: 'string', pattern: '^https://' }, minItems: 1 },
      params: {
        type: 'object',
        description: 'Rule id -> parameter -> the value with which this framework asks.',
        additionalProperties: { type: 'object' },
      },
      controls: { type: 'array', minItems: 1, items: control(rule) },
    },
  };
}

function control(rule: Schema): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['control', 'title', 'assessment', 'rules'],
    properties: {
      control: { ...text, description: "The framework's own number, in quotes: '3.10'." },
      title: { ...text, description: 'What it asks for.' },
      level: { type: 'integer', minimum: 1 },
      assessment: { enum: [...ASSESSMENTS], description: 'As the framework marks it.' },
      rules: { type: 'array', items: rule, description: 'Rules that answer it; [] where only people can.' },
      byHand: { ...text, description: 'What of it no rule answers: a control with it never passes by rules alone.' },
      note: text,
    },
  };
}
