/** Recorded snapshots: what is written is read back, and what was cut, edited, forged or is no snapshot is refused in one sentence. */
import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/model/errors.ts';
import { snapshotSchema } from '../../../src/model/schemas.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Value } from '../../../src/model/value.ts';
import { isSnapshot, readSnapshot, writeSnapshot } from '../../../src/sources/snapshot/index.ts';
import type { Given } from '../../proof/healthy.ts';
import { HEALTHY, snapshotOf } from '../../proof/healthy.ts';

const FILE = 'night.ndjson';

const written = (snapshot: Snapshot) => [...writeSnapshot(snapshot)].join('');
const EXAMPLE: Given = {
  ...HEALTHY,
  trails: [{ name: 'main', logging: '$denied', logGroup: 'trail-logs' }],
  organizations: '$throttled',
};
const example = snapshotOf(EXAMPLE);
const TEXT = written(example);

function refusal(text: string): string {
  try {
    readSnapshot(text, FILE);
  } catch (error) {
    if (error instanceof SourceError) return error.message;
    throw error;
  }
  return 'read';
}

/** One sentence or two, on one line, that names the file and says what to do. */
const SENTENCE = /^night\.ndjson[^\n\r\p{Cc}]{20,300}\.$|^night\.ndjson[^\n\r\p{Cc}]*trailproof snapshot FILE$/u;

/** Lines with a manifest that fits them, whatever they hold. */
function forged(
  lines: readonly string[],
  change: (manifest: Record<string, Value>) => Record<string, Value> = (manifest) => manifest,
): string {
  const [first = '{}', ...rest] = lines;
  const header = JSON.parse(first) as { tool: Value; takenAt: Value; scope: { accounts?: readonly Value[] } | null };
  const head = lines.map((line) => `${line}\n`).join('');
  const count = (part: string) => rest.filter((line) => line.startsWith(`{"${part}"`)).length;
  const manifest = {
    tool: header.tool,
    takenAt: header.takenAt,
    accounts: header.scope?.accounts?.length ?? 0,
    counts: { resource: count('resource'), gap: count('gap'), coverage: count('coverage'), hole: count('hole') },
    sha256: createHash('sha256').update(head).digest('hex'),
  };
  return `${head}${JSON.stringify({ manifest: change(manifest) })}\n`;
}

const LINES = TEXT.trimEnd().split('\n').slice(0, -1);

