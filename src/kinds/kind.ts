/** What a kind is: its fields, its relations to other kinds, and how each is read. */
import type { Caller, Draft, Want } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import type { Example } from './example.ts';

export type FieldType = 'boolean' | 'integer' | 'number' | 'string' | 'time' | 'list' | 'object';

export interface Field {
  readonly type: FieldType;
  /** For docs and completion: what it says, with unit and, where it is derived, from what. */
  readonly about: string;
  /** Closed set of values. */
  readonly values?: readonly string[];
  /** Which read gives it: `list` or one of the kind's details. */
  readonly read: string;
  /** What a missing value (null) means to a comparison: it fails (default), or it counts as infinite. */
  readonly absent?: 'fail' | 'infinite';
}

export interface Relation {
  /** Kind of the other end. */
  readonly kind: string;
  readonly many: boolean;
  readonly about: string;
  /** Own fields the relation is found by: unread, the relation is unknown. */
  readonly by: readonly string[];
  /** Keys of the targets: to-one, none or one; the target whose `to` holds one of them is related. */
  from(resource: Resource): readonly string[];
  /** Fields of the other kind that `to` and `joins` look at: where one was not read, the resource may be related. */
  readonly on?: readonly string[];
  /** Keys under which a resource of the other kind is found. */
  to(candidate: Resource): readonly string[];
  /** Lists that hold the targets: to be read when collecting, and to be whole for the relation to be whole. */
  wants(resource: Resource, place: WantPlaces): readonly Want[];
  /** The relation that leads back, `kind.relation`, or a way of several: who asks for subjects with a target need only be given those that it leads to. */
  readonly inverse?: string;
  /** A further condition that keys cannot express. */
  joins?(resource: Resource, candidate: Resource): boolean;
}

/** The places of a run, for relations that fan out (an account's trails stand in every region). */
export interface WantPlaces {
  /** Regions of an account that are looked at; undefined where they could not be read. */
  regions(account: string): readonly string[] | undefined;
}

/** One more call per resource, for fields that the list does not give. */
export interface Detail {
  /** Whom AWS answers: the account itself (default), or whoever runs the audit, as with the organization. */
  readonly asker?: 'caller';
  /** `service:Operation`, as the SDK names it. */
  readonly calls: readonly string[];
  readonly actions: readonly string[];
  /** The fields, and the answer they came from. */
  read(
    resource: Draft,
    aws: Caller,
  ): Promise<{ readonly fields: Readonly<Record<string, Value>>; readonly answer: Value }>;
}

export interface Kind {
  readonly name: string;
  /** A healthy one, for rule tests. */
  readonly example: Example;
  /** One sentence. */
  readonly about: string;
  /** What the population is made of: one list per region, one per account, what relations lead to, or what the source itself finds. */
  readonly population: 'region' | 'account' | 'discovered' | { readonly through: readonly string[] };
  readonly fields: Readonly<Record<string, Field>>;
  readonly relations: Readonly<Record<string, Relation>>;
  readonly list: {
    readonly calls: readonly string[];
    readonly actions: readonly string[];
    /** Where only those are read that relations name (`within`), these calls are made in place of the others. */
    readonly named?: { readonly calls: readonly string[]; readonly actions: readonly string[] };
    /** What is called by other names as well: these calls say them, in the field, and are made only where a rule looks at it or finds something by it. */
    readonly aliases?: {
      readonly field: string;
      readonly calls: readonly string[];
      readonly actions: readonly string[];
    };
    /** The call names the owner by its ARN, so that credentials of another account get the same answer, or are denied. */
    readonly byArn?: true;
    /**
     * A name that says nothing of its owner: accounts are asked whether it is theirs, and `read` yields nothing where it is not.
     * Where it is nobody's, whether it exists at all.
     */
    exists?(want: Want, aws: Caller): Promise<boolean>;
    /** Absent where the source finds the resources itself. */
    read?(want: Want, aws: Caller): AsyncIterable<readonly Draft[]>;
  };
  readonly details: Readonly<Record<string, Detail>>;
  /** One resource seen twice (a trail in its home region and as a shadow): what to keep. Default: the first. */
  merge?(kept: Draft, again: Draft): Draft;
}

/** Reads a text field of a resource that may be unset. */
export function text(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: Value | undefined): readonly string[] {
  return list(value).filter((item): item is string => typeof item === 'string');
}
