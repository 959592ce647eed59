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

/** The same beside a thing that is there for a while: it is forgotten with it. */
export function onceBeside<T extends object, V>(make: (text: string, thing: T) => V): (text: string, thing: T) => V {
  const known = new WeakMap<T, Map<string, V>>();
  return (text, thing) => {
    const byText = known.get(thing) ?? new Map<string, V>();
    known.set(thing, byText);
    const before = byText.get(text);
    if (before !== undefined) return before;
    const made = make(text, thing);
    byText.set(text, made);
    return made;
  };
}
