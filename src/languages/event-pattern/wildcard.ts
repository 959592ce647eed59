/** Wildcards of event patterns: `*` is any run of characters, `\*` a star, `\\` a backslash ("Comparison operators", EventBridge User Guide). */
import { refuse } from './refusal.ts';
import type { Span, Wildcard } from './tree.ts';

/** The text of a wildcard, apart at its stars; to be called within an attempt. */
export function readWildcard(text: string, span: Span): Wildcard {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === '*') {
      if (next === '*') refuse('two stars in a row are refused', span, 'one star stands for any run of characters');
      parts.push(part);
      part = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') {
        refuse(
          'in a wildcard a backslash stands before a star or another backslash only',
          span,
          'in JSON that is \\\\* and \\\\\\\\',
        );
      }
      part += next;
      at++;
    } else part += character;
  }
  return [...parts, part];
}

export function writeWildcard(wildcard: Wildcard): string {
  return wildcard.map((part) => part.replace(/[\\*]/g, '\\$&')).join('*');
}

/** Whether the parts stand in the text in order, the first at its start and the last at its end. */
export function matchesWildcard(wildcard: Wildcard, text: string): boolean {
  const first = wildcard[0] ?? '';
  const last = wildcard.at(-1) ?? '';
  if (wildcard.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of wildcard.slice(1, -1)) {
    const next = text.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return at <= text.length - last.length;
}
