/** Untrusted text made harmless before any format sees it: names and messages come from accounts, and may try to steer what shows them. */

/** Line breaks and other control characters, C0 and C1 (ESC among them), and separators that viewers break lines at. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
/** Characters without a shape of their own: bidirectional overrides, zero-width and tag characters. */
const INVISIBLE = /\p{Cf}/gu;
/** Halves of a pair, and code points that are no characters: no encoding and no XML takes them. */
const NO_CHARACTER = /[\p{Cs}\ufffe\uffff]/gu;

/** One line of visible characters; control characters become spaces. */
export function plain(text: string): string {
  return text.replace(CONTROL, ' ').replace(INVISIBLE, '').replace(NO_CHARACTER, '\ufffd');
}

/** Cut to `most` UTF-16 units, with an ellipsis and never inside a pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}
