/** The Markdown summary: short enough for a comment, shortened by rows, unknown apart from fail. */
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { block, code, prose, table } from '../../src/reporters/markdown/write.ts';
import { pointedAt } from '../../src/reporters/proof.ts';
import { exampleReport } from './example.ts';
import { hostileReport } from './hostile.ts';
import { reportOf } from './many.ts';
import { render } from './render.ts';

const example = exampleReport();
const text = render('markdown', example);

describe('the summary', () => {
  it('begins with the gate in a line', () => {
    expect(text.split('\n').slice(0, 3)).toEqual(['## ❌ trailproof: the gate is closed', '', example.gate.sentence]);
    const open = { ...example, gate: { ...example.gate, open: true, exitCode: 0 as const } };
    expect(render('markdown', open)).toMatch(/^## ✅ trailproof: the gate is open\n/);
    const blind = { ...example, gate: { ...example.gate, exitCode: 2 as const } };
    expect(render('markdown', blind)).toMatch(/^## ❔ trailproof: the gate is closed\n/);
  });

  it('counts fails and unknowns apart', () => {
    const { counts } = example.summary;
    expect(text).toMatch(new RegExp(`\\*\\*fail\\*\\* \\|.* ${counts.fail} \\|`));
    expect(text).toMatch(new RegExp(`\\*\\*unknown\\*\\* \\|.* ${counts.unknown} \\|`));
    expect(text).toContain(`${counts.pass} passed, ${counts.notApplicable} not applicable, 1 of all waived.`);
  });

  it('tells a problem of several accounts once', () => {
    expect(text.match(/`alarm\.root-usage`/g)).toHaveLength(1);
    expect(text).toContain(
      '`111122223333 (management)`, `222233334444 (production)`, `333344445555 (sandbox)` and 1 more | As an example: Nobody is told',
    );
    // What one account alone has is no example.
    expect(text).toMatch(/\| `222233334444 \(production\)`<br>`eu-west-1`<br>`legacy-trail` \| Log group/);
  });

  it('lists what could not be seen by cause, and what was seen but not decided', () => {
    const seen = text.slice(text.indexOf('### What could not be seen'), text.indexOf('### What was seen but'));
    expect(seen.split('\n').filter((line) => line.startsWith('| ') && /denied|throttled/.test(line))).toHaveLength(3);
    expect(text.slice(text.indexOf('### What was seen but'))).toContain('`alarm.unauthorized-api-calls`');
  });

  it('shows the pattern that fails, with carets under the part that does', () => {
    const shown = text.slice(text.indexOf('### Where patterns fail'));
    expect(shown).toContain(
      [
        '`alarm.s3-bucket-deleted` in `111122223333 (management)`, `333344445555 (sandbox)` and `444455556666 (training)`, metric filter:',
        '',
        '```text',
        '...entName = "DeleteBucket") && (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*:assumed-role/Deploy/*")) }',
        `${' '.repeat(69)}${'^'.repeat(47)}`,
        '```',
      ].join('\n'),
    );
  });

  it('says nothing of patterns where none fails', () => {
    const findings = example.findings.filter(({ proof }) => proof === undefined);
    expect(render('markdown', { ...example, findings })).not.toContain('### Where patterns fail');
  });

  it('puts what is new first', () => {
    const findings = example.findings.map(
      (finding): Finding =>
        finding.ruleId === 'logs.retention' ? { ...finding, state: 'new' } : { ...finding, state: 'unchanged' },
    );
    const table = render('markdown', { ...example, findings }).split('### What fails')[1] ?? '';
    expect(table.split('\n')[4]).toMatch(/^\| medium \*\*new\*\* \| `logs\.retention`/);
  });

  it('lists waivers, those that end soonest first', () => {
    const dates = ['2027-06-30', '2027-01-31'];
    const findings = example.findings.slice(0, 2).map((finding, index): Finding => {
      const waiver = { because: 'being moved', owner: 'jane', expires: dates[index] ?? '' };
      return { ...finding, verdict: 'fail', waiver };
    });
    const waived = render('markdown', { ...example, findings });
    expect(waived.indexOf('2027-01-31')).toBeLessThan(waived.indexOf('2027-06-30'));
    expect(waived).not.toContain('### What fails');
  });

  it('names the files written beside it', () => {
    expect(render('markdown', example, { written: { html: 'out/report.html' } })).toContain(
      '- html: `out/report.html`',
    );
  });
});

describe('its length', () => {
  const long = 'x'.repeat(5000);
  const wordy: Report = {
    ...example,
    findings: Array.from({ length: 60 }, (_, index) =>
      example.findings.map((each) => ({ ...each, account: String(index), message: `${index} ${long}` })),
    ).flat(),
    gaps: Array.from({ length: 600 }, (_, index) =>
      example.gaps.map((gap) => ({ ...gap, id: `${index} ${gap.id}`, call: `a:B${index}`, message: long })),
    ).flat(),
  };

  it.each([
    ['20,000 findings', reportOf(20_000)],
    ['hostile texts', hostileReport()],
    ['texts of 5,000 characters', wordy],
  ])('stays below what a comment holds, with %s', (_, report) => {
    const shown = render('markdown', report);
    expect(shown.length).toBeLessThan(60_000);
    expect(shown).toMatch(/\*[\d,]+ more .* left out here/);
    for (const line of shown.split('\n').filter((each) => each.startsWith('|'))) expect(line.endsWith('|')).toBe(true);
  });
});

describe('untrusted text', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['<b>&amp;', '\\<b\\>\\&amp;'],
    ['[a](http://x)', '\\[a\\](http:\u200b//x)'],
    ['@octocat fixes #1', '@\u200boctocat fixes \\#\u200b1'],
    ['www.example.com', 'www\u200b.example.com'],
    ['$.eventName', '<span>$</span>.eventName'],
    ['one\ntwo', 'one two'],
  ])('%j is prose that means nothing but itself', (given, expected) => {
    expect(prose(given)).toBe(expected);
  });

  it.each([
    ['plain/name', '`plain/name`'],
    ['a`b', '<code>a&#96;b</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['a\\|<b>', '<code>a&#92;&#124;&#60;b&#62;</code>'],
    ['@octocat', '`@octocat`'],
    [' ', ''],
  ])('%j is code that ends where it ends', (given, expected) => {
    expect(code(given)).toBe(expected);
  });

  it('stays in its block, whatever it takes for a fence', () => {
    expect(block(['a ``` b', '    ^'])).toBe('````text\na ``` b\n    ^\n````');
    expect(block(['a `` b'])).toBe('```text\na `` b\n```');
  });

  it('is one line of a pattern: its carets stand where the reader sees the part', () => {
    const value = '{ $.a =\n\u200b "x" }';
    const start = value.indexOf('"x"');
    expect(pointedAt({ value, start, end: start + 3 })).toEqual(['{ $.a =  "x" }', '         ^^^']);
  });

  it('is cut around the part of a pattern that is spoken of', () => {
    const value = `{ ($.a = "${'x'.repeat(200)}") && ($.b = "y") }`;
    const start = value.indexOf('$.b');
    const [line, carets] = pointedAt({ value, start, end: start + 9 });
    expect(line).toHaveLength(120);
    expect(line.startsWith('...xxx')).toBe(true);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('$.b = "y"');
  });

  it('fills a table with whole rows', () => {
    const { rows, leftOut } = table(['a'], [['1234567890'], ['1234567890'], ['1234567890']], 45);
    expect(rows).toBe('| a |\n| --- |\n| 1234567890 |\n| 1234567890 |');
    expect(leftOut).toBe(1);
  });
});
