/** A metric-math expression as a tree. Offsets are UTF-16 units into the text, `end` exclusive. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Operator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'AND' | 'OR';

export type Expression =
  | (Span & { readonly type: 'number'; readonly value: number })
  | (Span & { readonly type: 'text'; readonly text: string })
  /** The id of a metric or of another expression, or a word such as REPEAT. */
  | (Span & { readonly type: 'name'; readonly name: string })
  | (Span & { readonly type: 'list'; readonly of: readonly Expression[] })
  | (Span & { readonly type: 'call'; readonly name: string; readonly of: readonly Expression[] })
  | (Span & { readonly type: 'minus'; readonly of: Expression })
  | (Span & {
      readonly type: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    });

export interface ExpressionError extends Span {
  readonly message: string;
}

/** Ids that an expression names, words such as REPEAT among them. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case 'name':
      return [expression.name];
    case 'call':
    case 'list':
      return expression.of.flatMap(namesIn);
    case 'minus':
      return namesIn(expression.of);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'number':
    case 'text':
      return [];
    default:
      return expression satisfies never;
  }
}

/** Names of the functions an expression calls. */
export function callsIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case 'call':
      return [expression.name, ...expression.of.flatMap(callsIn)];
    case 'list':
      return expression.of.flatMap(callsIn);
    case 'minus':
      return callsIn(expression.of);
    case 'binary':
      return [...callsIn(expression.left), ...callsIn(expression.right)];
    case 'number':
    case 'text':
    case 'name':
      return [];
    default:
      return expression satisfies never;
  }
}
