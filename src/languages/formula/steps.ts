/** Step functions: values over an ordered line (characters, numbers) that change at finitely many points. */

/** `values[i]` holds from `starts[i]` up to, but without, the next start. `starts[0]` is the line's least point; neighbours differ. */
export interface Steps<T> {
  readonly starts: readonly number[];
  readonly values: readonly T[];
}

export function constant<T>(least: number, value: T): Steps<T> {
  return { starts: [least], values: [value] };
}

/** The value at a point, which is not below the least. */
export function at<T>(steps: Steps<T>, point: number): T {
  let [low, high] = [0, steps.starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps.starts[middle] as number) <= point) low = middle;
    else high = middle - 1;
  }
  return steps.values[low] as T;
}

export function map<T, U>(steps: Steps<T>, change: (value: T) => U): Steps<U> {
  return joined(steps.starts, steps.values.map(change));
}

/** Point by point what `combine` makes of the values of all functions. */
export function zip<T, U>(all: readonly Steps<T>[], combine: (values: readonly T[]) => U): Steps<U> {
  const starts = [...new Set(all.flatMap((steps) => steps.starts))].sort((one, other) => one - other);
  const places = all.map(() => 0);
  const values = starts.map((start) =>
    combine(
      all.map((steps, index) => {
        let place = places[index] as number;
        if ((steps.starts[place + 1] ?? Number.POSITIVE_INFINITY) <= start) place++;
        places[index] = place;
        return steps.values[place] as T;
      }),
    ),
  );
  return joined(starts, values);
}

/** Neighbours of one value made one step. */
function joined<T>(starts: readonly number[], values: readonly T[]): Steps<T> {
  const differs = (index: number) => index === 0 || values[index] !== values[index - 1];
  if (values.every((_, index) => differs(index))) return { starts, values };
  return { starts: starts.filter((_, index) => differs(index)), values: values.filter((_, index) => differs(index)) };
}
