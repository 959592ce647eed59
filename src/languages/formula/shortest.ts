/** The shortest text of a language, made of the plainest characters that will do; by it a language is known to be empty or not. */
import type { Allowance } from './allowance.ts';
import { spend } from './allowance.ts';
import type { Language } from './language.ts';
import { derive, NONE } from './language.ts';

const PLAIN = 'xabcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@ ';
const SURROGATES = { first: 0xd800, last: 0xdfff } as const;
const END = 0x110000;

/** How plain each character of ASCII is; the lower the better. */
const RANKS: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const rank = PLAIN.indexOf(String.fromCharCode(code));
  if (rank >= 0) return rank;
  return code > 32 && code < 127 ? 100 + code : 1000 + code;
});
const BEYOND_ASCII = 500;

interface Reached {
  readonly state: Language;
  readonly from: Reached | null;
  readonly character: number;
}

const found = new WeakMap<Language, { readonly text: string | null }>();

/** Null where the language is empty. @throws TooMuchWork */
export function shortest(language: Language, allowance: Allowance): string | null {
  const before = found.get(language);
  if (before) return before.text;
  const text = search(language, allowance);
  found.set(language, { text });
  return text;
}

function search(language: Language, allowance: Allowance): string | null {
  if (language.nullable) return '';
  const queue: Reached[] = [{ state: language, from: null, character: 0 }];
  const seen = new Set([language, NONE]);
  for (const reached of queue) {
    for (const { state, character } of successors(reached.state, allowance)) {
      if (seen.has(state)) continue;
      seen.add(state);
      const next: Reached = { state, from: reached, character };
      if (state.nullable) return spelled(next);
      queue.push(next);
    }
  }
  return null;
}

/** Every state that one character leads to, with the plainest such character, the plainest first. */
function successors(
  state: Language,
  allowance: Allowance,
): readonly { readonly state: Language; readonly character: number }[] {
  const { starts, values } = derive(state);
  spend(allowance, 4 * starts.length * (state.type === 'or' || state.type === 'and' ? state.of.length : 1));
  const best = new Map<Language, { readonly character: number; readonly rank: number }>();
  for (const [index, target] of values.entries()) {
    const candidate = plainest(starts[index] as number, starts[index + 1] ?? END);
    const before = best.get(target);
    if (!before || candidate.rank < before.rank) best.set(target, candidate);
  }
  return [...best]
    .sort(([, one], [, other]) => one.rank - other.rank)
    .map(([target, { character }]) => ({ state: target, character }));
}

/** The plainest character from `low` up to, but without, `high`. */
function plainest(low: number, high: number): { readonly character: number; readonly rank: number } {
  const isSurrogate = low >= SURROGATES.first && low <= SURROGATES.last;
  const beyond = Math.max(low, 0xa1);
  let best = { character: low, rank: 2000 };
  if (isSurrogate && high > SURROGATES.last + 1) best = { character: SURROGATES.last + 1, rank: BEYOND_ASCII };
  else if (!isSurrogate && beyond < high) best = { character: beyond, rank: BEYOND_ASCII };
  for (let code = low; code < high && code < 128; code++) {
    const rank = RANKS[code] as number;
    if (rank < best.rank) best = { character: code, rank };
  }
  return best;
}

function spelled(last: Reached): string {
  const characters: number[] = [];
  for (let reached: Reached | null = last; reached.from; reached = reached.from) characters.push(reached.character);
  return String.fromCodePoint(...characters.reverse());
}
