/** The syntax tree of a filter pattern. Offsets are UTF-16 units into the text, `end` exclusive. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One step of a selector: `.name`, `['name']`, `[0]`, `[*]` or `.*`. */
export type Step =
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'anyElement' }
  | { readonly type: 'anyField' };

export interface Selector extends Span {
  readonly steps: readonly Step[];
}

/** What stands to the right of `=`. `text` is without quotes. */
export type Operand =
  | (Span & { readonly type: 'text'; readonly text: string; readonly isQuoted: boolean })
  | (Span & { readonly type: 'number'; readonly text: string; readonly value: number })
  | (Span & { readonly type: 'regex'; readonly source: string });

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Leaf =
  | (Span & {
      readonly type: 'compare';
      readonly selector: Selector;
      readonly operator: Comparison;
      readonly operand: Operand;
    })
  /** `asDocumented`: in upper case; in other spellings AWS's answer is not known. */
  | (Span & {
      readonly type: 'is';
      readonly selector: Selector;
      readonly what: 'NULL' | 'TRUE' | 'FALSE';
      readonly asDocumented: boolean;
    })
  | (Span & { readonly type: 'notExists'; readonly selector: Selector; readonly asDocumented: boolean });

export interface Joined extends Span {
  readonly type: 'and' | 'or';
  readonly of: readonly Expression[];
}

export type Expression = Leaf | Joined;

/** A word, or a phrase in quotes. Optional ones count only where every term is optional. */
export interface Term extends Span {
  readonly role: 'wanted' | 'excluded' | 'optional';
  /** Without quotes. */
  readonly text: string;
  readonly isQuoted: boolean;
}

/** One field of a line, or `...` for any number of them. The clauses of a condition select the slot's own name. */
export type Slot =
  | (Span & { readonly type: 'any' })
  | (Span & { readonly type: 'field'; readonly name: string; readonly condition: Expression | null });

export type Pattern =
  | (Span & { readonly form: 'all' })
  | (Span & { readonly form: 'json'; readonly expression: Expression })
  | (Span & { readonly form: 'terms'; readonly terms: readonly Term[] })
  | (Span & { readonly form: 'delimited'; readonly slots: readonly Slot[] })
  | (Span & { readonly form: 'regex'; readonly source: string });

/** Something that is accepted and worth a word. */
export interface Lint extends Span {
  readonly rule: string;
  readonly sentence: string;
}

export interface PatternError extends Span {
  readonly message: string;
  readonly hint?: string;
}
