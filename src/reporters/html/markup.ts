/** HTML from untrusted text: a template that escapes whatever is put into it, unless it is markup of ours already. */
import { plain } from '../plain.ts';

/** Text that is HTML already. Made by `html` and `lines` only. */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | null | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Texts are escaped for elements and for quoted attributes alike; `null` is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) markup += written(value) + (parts[index + 1] ?? '');
  return { markup };
}

export const nothing: Markup = { markup: '' };

/** Text whose line breaks are kept, for `pre`. */
export function lines(text: string): Markup {
  return { markup: text.split('\n').map(escaped).join('\n') };
}

/** Style and script, which escaping would break: only ever constants of ours. */
export function verbatim(constant: string): Markup {
  return { markup: constant };
}

function written(value: Content): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(written).join('');
}

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
