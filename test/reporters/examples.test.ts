/** The committed examples, one for each format; and what holds for all: pure, repeatable, quick, in order. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { reportSchema } from '../../src/model/schemas.ts';
import { reporters } from '../../src/reporters/index.ts';
import { exampleReport } from './example.ts';
import { hostileReport } from './hostile.ts';
import { reportOf } from './many.ts';
import { FORMATS, render } from './render.ts';

const example = exampleReport();

describe('the committed examples', () => {
  it.each(reporters)('$format is what reports/examples/ holds', async ({ format, extension }) => {
    await expect(render(format, example)).toMatchFileSnapshot(`../../reports/examples/report.${extension}`);
  });

  it('hold an event that slips through a filter, and a pass thanks to events left out on purpose', () => {
    const proofs = example.findings.flatMap(({ verdict, proof }) => (proof ? [{ verdict, proof }] : []));
    const apart = proofs.flatMap(({ proof }) => proof.differs ?? []).map(({ field }) => field);
    expect(apart).toContain('userIdentity.arn');
    expect(proofs.filter(({ verdict, proof }) => verdict === 'pass' && proof.excluded)).not.toHaveLength(0);
  });

  it('hold a waiver in force, one that is over and one that nothing needs', () => {
    expect(example.waivers?.map(({ state, findings }) => [state, findings.length])).toEqual([
      ['applied', 1],
      ['expired', 1],
      ['unneeded', 0],
    ]);
    expect(example.findings.filter(({ waiver }) => waiver)).toHaveLength(1);
    expect(example.findings.filter(({ lapsed }) => lapsed)).toHaveLength(1);
  });

  it('hold every verdict, a broken link with a mark in its text, gaps, an exemption and an unreadable account', () => {
    for (const number of Object.values(example.summary.counts)) expect(number).toBeGreaterThan(0);
    expect(example.findings.some(({ proof }) => proof?.broken?.text)).toBe(true);
    expect(example.findings.some(({ exempt }) => exempt)).toBe(true);
    expect(example.gaps.length).toBeGreaterThan(1);
    expect(example.summary.unreadableAccounts).toEqual(['555566667777']);
  });
});

describe('every reporter', () => {
  it.each(FORMATS)('%s gives the same bytes for the same report', (format) => {
    expect(render(format, exampleReport())).toBe(render(format, structuredClone(example)));
  });

  it.each(FORMATS)('%s does not change the report', (format) => {
    const report = frozen(exampleReport());
    expect(() => render(format, report)).not.toThrow();
  });

  it.each(FORMATS)('%s ends with exactly one line break', (format) => {
    expect(render(format, example)).toMatch(/[^\n]\n$/);
  });

  it.each(FORMATS)('%s can say that there is nothing to say', (format) => {
    const nothing: Report = { ...example, findings: [], gaps: [], rules: [] };
    expect(render(format, nothing).length).toBeGreaterThan(20);
  });

  it.each(FORMATS.filter((format) => format !== 'sarif' && format !== 'json'))(
    '%s says where in a file a finding stands',
    (format) => {
      const location = { file: 'infra/main.tf', line: 12, column: 3 };
      const fail = example.findings.filter(({ verdict }) => verdict === 'fail').slice(0, 1);
      const report = { ...example, findings: fail.map((finding) => ({ ...finding, location })) };
      expect(render(format, report)).toContain('infra/main.tf:12');
    },
  );

  const many = reportOf(20_000);
  // Each takes about a second on a slow core; a quadratic one would take minutes.
  it.each(FORMATS)('%s writes 20,000 findings in a few seconds', (format) => {
    const start = performance.now();
    expect(render(format, many).length).toBeGreaterThan(10_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('json', () => {
  // Annotations only, no formats: the schema's date-time needs a package of its own.
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema());

  it.each([
    ['the example', example],
    ['hostile texts', hostileReport()],
    ['a waiver and a baseline', waived()],
  ])('of %s fits its schema', (_, report) => {
    validate(JSON.parse(render('json', report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('loses nothing', () => {
    expect(JSON.parse(render('json', example))).toEqual(JSON.parse(JSON.stringify(example)));
  });

  it('is refused by the schema where a member is missing or unknown', () => {
    const { gate: _, ...rest } = example;
    expect(validate(JSON.parse(JSON.stringify(rest)))).toBe(false);
    expect(validate(JSON.parse(JSON.stringify({ ...example, more: 1 })))).toBe(false);
  });
});

function waived(): Report {
  const [first, ...rest] = example.findings;
  if (!first) throw new Error('the example has no finding');
  const waiver = { because: 'being moved', owner: 'jane@example.com', expires: '2027-01-31' };
  return { ...example, findings: [{ ...first, verdict: 'fail', state: 'new', waiver }, ...rest] };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
