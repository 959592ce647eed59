/** The text of a clause against a text of a record: `*` is a wildcard at either end; in the middle the documentation has said both. */
import type { Answer } from './answer.ts';
import { decided, ESCAPED, NO, open } from './answer.ts';

export function equalsText(text: string, value: string): Answer {
  if (text.includes('\\')) return ESCAPED;
  if (text === '') return value === '' ? open('OQ-7', 'whether "" equals an empty text is not documented') : NO;
  const leading = text.startsWith('*');
  const trailing = text.length > 1 && text.endsWith('*');
  const core = text.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  const literal = holds(value, core, leading, trailing);
  if (!core.includes('*') || literal) return decided(literal);
  return inOrder(value, core.split('*'), leading, trailing)
    ? open(
        'OQ-1',
        'whether * in the middle of a text is a wildcard is not documented; .* in a regular expression is one',
      )
    : NO;
}

function holds(value: string, core: string, leading: boolean, trailing: boolean): boolean {
  if (leading && trailing) return value.includes(core);
  if (leading) return value.endsWith(core);
  return trailing ? value.startsWith(core) : value === core;
}

/** Whether the parts occur in order, anchored where no wildcard stands. */
function inOrder(value: string, parts: readonly string[], leading: boolean, trailing: boolean): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (isLast && !trailing) return value.length - part.length >= at && value.endsWith(part);
    const next = index === 0 && !leading ? (value.startsWith(part) ? 0 : -1) : value.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return true;
}
