/** Patterns are made something of once, however many accounts, filters, rules and records ask about them. */

const MOST_KEPT = 20_000;

/** Forgetting costs time only. */
export function once<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_KEPT) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
