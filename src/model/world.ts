/** A snapshot with its relations resolved: how checks and proofs look at resources. Implemented by `kinds/`. */
import type { Want } from './collect.ts';
import type { Gap, Place, Resource } from './resource.ts';
import type { Snapshot } from './snapshot.ts';
import type { Value } from './value.ts';

/** A field as it is known: its value (null: known to be unset), or the gap that says why it is not. */
export type Datum = { readonly known: true; readonly value: Value } | { readonly known: false; readonly gap: Gap };

/** The other end of a relation. */
export interface Related {
  readonly resources: readonly Resource[];
  /** Why more may exist than are listed; empty: the list is whole. */
  readonly gaps: readonly Gap[];
  /** What a to-one relation points to although it does not exist: an ARN or name. */
  readonly dangling?: string;
}

/** Subjects of a kind, and the places where there may be more. */
export interface Population {
  readonly resources: readonly Resource[];
  readonly unlisted: readonly (Place & { readonly gap: Gap })[];
}

export interface World {
  readonly snapshot: Snapshot;
  /** With `through`, only places that may hide resources which these relations lead to count as unlisted. */
  population(kind: string, through?: readonly string[]): Population;
  field(resource: Resource, field: string): Datum;
  related(resource: Resource, relation: string): Related;
  /** Why nothing at all of an account could be read; null: something could. */
  unreadable(account: string): Gap | null;
  /** Why a list may not be whole; null: it is whole. */
  missing(want: Want): Gap | null;
  gap(id: string): Gap | undefined;
  resource(kind: string, id: string): Resource | undefined;
}
