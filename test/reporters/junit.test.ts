/** JUnit XML as its readers take it: the schema that Jenkins enforces, counters that add up, names that are unique. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Finding, Report } from '../../src/model/report.ts';
import { exampleReport, made } from './example.ts';
import { hostileReport } from './hostile.ts';
import { render } from './render.ts';

const XSD = readFileSync(new URL('../vendor/junit-10.xsd', import.meta.url), 'utf8');
const example = exampleReport();
const hostile = hostileReport();
const cases = [
  ['the example', example],
  ['hostile texts', hostile],
  ['nothing', { ...example, findings: [] }],
] as const;

async function mistakes(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [XSD] });
  return errors.map(({ message }) => message);
}

describe('the schema', () => {
  it.each(cases)('takes %s in the strict flavour', async (_, report) => {
    expect(await mistakes(render('junit', report, { flavour: 'strict' }))).toEqual([]);
  });

  it('forbids of the ci flavour only file and line of a case', async () => {
    const found = await mistakes(render('junit', example));
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter((message) => !/'testcase', attribute '(file|line)': The attribute .* is not allowed/.test(message)),
    ).toEqual([]);
  });
});

/** Start tags with their attributes, in order; texts hold no bare angle bracket. */
function tags(xml: string): readonly { readonly name: string; readonly of: ReadonlyMap<string, string> }[] {
  return [...xml.matchAll(/<(\w+)((?: [\w]+="[^"]*")*)\/?>/g)].map(([, name = '', attributes = '']) => ({
    name,
    of: new Map([...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])),
  }));
}

describe.each(cases)('of %s', (_, report) => {
  const all = tags(render('junit', report));
  const named = (name: string) => all.filter((tag) => tag.name === name);
  const sum = (tag: string, counter: string) =>
    named(tag).reduce((total, { of }) => total + Number(of.get(counter)), 0);

  it('every finding is a case, and every case has a name and a class', () => {
    expect(named('testcase')).toHaveLength(report.findings.length);
    for (const { of } of named('testcase')) for (const key of ['name', 'classname']) expect(of.get(key)).not.toBe('');
  });

  it('no two cases have one class and name, or readers drop one', () => {
    const names = named('testcase').map(({ of }) => `${of.get('classname')} ${of.get('name')}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('counters are what can be counted', () => {
    const elements = { failures: 'failure', errors: 'error', skipped: 'skipped', tests: 'testcase' };
    for (const [counter, element] of Object.entries(elements)) {
      expect(sum('testsuite', counter)).toBe(named(element).length);
      if (counter !== 'skipped') expect(sum('testsuites', counter)).toBe(named(element).length);
    }
  });

  it('a fail is a failure, an unknown an error, and neither is the other', () => {
    const number = (verdict: string) =>
      report.findings.filter((each) => each.verdict === verdict && !each.waiver).length;
    expect(named('failure')).toHaveLength(number('fail'));
    expect(named('error')).toHaveLength(number('unknown'));
  });

  it('suites are flat: none stands in another', () => {
    const order = render('junit', report).match(/<\/?testsuite[ >]/g) ?? [];
    expect(order.join('')).toBe('<testsuite </testsuite>'.repeat(order.length / 2));
  });

  it('times have at most three decimals, and the timestamp no zone', () => {
    for (const { of } of [...named('testsuite'), ...named('testcase')])
      expect(of.get('time')).toMatch(/^\d+(\.\d{1,3})?$/);
    for (const { of } of named('testsuite')) expect(of.get('timestamp')).toBe('2026-11-22T11:30:00');
  });
});

describe('a case', () => {
  const xml = render('junit', example);

  it('repeats the message in its text, for readers that show nothing else', () => {
    const found = [...xml.matchAll(/<(failure|error|skipped) type="[^"]+" message="([^"]*)">([^<\n]*)/g)];
    expect(found.length).toBeGreaterThan(10);
    for (const [, , message, first] of found) expect(first).toBe(message);
  });

  it('shows both sides, the chain, what was not read, and where the rule stands', () => {
    expect(xml).toContain('expected retentionDays: at least 365\nactual   30\n');
    expect(xml).toContain('BROKEN  subscription: topic on-call has 1 subscription');
    expect(xml).toContain('not read: 222233334444/eu-west-1/cloudwatch:DescribeAlarms: Rate exceeded');
    expect(xml).toMatch(/\nasked in trailproof:logs\.retention\.yaml:\d+\n/);
  });

  it('points carets at the part of a pattern that fails', () => {
    expect(xml).toContain(
      [
        '        ...entName = &quot;DeleteBucket&quot;) &amp;&amp; (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != &quot;*:assumed-role/Deploy/*&quot;)) }',
        `${' '.repeat(8 + 69)}${'^'.repeat(47)}`,
      ].join('\n'),
    );
  });

  it('has the severity as type of a failure and the reason as type of an error', () => {
    const types = (name: string) =>
      new Set(tags(xml).flatMap((tag) => (tag.name === name ? [tag.of.get('type')] : [])));
    expect(types('failure')).toEqual(new Set(['high', 'medium', 'info']));
    expect(types('error')).toEqual(new Set(['denied', 'throttled', 'undecided']));
  });

  it('names file and line where a rule of the repository asks, and not in the strict flavour', () => {
    const own = tags(xml).filter(({ name, of }) => name === 'testcase' && of.has('file'));
    expect(new Set(own.map(({ of }) => `${of.get('file')}:${of.get('line')}`))).toEqual(
      new Set(['policies/alarm.named-after-its-team.yaml:1', 'policies/alarm.s3-bucket-deleted-by-people.yaml:1']),
    );
    const strict = tags(render('junit', example, { flavour: 'strict' }));
    expect(strict.filter(({ name, of }) => name === 'testcase' && of.has('file'))).toEqual([]);
  });

  it('that somebody waived is skipped, with who and until when', () => {
    const waiver = { because: 'being moved', owner: 'jane@example.com', expires: '2027-01-31' };
    const findings: Finding[] = example.findings.slice(0, 1).map((each) => ({ ...each, verdict: 'fail', waiver }));
    expect(render('junit', { ...example, findings })).toContain(
      'message="Waived until 2027-01-31 by jane@example.com: being moved"',
    );
  });

  it('of two resources of one name is told apart by its fingerprint', () => {
    const [first] = example.findings;
    if (!first) throw new Error('the example is empty');
    const again = made('alarm', first.account, first.region, { name: first.resourceName });
    const twice: Report = {
      ...example,
      findings: [first, { ...first, resource: `${again.id}/2`, fingerprint: 'f'.repeat(16) }],
    };
    expect(render('junit', twice)).toContain(`[${first.resourceName}] ffffffffffffffff"`);
  });
});

it('a flavour that does not exist is an error', () => {
  expect(() => render('junit', example, { flavour: 'ant' })).toThrow('there is no JUnit flavour "ant"');
});
