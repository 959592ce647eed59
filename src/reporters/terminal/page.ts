/** What a terminal page is made of: colour codes, signs, and paragraphs under labels. */
import { columns } from '../../model/excerpt.ts';
import { wrap } from '../../model/lines.ts';
import type { RenderOptions } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { plain } from '../plain.ts';

export interface Page {
  readonly width: number;
  readonly sign: Readonly<Record<Verdict, string>>;
  readonly rule: string;
  readonly dot: string;
  /** What stands for text that was cut off. */
  readonly ellipsis: string;
  /** Untrusted text as it may be shown here. */
  text(untrusted: string): string;
  paint(style: Style, text: string): string;
}

/** SGR codes: on and off. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
export type Style = keyof typeof STYLES;

export const COLOR: Readonly<Record<Verdict, Style>> = {
  fail: 'red',
  unknown: 'yellow',
  pass: 'green',
  notApplicable: 'dim',
};

const SIGNS = { fail: '✗', unknown: '?', pass: '✓', notApplicable: '-' } as const;
const PLAIN_SIGNS = { fail: 'x', unknown: '?', pass: '+', notApplicable: '-' } as const;

export function openPage({ width, color, unicode }: RenderOptions): Page {
  return {
    width: Math.max(40, width),
    sign: unicode ? SIGNS : PLAIN_SIGNS,
    rule: unicode ? '─' : '-',
    dot: unicode ? '·' : '-',
    ellipsis: unicode ? '…' : '...',
    text: unicode ? plain : (untrusted) => plain(untrusted).replace(/[^\x20-\x7e]/gu, '?'),
    paint(style, text) {
      const [on, off] = STYLES[style];
      return color && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
    },
  };
}

/** A paragraph after a label; further lines stand under the first. */
export function labelled(
  page: Page,
  indent: number,
  label: string,
  text: string,
  style: Style = 'dim',
): readonly string[] {
  const hang = indent + columns(label);
  return wrap(text, Math.max(12, page.width - hang)).map((line, index) =>
    index === 0 ? `${' '.repeat(indent)}${page.paint(style, label)}${line}` : `${' '.repeat(hang)}${line}`,
  );
}

export function paragraph(page: Page, indent: number, text: string): readonly string[] {
  return labelled(page, indent, '', text);
}
