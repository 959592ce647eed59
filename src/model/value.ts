/** A JSON value: what a field of a resource, an answer of AWS or a CloudTrail record is made of. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A CloudTrail record, as it is written to a log group or sent to an event bus. */
export type CloudTrailRecord = { readonly [key: string]: Value };

/** Whether a value is a JSON object (neither null nor a list). */
export function isObject(value: unknown): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
