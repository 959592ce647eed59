/** Names and messages come from accounts: whatever they hold, no format lets them be more than text. */
import { describe, expect, it } from 'vitest';
import { HOSTILE } from './example.ts';
import { hostileReport } from './hostile.ts';
import { render } from './render.ts';

const report = hostileReport();

/** Control characters but for the line break, invisible and bidirectional ones, halves of a pair. */
const UNSEEN = /[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\ufffe|\uffff/u;

describe('hostile texts', () => {
  it('are hostile: each holds what some format has to escape', () => {
    const all = HOSTILE.join('');
    for (const part of [
      '<script>',
      '"',
      ']]>',
      '\u001b',
      '\u202e',
      '\n',
      '::error::',
      '`',
      '|',
      '@',
      '..',
      '\0',
      '\ud800',
    ])
      expect(all).toContain(part);
  });

  it.each(['terminal', 'sarif', 'junit', 'html'])('leave nothing in %s that steers or hides', (format) => {
    // JSON writes them as escapes: what counts is what a reader of the SARIF file gets.
    const text = format === 'sarif' ? strings(JSON.parse(render(format, report))).join('\n') : render(format, report);
    expect(text.match(UNSEEN)).toBeNull();
  });

  it('leave nothing in Markdown but the seam that keeps mentions and links from forming', () => {
    expect(render('markdown', report).replaceAll('\u200b', '').match(UNSEEN)).toBeNull();
  });

  it('do not steer a terminal in colour either: every escape is one of our own', () => {
    const esc = String.fromCharCode(27);
    const rest = render('terminal', report, { color: true }).replaceAll(
      new RegExp(`${esc}\\[(1|2|22|3[1236]|39)m`, 'g'),
      '',
    );
    expect(rest.match(UNSEEN)).toBeNull();
  });

  it.each([40, 80, 160])('give no workflow command at %i columns', (width) => {
    for (const color of [false, true]) {
      for (const line of render('terminal', report, { width, color }).split('\n')) {
        expect(line.replace(/\p{Cc}\[\d+m/gu, '').trimStart()).not.toMatch(/^::/);
        expect(line).not.toContain('##[');
      }
    }
  });

  it('are only ASCII on a terminal that shows no more', () => {
    expect(render('terminal', report, { unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('make no element, attribute or address in HTML', () => {
    const page = render('html', report).replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>');
    const tags = [...page.matchAll(/<([a-z]\w*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gi)];
    expect(page.match(/</g)).toHaveLength(tags.length + (page.match(/<\/[a-z]\w*>/g)?.length ?? 0) + 1);
    expect(tags.filter(([, name]) => name === 'script')).toHaveLength(1);
    const attributes = tags.flatMap(([, , text = '']) => [...text.matchAll(/([a-z-]+)="([^"]*)"/gi)]);
    const links = attributes.filter(([, name]) => name === 'href' || name === 'src').map(([, , value = '']) => value);
    expect(links.filter((link) => !/^(#|https:\/\/)/.test(link))).toEqual([]);
    expect(attributes.filter(([, name = '']) => /^on|^style$|^srcdoc$/.test(name))).toEqual([]);
  });

  it('make no element in XML: tags are our own', () => {
    const names = [...render('junit', report).matchAll(/<\/?([^\s/>?]+)/g)].map(([, name]) => name);
    const own = ['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'error', 'skipped'];
    expect([...new Set(names)].filter((name) => !own.includes(name ?? '') && name !== '?xml')).toEqual([]);
  });

  it('make no column, heading, link, mention, issue, formula or element in Markdown', () => {
    const text = render('markdown', report);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const widths = new Map<number, number>();
    for (const row of rows) widths.set(columns(row), (widths.get(columns(row)) ?? 0) + 1);
    // Tables of 7, 4 and 5 columns, and nothing else.
    expect([...widths.keys()].sort()).toEqual([4, 5, 7]);
    // What stands in a block of code is text, and only its own fence ends it.
    const prose = text
      .replace(/^(`{3,})text\n.*\n[ ^]*\n\1$/gm, '')
      .replace(/`[^`\n]*`/g, '')
      .replace(/<code>[^<]*<\/code>/g, '');
    expect(prose.replaceAll(/<\/?(?:br|span)>/g, '')).not.toMatch(/(?<!\\)[<>[\]]/);
    expect(prose).not.toMatch(/@octocat|(?<![&\\])#\d|:\/\/evil/);
    expect(prose.replaceAll('<span>$</span>', '')).not.toContain('$');
    expect(
      text
        .split('\n')
        .filter((line) => /^#/.test(line))
        .every((line) => /^##/.test(line)),
    ).toBe(true);
  });

  it('make no link in SARIF messages', () => {
    const log = JSON.parse(render('sarif', report)) as { runs: { results: { message: { text: string } }[] }[] };
    for (const { message } of log.runs[0]?.results ?? []) expect(message.text).not.toMatch(/\]\(/);
  });
});

function columns(row: string): number {
  return row.replace(/\\./g, '').split('|').length - 2;
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}
