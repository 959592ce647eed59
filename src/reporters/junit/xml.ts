/** XML by hand: elements and attributes, with every character outside XML 1.0's Char production left out. */
import { plain } from '../plain.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Line breaks stay; all other control characters and what is no character go. */
export function escapeXml(text: string): string {
  const lines = text.split('\n').map(plain);
  return lines.join('\n').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** An element with its attributes; `inner` is markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inner: readonly string[] = [],
): readonly string[] {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value)).replaceAll('\n', ' ')}"`,
  );
  const open = `<${name}${written.join('')}`;
  if (inner.length === 0) return [`${open}/>`];
  const [only = ''] = inner;
  if (inner.length === 1 && !only.startsWith('<')) return [`${open}>${only}</${name}>`];
  return [`${open}>`, ...inner.map((line) => (/^ *</.test(line) ? `  ${line}` : line)), `</${name}>`];
}
