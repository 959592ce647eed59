/** What the schemas are made of: texts, numbers, lists, objects and references between definitions. */
import type { Value } from '../value.ts';

export type Schema = { readonly [key: string]: Value };

export const string: Schema = { type: 'string' };
export const strings: Schema = { type: 'array', items: string };
export const count: Schema = { type: 'integer', minimum: 0 };
export const account: Schema = { type: 'string', pattern: '^([0-9]{12})?$', description: 'Account id, 12 digits.' };
export const region: Schema = { type: 'string', description: "Region name; '' where there is none." };
export const truth: Schema = { enum: ['true', 'false', 'unknown'] };
export const day: Schema = {
  type: 'string',
  format: 'date',
  description: 'The last day on which a waiver is in force, in UTC.',
};
export const time: Schema = { type: 'string', format: 'date-time', description: 'ISO 8601 in UTC.' };

/** An object with exactly these members; those in `optional` may be missing. */
export function object(properties: Schema, optional: readonly string[] = [], about?: string): Schema {
  return {
    type: 'object',
    ...(about === undefined ? {} : { description: about }),
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

export function list(items: Schema, about?: string): Schema {
  return { type: 'array', items, ...(about === undefined ? {} : { description: about }) };
}

export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

export const tool = object({ name: string, version: string });

export function headed(id: string, title: string, schema: Schema): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:trailproof:${id}`, title, ...schema };
}
