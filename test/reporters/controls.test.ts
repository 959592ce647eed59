/** Controls of frameworks in every format: none is left out, what people have to answer is no pass, and nothing is said where none was asked. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Validator } from 'jsonschema';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { reportControls } from '../../src/govern/controls.ts';
import type { Report } from '../../src/model/report.ts';
import { reportSchema } from '../../src/model/schemas.ts';
import { findFrameworks } from '../../src/rulebook/asked.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { exampleReport } from './example.ts';
import { FORMATS, render } from './render.ts';

const example = exampleReport();
const rulebook = compileRules(shippedRules());
const isAsked = (id: string) => example.rules.some((rule) => rule.id === id);
const asked = findFrameworks(rulebook.frameworks, ['cis-aws-foundations-2.0', 'pci-dss-4.0.1']);
const frameworks = reportControls(
  asked,
  rulebook.rules.filter(({ id }) => isAsked(id)),
  example.findings,
);
const report: Report = { ...example, frameworks };
const [cis] = frameworks;
if (!cis) throw new Error('no framework was asked');
const verdictOn = (number: string) => cis.controls.find(({ control }) => control === number)?.verdict;

function sarif(flavour: string, of = report) {
  const [run] = (JSON.parse(render('sarif', of, { flavour })) as Log).runs;
  if (!run) throw new Error('no run');
  return run;
}

it('the report behind these tests has controls that fail, are unknown and are left to people', () => {
  // A trail of the example writes no digests; alarms on VPCs are not asked; people follow the logs.
  expect([verdictOn('3.2'), verdictOn('4.14')]).toEqual(['fail', 'unknown']);
  expect(frameworks[1]?.controls.find(({ control }) => control === '10.7.3')?.verdict).toBe('manual');
});

describe.each(FORMATS)('%s', (format) => {
  it('says nothing of frameworks where none was asked', () => {
    // The style of a page is the same for all.
    const text = render(format, example).replace(/<style>.*<\/style>/s, '');
    expect(text.toLowerCase()).not.toMatch(/framework|taxonom|benchmark \d/);
  });

  it('gives the same bytes for the same report', () => {
    expect(render(format, structuredClone(report))).toBe(render(format, report));
  });
});

describe('the JSON report', () => {
  it('fits its schema', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema());
    validate(JSON.parse(render('json', report)));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('the terminal', () => {
  const text = render('terminal', report, { width: 200 });

  it('has a line for every control, with its verdict as a word', () => {
    for (const { control } of cis.controls)
      expect(text).toMatch(new RegExp(`^  \\S ${control} +(fail|unknown|by hand|pass|not applicable) `, 'm'));
    expect(text).toMatch(/^ {2}✗ 3\.2 +fail +The trail writes signed digest files .*\(\d+ fail/m);
    expect(text).toMatch(/^ {2}\? 4\.14 +unknown +Changes to VPCs are monitored \(not asked: alarm\.vpc-changes\)$/m);
    expect(text).toMatch(
      /^ {2}· 10\.7\.3 +by hand +Such failures .*\(by hand: a failed security control is acted on and recorded\)$/m,
    );
  });

  it('counts all controls of each framework', () => {
    expect(text).toMatch(/^ {2}27 controls: /m);
    expect(text).toMatch(/^ {2}22 controls: /m);
  });

  it('leaves to a quiet run what fails or is unknown, and the counts', () => {
    const quiet = render('terminal', report, { width: 200, quiet: true });
    expect(quiet).toMatch(/^ {2}27 controls: /m);
    expect(quiet).toMatch(/^ {2}✗ 3\.2 /m);
    expect(quiet).not.toMatch(/by hand {4}/);
  });
});

describe('Markdown', () => {
  it('has a table for each framework, what fails first', () => {
    const [, section = ''] = render('markdown', report).split(
      '### CIS Amazon Web Services Foundations Benchmark 2.0.0\n',
    );
    const [own = ''] = section.split('\n### ');
    const rows = [...own.matchAll(/^\| `([\d.]+)` \| ([a-z ]+) \|/gm)];
    expect(rows).toHaveLength(27);
    const words = rows.map(([, , word]) => word);
    const order = ['fail', 'unknown', 'by hand', 'pass', 'not applicable'];
    expect(words).toEqual(words.toSorted((one, other) => order.indexOf(one ?? '') - order.indexOf(other ?? '')));
  });

  it('says how many controls had no room', () => {
    const controls = Array.from({ length: 500 }, (_, index) => ({ ...cis.controls[0], control: `X.${index}` }));
    const many = { ...report, frameworks: [{ ...cis, controls: controls as typeof cis.controls }] };
    const text = render('markdown', many);
    const shown = [...text.matchAll(/^\| `X\.\d+` /gm)].length;
    expect(shown).toBeGreaterThan(10);
    expect(text).toContain(
      `*${500 - shown} of the controls left out here; the JSON and HTML reports have all of them.*`,
    );
  });
});

describe('HTML', () => {
  const page = render('html', report);

  it('has a row for every control, and links to the findings of its rules', () => {
    const [, section = ''] = page.split('id="framework-cis-aws-foundations-2.0"');
    const rows = section.split('</table>')[0]?.match(/<tr><th scope="row">/g) ?? [];
    expect(rows).toHaveLength(27);
    expect(section).toContain('<a class="place" href="#rule-trail.log-file-validation">');
    // What was not asked has no findings to lead to.
    expect(section).toContain('<span class="place">alarm.vpc-changes</span>');
    expect(page).toContain('<a href="#frameworks">Frameworks</a>');
  });
});

describe('SARIF', () => {
  const schema = JSON.parse(
    readFileSync(
      fileURLToPath(new URL('../../node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json', import.meta.url)),
      'utf8',
    ),
  );

  it.each(['github', 'full'])('of the flavour %s fits the schema', (flavour) => {
    const { errors } = new Validator().validate(JSON.parse(render('sarif', report, { flavour })), schema);
    expect(errors.map(({ stack }) => stack).slice(0, 3)).toEqual([]);
  });

  it('full has a taxonomy for each framework, to whose taxa the results lead', () => {
    const { taxonomies = [], results = [], tool } = sarif('full');
    expect(taxonomies.map(({ name, taxa = [] }) => [name, taxa.length])).toEqual([
      ['cis-aws-foundations-2.0', 27],
      ['pci-dss-4.0.1', 22],
    ]);
    expect(tool.driver.supportedTaxonomies).toEqual([
      { name: 'cis-aws-foundations-2.0', index: 0 },
      { name: 'pci-dss-4.0.1', index: 1 },
    ]);
    const taxa = results.find(({ ruleId }) => ruleId === 'trail.kms-encrypted')?.taxa ?? [];
    expect(taxa.map(({ id }) => id)).toEqual(['3.7', '10.3.2']);
    for (const { id, index = -1, toolComponent } of results.flatMap((each) => each.taxa ?? [])) {
      expect(taxonomies[toolComponent?.index ?? -1]?.taxa?.[index]?.id).toBe(id);
    }
  });

  it('for code scanning, which reads no taxa, has the controls among the ten tags of a rule', () => {
    const { taxonomies, tool } = sarif('github');
    expect(taxonomies).toBeUndefined();
    const tags = tool.driver.rules?.find(({ id }) => id === 'trail.kms-encrypted')?.properties?.['tags'];
    expect(tags).toEqual(expect.arrayContaining(['cis-aws-foundations-2.0/3.7', 'pci-dss-4.0.1/10.3.2']));
    for (const rule of tool.driver.rules ?? []) expect(rule.properties?.['tags']?.length).toBeLessThanOrEqual(10);
  });
});

describe('JUnit', () => {
  it('says in the properties of a suite what the run was asked by', () => {
    expect(render('junit', report)).toMatch(
      /<property name="framework cis-aws-foundations-2\.0" value="27 controls: [^"]+"\/>/,
    );
  });
});
