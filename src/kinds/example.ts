/** A healthy resource of a kind, for rule tests: a test only writes what it is about. */
import { printArn } from '../model/arn.ts';
import type { Value } from '../model/value.ts';

export interface ExamplePlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What an example makes of the fields a test gives. Short forms such as `logGroup: name` become ARNs in the same place. */
export interface Made {
  readonly id: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, Value>>;
  /** Keys of the test that were short forms and are not fields. */
  readonly shortForms: readonly string[];
}

export type Given = Readonly<Record<string, Value>>;
export type Example = (given: Given, place: ExamplePlace) => Made;

export function nameOf(given: Given, fallback: string): string {
  return typeof given['name'] === 'string' ? given['name'] : fallback;
}

export function arnOf(place: ExamplePlace, service: string, name: string): string {
  return printArn({ ...place, service, name });
}