describe('a snapshot', () => {
  it('is read as it was written, whatever it holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const answer = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Value>;
    const change = fc.record({ name: text, message: text, answer, more: fc.dictionary(text, answer, { maxKeys: 3 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const resources = example.resources.map((resource, at) => {
          const { name = resource.name, answer: said = null, more = {} } = changes[at] ?? {};
          // Of fields that a kind has, the type is checked.
          const fields = {
            ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`x${key}`, value])),
            ...resource.fields,
          };
          return { ...resource, name, fields, origins: { list: { call: 'c', account: '', region: '', answer: said } } };
        });
        const gaps = example.gaps.map((gap, at) => ({ ...gap, message: changes[at]?.message ?? '' }));
        const snapshot: Snapshot = { ...example, resources, gaps };
        const whole = written(snapshot);
        expect(isSnapshot(whole)).toBe(true);
        // As JSON gives it back: -0 is 0, and halves of pairs are escaped.
        expect(readSnapshot(whole, FILE)).toEqual(JSON.parse(JSON.stringify(snapshot)));
        expect(written(readSnapshot(whole, FILE))).toBe(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('has a line for each thing, between a header and a manifest', () => {
    const lines = TEXT.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({
      trailproof: 'snapshot',
      schemaVersion: 1,
      tool: example.tool,
      takenAt: example.takenAt,
      scope: example.scope,
    });
    expect(lines.at(-1)).toEqual({
      manifest: {
        tool: example.tool,
        takenAt: example.takenAt,
        accounts: 1,
        counts: { resource: example.resources.length, gap: 2, coverage: example.coverage.length, hole: 1 },
        sha256: createHash('sha256')
          .update(LINES.map((line) => `${line}\n`).join(''))
          .digest('hex'),
      },
    });
    expect(lines).toHaveLength(2 + example.resources.length + 2 + example.coverage.length + 1);
  });

  it('fits its published schema', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
    const check = ajv.compile(snapshotSchema());
    expect(check(JSON.parse(JSON.stringify(readSnapshot(TEXT, FILE)))), ajv.errorsText(check.errors)).toBe(true);
  });
});

describe('a snapshot that was damaged', () => {
  const last = TEXT.length - 1;

  it('is refused wherever it was cut', () => {
    for (let end = 1; end < last; end++) expect(refusal(TEXT.slice(0, end)), `cut after ${end}`).toMatch(SENTENCE);
    // Only its last line end is missing: it holds everything.
    expect(refusal(TEXT.slice(0, last))).toBe('read');
  });

  it('is refused wherever a character was changed', () => {
    fc.assert(
      fc.property(
        fc.nat(last - 1),
        fc.constantFrom('x', ' ', '\n', '\r', '"', '0', '\u0000', '\ufffd'),
        (at, character) => {
          fc.pre(TEXT[at] !== character);
          expect(refusal(TEXT.slice(0, at) + character + TEXT.slice(at + 1))).toMatch(SENTENCE);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused wherever a character was added or taken away', () => {
    fc.assert(
      fc.property(fc.nat(last - 1), fc.boolean(), (at, added) => {
        expect(
          refusal(added ? `${TEXT.slice(0, at)}7${TEXT.slice(at)}` : TEXT.slice(0, at) + TEXT.slice(at + 1)),
        ).toMatch(SENTENCE);
      }),
      { numRuns: 300 },
    );
  });

  it.each<readonly [what: string, text: string, message: string]>([
    ['nothing', '', 'night.ndjson is empty. Record a snapshot with: trailproof snapshot FILE'],
    ['blanks', ' \n\n', 'night.ndjson is empty. Record a snapshot with: trailproof snapshot FILE'],
    [
      'something else',
      'hello\n',
      'night.ndjson is not a trailproof snapshot. Record one with: trailproof snapshot FILE',
    ],
    [
      'other JSON',
      '{"version":1}\n',
      'night.ndjson is not a trailproof snapshot. Record one with: trailproof snapshot FILE',
    ],
    [
      'a mark in front',
      `\ufeff${TEXT}`,
      'night.ndjson is not a trailproof snapshot. Record one with: trailproof snapshot FILE',
    ],
    [
      'a version of tomorrow',
      TEXT.replace('"schemaVersion":1', '"schemaVersion":2'),
      'night.ndjson is a snapshot of version 2, and this trailproof reads version 1. Use the trailproof that recorded it.',
    ],
    [
      'a version that would steer a terminal',
      TEXT.replace('"schemaVersion":1', '"schemaVersion":"\u009b2J"'),
      'night.ndjson is a snapshot of no version, and this trailproof reads version 1. Use the trailproof that recorded it.',
    ],
    [
      'its header alone',
      `${LINES[0]}\n`,
      'night.ndjson ends without its manifest: it was cut off after line 1. Record it again, or use a whole copy.',
    ],
    [
      'its manifest taken away',
      `${LINES.join('\n')}\n`,
      `night.ndjson ends without its manifest: it was cut off after line ${LINES.length}. Record it again, or use a whole copy.`,
    ],
    [
      'something after its manifest',
      `${TEXT}{}\n`,
      `night.ndjson ends without its manifest: it was cut off after line ${LINES.length + 2}. Record it again, or use a whole copy.`,
    ],
    [
      'a blank line after its manifest',
      `${TEXT}\n`,
      `night.ndjson:${LINES.length + 2} is not JSON: the file was cut off or changed. Use a whole copy, or record it again.`,
    ],
    [
      'a cut in its last line',
      TEXT.slice(0, -20),
      `night.ndjson:${LINES.length + 1} is not JSON: the file was cut off or changed. Use a whole copy, or record it again.`,
    ],
    [
      'other line ends',
      TEXT.replaceAll('\n', '\r\n'),
      'night.ndjson was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.',
    ],
    [
      'two lines exchanged',
      [LINES[0], LINES[2], LINES[1], ...LINES.slice(3), TEXT.trimEnd().split('\n').at(-1)].join('\n'),
      'night.ndjson was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.',
    ],
    [
      'a line taken out',
      [LINES[0], ...LINES.slice(2), TEXT.trimEnd().split('\n').at(-1)].join('\n'),
      'night.ndjson was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.',
    ],
    [
      'a line given twice',
      [LINES[0], LINES[1], ...LINES.slice(1), TEXT.trimEnd().split('\n').at(-1)].join('\n'),
      'night.ndjson was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.',
    ],
    [
      'the manifest of another snapshot',
      `${LINES.join('\n')}\n${written(snapshotOf({})).trimEnd().split('\n').at(-1)}\n`,
      'night.ndjson was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.',
    ],
  ])('says so: %s', (_what, text, message) => {
    expect(refusal(text)).toBe(message);
  });
});

describe('a snapshot that was forged', () => {
  const [header = '', ...body] = LINES;
  const trail = body.find((line) => line.startsWith('{"resource":{"kind":"trail"')) ?? '';
  const changed = (from: string, to: string) => {
    expect(trail).toContain(from);
    return [header, trail.replace(from, to)];
  };
  const head = (from: string | RegExp, to: string) => [header.replace(from, to)];

  it('is read where it looks as it should', () => {
    expect(refusal(forged(LINES))).toBe('read');
    expect(forged(LINES)).toBe(TEXT);
  });

  it.each<readonly [what: string, lines: readonly string[], message: string]>([
    [
      'a resource without fields',
      [
        header,
        '{"resource":{"kind":"trail","id":"a","name":"a","account":"111122223333","region":"us-east-1","origins":{}}}',
      ],
      'night.ndjson:2 holds a resource that has no fields. Use the original, or record it again.',
    ],
    [
      'a resource without origins',
      [
        header,
        '{"resource":{"kind":"trail","id":"a","name":"a","account":"111122223333","region":"us-east-1","fields":{}}}',
      ],
      'night.ndjson:2 holds a resource that has no origins. Use the original, or record it again.',
    ],
    [
      'a resource without account',
      [header, '{"resource":{"kind":"trail","id":"a","name":"a","region":"us-east-1","fields":{},"origins":{}}}'],
      'night.ndjson:2 holds a resource that has no account. Use the original, or record it again.',
    ],
    [
      'a resource that is a text',
      [header, '{"resource":"trail"}'],
      'night.ndjson:2 holds a resource that is no object. Use the original, or record it again.',
    ],
    [
      'a resource that is null',
      [header, '{"resource":null}'],
      'night.ndjson:2 holds a resource that is no object. Use the original, or record it again.',
    ],
    [
      'a yes that is a text',
      changed('"multiRegion":true', '"multiRegion":"true"'),
      'night.ndjson:2 holds a resource that has a multiRegion that is no boolean. Use the original, or record it again.',
    ],
    [
      'a list that is a text',
      changed('"visibleIn":["111122223333"]', '"visibleIn":"111122223333"'),
      'night.ndjson:2 holds a resource that has a visibleIn that is no list. Use the original, or record it again.',
    ],
    [
      'an object that is a list',
      changed('"selectors":{', '"selectors":[],"x":{'),
      'night.ndjson:2 holds a resource that has a selectors that is no object. Use the original, or record it again.',
    ],
    [
      'fields that are a list',
      changed('"fields":{', '"fields":[],"x":{'),
      'night.ndjson:2 holds a resource that has no fields. Use the original, or record it again.',
    ],
    [
      'gaps of fields that are no texts',
      changed('"unread":{"logging":', '"unread":{"x":5,"logging":'),
      'night.ndjson:2 holds a resource that has unread that are no texts. Use the original, or record it again.',
    ],
    [
      'one resource twice',
      [header, trail, trail],
      'night.ndjson:3 holds a resource that was there before. Use the original, or record it again.',
    ],
    [
      'a gap without reason',
      [header, '{"gap":{"id":"a","reason":"bored","call":"","action":"","account":"","region":"","message":""}}'],
      'night.ndjson:2 holds a gap that has no reason that is known. Use the original, or record it again.',
    ],
    [
      'a whole list of nowhere',
      [header, '{"coverage":{"kind":"trail","account":"111122223333"}}'],
      'night.ndjson:2 holds a coverage that has no list of regions. Use the original, or record it again.',
    ],
    [
      'a whole list of no texts',
      [header, '{"coverage":{"kind":"trail","account":"111122223333","regions":[1]}}'],
      'night.ndjson:2 holds a coverage that has no list of regions. Use the original, or record it again.',
    ],
    [
      'a hole without gap',
      [header, '{"hole":{"kind":"trail","account":"111122223333","region":"us-east-1"}}'],
      'night.ndjson:2 holds a hole that has no gap. Use the original, or record it again.',
    ],
    [
      'a line of another kind',
      [header, '{"finding":{}}'],
      'night.ndjson:2 is no line of a snapshot. Use the original, or record it again.',
    ],
    [
      'a line of two kinds',
      [header, '{"gap":{},"hole":{}}'],
      'night.ndjson:2 is no line of a snapshot. Use the original, or record it again.',
    ],
    [
      'a line that objects inherit',
      [header, '{"__proto__":{}}'],
      'night.ndjson:2 is no line of a snapshot. Use the original, or record it again.',
    ],
    ['a list', [header, '[]'], 'night.ndjson:2 is no line of a snapshot. Use the original, or record it again.'],
    [
      'no time',
      head(/"takenAt":"[^"]*"/, '"takenAt":"soon"'),
      'night.ndjson:1 holds a header that does not say when it was taken. Use the original, or record it again.',
    ],
    [
      'no scope',
      head(/"scope":.*/, '"scope":null}'),
      'night.ndjson:1 holds a header that has no scope. Use the original, or record it again.',
    ],
    [
      'no accounts',
      head(/"accounts":\[[^\]]*\]/, '"accounts":"all"'),
      'night.ndjson:1 holds a header that has no list of accounts. Use the original, or record it again.',
    ],
    [
      'no regions',
      head('"regions":null', '"regions":"all"'),
      'night.ndjson:1 holds a header that has no list of regions. Use the original, or record it again.',
    ],
    [
      'no tool',
      head(/"tool":\{[^}]*\}/, '"tool":"x"'),
      'night.ndjson:1 holds a header that names no tool. Use the original, or record it again.',
    ],
    [
      'very deep lists',
      [header, `{"gap":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
      'night.ndjson:2 holds a gap that is no object. Use the original, or record it again.',
    ],
  ])('is refused where it does not: %s', (_what, lines, message) => {
    expect(refusal(forged(lines))).toBe(message);
  });

  it.each<readonly [what: string, change: (manifest: Record<string, Value>) => Record<string, Value>]>([
    ['other counts', (manifest) => ({ ...manifest, counts: { resource: 0, gap: 0, coverage: 0, hole: 0 } })],
    ['no counts', ({ counts: _counts, ...rest }) => rest],
    ['another time', (manifest) => ({ ...manifest, takenAt: '2020-01-01T00:00:00.000Z' })],
    ['more accounts', (manifest) => ({ ...manifest, accounts: 2 })],
    ['something else', (manifest) => ({ ...manifest, more: true })],
  ])('is refused where its manifest says %s', (_what, change) => {
    expect(refusal(forged(LINES, change))).toMatch(/^night\.ndjson was changed after it was recorded/);
  });

  it('is read quickly, also where a line is very long', () => {
    const long = `{"gap":{"id":"a","reason":"denied","call":"","action":"","account":"","region":"","message":"${'x'.repeat(20_000_000)}"}}`;
    const start = performance.now();
    expect(refusal(forged([header, long]))).toBe('read');
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
