/** Paragraphs behind a lead: broken at words where the page has an end, as they are where it has none. */
import { describe, expect, it } from 'vitest';
import { columns } from '../../src/model/excerpt.ts';
import { hanging } from '../../src/model/lines.ts';

const SENTENCE = 'alarm people goes to ALARM on one event (Maximum 1 is > 0)';

describe('a paragraph behind a lead', () => {
  it('stands under its first word', () => {
    expect(hanging('  ok  ', SENTENCE, { width: 32 })).toEqual([
      '  ok  alarm people goes to ALARM',
      '      on one event (Maximum 1 is',
      '      > 0)',
    ]);
  });

  it('is one line where nothing wraps, whatever blanks are in it', () => {
    const given = ` ${SENTENCE}  twice `;
    expect(hanging('  ok  ', given, { width: Number.POSITIVE_INFINITY })).toEqual([`  ok   ${SENTENCE}  twice `]);
  });

  it.each([20, 40, 60, 80])('does not leave a page of %i columns, and loses no word', (width) => {
    const lines = hanging('    BROKEN  ', `alarm: ${SENTENCE}`, { width });
    expect(lines.filter((line) => columns(line) > Math.max(width, 12 + 12))).toEqual([]);
    expect(lines.map((line) => line.slice(12)).join(' ')).toBe(`alarm: ${SENTENCE}`);
  });

  it('breaks a long word in a sentence where the line ends', () => {
    expect(hanging('', 'it is arn:aws:sns:us-east-1:111122223333', { width: 20 })).toEqual([
      'it is',
      'arn:aws:sns:us-east-',
      '1:111122223333',
    ]);
  });

  it('keeps whole what is to be copied: a single word, and a command between backticks', () => {
    const link = 'https://docs.aws.amazon.com/awscloudtrail';
    expect(hanging('  - ', link, { width: 20 })).toEqual([`  - ${link}`]);
    expect(hanging('', 'Run `aws logs describe-log-groups --limit 5` now, or later.', { width: 20 })).toEqual([
      'Run',
      '`aws logs describe-log-groups --limit 5`',
      'now, or later.',
    ]);
  });

  it('has room for a few words however narrow the page is', () => {
    expect(hanging(' '.repeat(30), 'one two three', { width: 20 })).toEqual([
      `${' '.repeat(30)}one two`,
      `${' '.repeat(30)}three`,
    ]);
  });
});
