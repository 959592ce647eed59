/** The summary of the job is never so large that GitHub would drop it. */
import { expect, it } from 'vitest';
import { fitting } from '../../src/action/write.ts';

it.each([
  ['as it is where it fits', '€'.repeat(300_000), '€'.repeat(300_000)],
  [
    'one sentence where its bytes are too many',
    '€'.repeat(400_000),
    'It is closed. The rest is too long for a summary: the log and the reports have it.\n',
  ],
])('is %s', (_, text, expected) => {
  expect(fitting(text, 'It is closed.')).toBe(expected);
});
