/** The syntax tree of an event pattern. Offsets are UTF-16 units into the text, `end` exclusive. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A number as it is written, and its value. */
export interface Numeral {
  readonly text: string;
  readonly value: number;
}

/** An IP address: 4 or 16 bytes. `isAmbiguous`: not everybody reads its spelling as the same address. */
export interface Address {
  readonly bytes: readonly number[];
  readonly isAmbiguous: boolean;
}

/** What `anything-but` leaves out. A list of one and its only value are the same. */
export type Excluded =
  | { readonly type: 'texts'; readonly texts: readonly string[] }
  | { readonly type: 'numbers'; readonly numbers: readonly Numeral[] }
  | { readonly type: 'prefix' | 'suffix' | 'equalsIgnoreCase'; readonly texts: readonly string[] }
  | { readonly type: 'wildcard'; readonly wildcards: readonly Wildcard[] };

/** The texts between the stars, without escapes; one text where there is no star. */
export type Wildcard = readonly string[];

export interface Bound {
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly number: Numeral;
}

/** One of the values that a field may have: `"x"`, `5`, `null` or `{"prefix": "x"}`. */
export type Alternative =
  | (Span & { readonly type: 'text'; readonly text: string })
  | (Span & { readonly type: 'exactly'; readonly text: string })
  | (Span & { readonly type: 'number'; readonly number: Numeral })
  | (Span & { readonly type: 'literal'; readonly value: boolean | null })
  | (Span & { readonly type: 'equalsIgnoreCase'; readonly text: string })
  | (Span & { readonly type: 'prefix' | 'suffix'; readonly text: string; readonly ignoresCase: boolean })
  | (Span & { readonly type: 'wildcard'; readonly wildcard: Wildcard })
  | (Span & { readonly type: 'anythingBut'; readonly excluded: Excluded })
  | (Span & { readonly type: 'numeric'; readonly bounds: readonly Bound[] })
  | (Span & { readonly type: 'cidr'; readonly text: string; readonly address: Address; readonly bits: number })
  | (Span & { readonly type: 'exists'; readonly exists: boolean });

/**
 * Why it is not known what a field counts for.
 * `repeated`: its key, or one around it, is given again later in the same object, so it may not count.
 * `elsewhere`: the same path is given in another place that may hold at once, and one of them may not count.
 * `or`: it stands in a `$or` without two objects to choose from.
 */
export type Uncertainty = 'repeated' | 'elsewhere' | 'or';

/** `"eventName": ["DeleteTrail"]`: one of the alternatives must hold. */
export interface Field extends Span {
  readonly type: 'field';
  readonly key: string;
  /** The keys from the root, joined by dots: `{"a": {"b": ...}}` and `{"a.b": ...}` are the same path. */
  readonly path: string;
  readonly alternatives: readonly Alternative[];
  readonly uncertain?: Uncertainty;
  /** Comparisons without case stand beside wildcards, or in one of several branches with this path: AWS's matcher confuses them. */
  readonly isMixed?: true;
}

/** `"detail": {...}`: all entries must hold. */
export interface Nested extends Span {
  readonly type: 'nested';
  readonly key: string;
  readonly entries: readonly Entry[];
}

/** `"$or": [{...}, {...}]`: one of the branches must hold. */
export interface Choice extends Span {
  readonly type: 'choice';
  readonly branches: readonly Branch[];
}

export interface Branch extends Span {
  readonly entries: readonly Entry[];
  /** An earlier branch has the same fields and shares a value with it in each: EventBridge may take both for the same. */
  readonly mayBeDropped?: true;
}

export type Entry = Field | Nested | Choice;

export interface EventPattern extends Span {
  readonly entries: readonly Entry[];
}

/** Something that is accepted and worth a word. */
export interface Lint extends Span {
  readonly rule: string;
  readonly sentence: string;
}

export interface PatternError extends Span {
  readonly message: string;
  readonly hint?: string;
}
