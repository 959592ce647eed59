/** Chance without luck: the same words always draw the same number. */

/** From 0 up to, not including, 1: FNV-1a over the words, then mixed until neighbours differ. */
export function draw(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    const text = `${word}\n`;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** 16 hex digits that stand for the words. */
export function digest(...words: readonly (string | number)[]): string {
  const half = (salt: string) => Math.floor(draw(salt, ...words) * 2 ** 32).toString(16);
  return half('one').padStart(8, '0') + half('other').padStart(8, '0');
}
