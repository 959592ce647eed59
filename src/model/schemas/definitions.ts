/** What several schemas refer to: places, gaps, reasons, and proofs with their routes and links. */
import { LINKS } from '../proof.ts';
import { GAP_REASONS } from '../resource.ts';
import type { Schema } from './words.ts';
import { account, count, day, list, object, ref, region, string, strings, truth } from './words.ts';

export const definitions = {
  position: object(
    {
      file: string,
      line: { type: 'integer', minimum: 1 },
      column: { type: 'integer', minimum: 1 },
      endLine: { type: 'integer', minimum: 1 },
      endColumn: { type: 'integer', minimum: 1 },
    },
    ['endLine', 'endColumn'],
    'A place in a file; lines and columns count from 1.',
  ),
  origin: {
    description: 'Where a fact was read.',
    anyOf: [
      object({ call: string, account, region, answer: {} }, ['answer']),
      object({ file: string, line: { type: 'integer' }, column: { type: 'integer' } }),
    ],
  },
  gap: object(
    { id: string, reason: { enum: [...GAP_REASONS] }, call: string, action: string, account, region, message: string },
    [],
    'Something that could not be read, and why.',
  ),
  scope: object({
    partition: string,
    by: { enum: ['organization', 'accounts', 'caller', 'files'] },
    caller: { type: ['string', 'null'] },
    accounts: strings,
    regions: { type: ['array', 'null'], items: string },
  }),
  reason: object(
    {
      verdict: { enum: ['pass', 'fail', 'unknown'] },
      text: string,
      rule: ref('position'),
      resource: string,
      field: string,
      expected: string,
      actual: {},
      origin: ref('origin'),
      gaps: strings,
      because: list(ref('reason')),
    },
    ['resource', 'field', 'expected', 'actual', 'origin', 'gaps', 'because'],
    'One step of why a verdict is what it is.',
  ),
  link: object(
    {
      link: { enum: [...LINKS] },
      truth,
      resource: string,
      sentence: string,
      text: object({ value: string, start: count, end: count }),
      end: {
        enum: ['program', 'topic'],
        description:
          'What the last link reaches is a queue, a function or the like, whom that tells is not followed, or a topic, whom that tells is not asked.',
      },
      gaps: strings,
    },
    ['resource', 'text', 'end', 'gaps'],
  ),
  route: object({ type: { enum: ['metricFilter', 'eventRule'] }, truth, links: list(ref('link')) }),
  proof: object(
    {
      events: string,
      burst: object(
        { count, seconds: count },
        [],
        'So many events, and the time in seconds from the first to the last of them; absent: each event by itself.',
      ),
      truth,
      sentence: string,
      regions: strings,
      routes: list(ref('route')),
      broken: ref('link'),
      excluded: list(
        object(
          {
            events: strings,
            records: string,
            because: string,
            by: { enum: ['rule', 'configuration', 'waiver'] },
            owner: string,
            expires: day,
          },
          ['owner', 'expires'],
        ),
        'Records that were left out on purpose, each with its reason.',
      ),
      counterexample: { type: 'object', description: 'A CloudTrail record nobody would be told about.' },
      differs: list(
        object({ field: string, value: {} }, ['value']),
        'What sets the counterexample apart from the nearest record that somebody is told about; without value: absent.',
      ),
    },
    ['burst', 'broken', 'excluded', 'counterexample', 'differs'],
    'Who would be told about an event class.',
  ),
} as const satisfies Record<string, Schema>;
