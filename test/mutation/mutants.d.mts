export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly was: string;
  readonly by: string;
}

export function mutantsOf(
  file: string,
  source: string,
  first?: number,
): { readonly mutants: readonly Mutant[]; readonly instrumented: string };
