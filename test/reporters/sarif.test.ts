/** SARIF as its consumers take it: the schema, Microsoft's validator, and what neither of them says but code scanning refuses. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Validator } from 'jsonschema';
import type { Log, Result, Run } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { exampleReport } from './example.ts';
import { hostileReport } from './hostile.ts';
import { reportOf } from './many.ts';
import { render } from './render.ts';

const TOOLS = fileURLToPath(new URL('../../node_modules/@microsoft/sarif-multitool-linux', import.meta.url));
const example = exampleReport();
const hostile = hostileReport();
/** Every hostile text in a fifth of the findings: the validator is slow. */
const someHostile = { ...hostile, findings: hostile.findings.filter((_, index) => index % 5 === 0) };

function log(report: Report, flavour = 'github'): Log {
  return JSON.parse(render('sarif', report, { flavour })) as Log;
}

function run(report: Report, flavour?: string): Run {
  const [only] = log(report, flavour).runs;
  if (!only) throw new Error('no run');
  return only;
}

function results(report: Report, flavour?: string): readonly Result[] {
  return run(report, flavour).results ?? [];
}

const cases = [
  ['the example', example],
  ['hostile texts', hostile],
  ['nothing', { ...example, findings: [], rules: [], gaps: [] }],
] as const;

describe('the schema', () => {
  const schema = JSON.parse(readFileSync(join(TOOLS, 'sarif-2.1.0.json'), 'utf8'));
  it.each(cases.flatMap(([name, report]) => ['github', 'full'].map((flavour) => [name, flavour, report] as const)))(
    'takes %s as %s',
    (_, flavour, report) => {
      const { errors } = new Validator().validate(log(report, flavour), schema);
      expect(errors.map((error) => error.stack).slice(0, 3)).toEqual([]);
    },
  );

  it('refuses what is wrong, so that the check is one', () => {
    const wrong = JSON.parse(render('sarif', example).replace('"level": "error"', '"level": "critical"'));
    expect(new Validator().validate(wrong, schema).valid).toBe(false);
  });
});

describe.each(cases)('of %s, code scanning', (_, report) => {
  const all = results(report);

  it('finds a file in every result: relative, encoded, going nowhere else', () => {
    for (const { locations } of all) {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      const uri = artifactLocation?.uri ?? '';
      expect(uri).toMatch(/^[A-Za-z0-9._~!*'()%-]+(\/[A-Za-z0-9._~!*'()%-]+)*$/);
      expect(uri.split('/')).not.toContain('..');
      expect(new URL(uri, 'https://repository.example/root/').pathname).toBe(`/root/${uri}`);
      expect(region?.startLine).toBeGreaterThanOrEqual(1);
      expect(region?.endColumn).toBeGreaterThan(0);
    }
  });

  it('tells every two results apart by rule, file and fingerprint', () => {
    const identities = all.map(({ ruleId, locations, partialFingerprints }) => {
      expect(partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:1$/);
      return [
        ruleId,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        partialFingerprints?.['primaryLocationLineHash'],
      ].join(' ');
    });
    expect(new Set(identities).size).toBe(identities.length);
  });

  it('gets no pass, no waived finding, no kind, suppression or baseline, which it would read as alerts', () => {
    const problems = report.findings.filter(
      ({ verdict, waiver }) => (verdict === 'fail' || verdict === 'unknown') && !waiver,
    );
    expect(all).toHaveLength(problems.length);
    for (const result of all)
      for (const member of ['kind', 'suppressions', 'baselineState']) expect(result).not.toHaveProperty(member);
  });

  it('can show every rule', () => {
    for (const { name, shortDescription, fullDescription, help, helpUri, properties } of run(report).tool.driver
      .rules ?? []) {
      for (const text of [shortDescription?.text, fullDescription?.text]) {
        expect(text?.length).toBeGreaterThan(0);
        expect(text?.length).toBeLessThanOrEqual(1024);
      }
      expect(name).toMatch(/^([A-Z][A-Za-z0-9]*){1,255}$/);
      expect(help?.text).not.toBe('');
      expect(help?.markdown).not.toBe('');
      expect(helpUri).toMatch(/^https:\/\/[\w.-]+\/[^\s"<>]*$/);
      expect(properties?.tags?.length).toBeLessThanOrEqual(10);
      expect(properties?.['security-severity']).toMatch(/^(?!0\.0)\d\.\d$/);
    }
  });
});

describe('a result', () => {
  it('of a fail has the level of its severity, one of an unknown is a warning that says so', () => {
    const byId = new Map(example.findings.map((finding) => [`${finding.fingerprint}:1`, finding]));
    const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };
    for (const { level, message, partialFingerprints } of results(example)) {
      const finding = byId.get(partialFingerprints?.['primaryLocationLineHash'] ?? '');
      expect(level).toBe(finding?.verdict === 'unknown' ? 'warning' : levels[finding?.severity ?? 'info']);
      expect(message.text?.startsWith('Unknown: ')).toBe(finding?.verdict === 'unknown');
    }
  });

  it('points at a rule of the repository, else at a made-up path, and names the resource beside it', () => {
    const of = (ruleId: string) => results(example).find((result) => result.ruleId === ruleId)?.locations?.[0];
    const own = of('alarm.named-after-its-team');
    expect(own?.physicalLocation).toEqual({
      artifactLocation: { uri: 'policies/alarm.named-after-its-team.yaml', uriBaseId: 'SRCROOT' },
      region: { startLine: 1, startColumn: 5, endLine: 1, endColumn: 31 },
    });
    const shipped = of('topic.has-confirmed-subscriber');
    expect(shipped?.physicalLocation?.artifactLocation?.uri).toBe('aws/111122223333/us-east-1/topic/on-call');
    expect(shipped?.logicalLocations).toEqual([
      { fullyQualifiedName: 'arn:aws:sns:us-east-1:111122223333:on-call', kind: 'resource' },
    ]);
  });

  it.each([
    ['main.tf', 'main.tf'],
    ['infra/a b/trail#1.tf', 'infra/a%20b/trail%231.tf'],
    ['/etc/trail.tf', 'aws/1/global/trail/x'],
    ['../trail.tf', 'aws/1/global/trail/x'],
    ['C:\\infra\\trail.tf', 'aws/1/global/trail/x'],
    ['https://example.com/trail.tf', 'aws/1/global/trail/x'],
    ['trailproof:trail.multi-region.yaml', 'aws/1/global/trail/x'],
  ])('in %s points to %s', (file, uri) => {
    const [rule] = example.rules;
    const [first] = example.findings;
    if (!rule || !first) throw new Error('the example is empty');
    const location = { file, line: 7, column: 3, endLine: 9, endColumn: 2 };
    const place = { account: '1', region: '', kind: 'trail', resourceName: 'x', ruleId: rule.id };
    const finding: Finding = { ...first, ...place, verdict: 'fail', location };
    const [result] = results({
      ...example,
      rules: [{ ...rule, at: { ...rule.at, file: 'trailproof:x' } }],
      findings: [finding],
    });
    const physical = result?.locations?.[0]?.physicalLocation;
    expect(physical?.artifactLocation?.uri).toBe(uri);
    expect(physical?.region?.startLine).toBe(uri.startsWith('aws/') ? 1 : 7);
  });

  it('of an account keeps its place when the account is renamed', () => {
    const fail = example.findings.find(({ verdict, kind }) => verdict === 'fail' && kind === 'account');
    if (!fail) throw new Error('the example has no such finding');
    const [one, other] = ['production', 'prod'].map(
      (resourceName) => results({ ...example, findings: [{ ...fail, resourceName }] })[0]?.locations,
    );
    expect(one?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      `aws/${fail.account}/global/account/${fail.account}`,
    );
    expect(other).toEqual(one);
  });

  it('of a resource that was not read keeps the place that its fail would have', () => {
    const fail = example.findings.find(({ verdict, ruleId }) => verdict === 'fail' && ruleId === 'logs.retention');
    if (!fail) throw new Error('the example has no such finding');
    const identity = ({ ruleId, locations, partialFingerprints }: Result) => ({
      ruleId,
      locations,
      partialFingerprints,
    });
    const [before] = results({ ...example, findings: [fail] });
    const [after] = results({
      ...example,
      findings: [{ ...fail, verdict: 'unknown', message: 'It could not be read.' }],
    });
    if (!before || !after) throw new Error('no result');
    expect(identity(after)).toEqual(identity(before));
  });
});

describe('a pattern that does not match', () => {
  const of = (report: Report, flavour?: string) =>
    results(report, flavour).find(({ ruleId }) => ruleId === 'alarm.s3-bucket-deleted')?.message;

  it.each(['github', 'full'])(
    'is shown in the Markdown of the message of %s, which begins with its text',
    (flavour) => {
      const { text = '', markdown = '' } = of(example, flavour) ?? {};
      expect(markdown.replaceAll('\\', '').split('\n')).toEqual([
        text,
        '',
        '```text',
        '...entName = "DeleteBucket") && (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*:assumed-role/Deploy/*")) }',
        `${' '.repeat(69)}${'^'.repeat(47)}`,
        '```',
      ]);
      expect(text).not.toContain('^^^');
    },
  );

  it('makes no Markdown of names: each sign that could is escaped', () => {
    for (const { message } of results(hostile)) {
      const prose = message.markdown?.split('\n')[0]?.replace(/\\./g, '') ?? '';
      expect(prose).not.toMatch(/[`*_[\]<>#|~&]/);
    }
  });

  it('is all that brings Markdown: a message that speaks of none has only its text', () => {
    const findings = example.findings.filter(({ proof }) => proof === undefined);
    for (const { message } of results({ ...example, findings })) expect(message.markdown).toBeUndefined();
  });
});

describe('the full flavour', () => {
  it('keeps every finding with its kind; only a fail has a level', () => {
    const all = results(example, 'full');
    expect(all).toHaveLength(example.findings.length);
    const kinds = { pass: 'pass', fail: 'fail', unknown: 'open', notApplicable: 'notApplicable' };
    for (const [index, { kind, level }] of all.entries()) {
      const verdict = example.findings[index]?.verdict ?? 'pass';
      expect(kind).toBe(kinds[verdict]);
      expect(level === 'none').toBe(verdict !== 'fail');
    }
  });

  it('says who waived what until when, and what is new', () => {
    const [first] = example.findings;
    if (!first) throw new Error('the example is empty');
    const waiver = { because: 'being moved', owner: 'jane@example.com', expires: '2027-01-31' };
    const findings: Finding[] = [{ ...first, verdict: 'fail', waiver, state: 'new' }];
    const [result] = results({ ...example, findings }, 'full');
    expect(result?.baselineState).toBe('new');
    expect(result?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'being moved',
        properties: { owner: 'jane@example.com', expires: '2027-01-31' },
      },
    ]);
  });
});

describe('a large report', () => {
  const many = reportOf(20_000);
  const large = run(many);
  const problems = many.findings.filter(
    ({ verdict, waiver }) => (verdict === 'fail' || verdict === 'unknown') && !waiver,
  ).length;

  it('keeps the worst 5,000 and says how many it left out', () => {
    expect(large.results).toHaveLength(5000);
    expect(large.properties?.['resultsLeftOut']).toBe(problems - 5000);
    const said = large.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? '';
    expect(said).toContain(`${problems - 5000} results had no room`);
    const severities = new Set(large.results?.map(({ properties }) => properties?.['severity']));
    expect([...severities]).toEqual(['high', 'medium']);
  });

  it('is below ten megabytes packed', () => {
    expect(gzipSync(render('sarif', many)).length).toBeLessThan(10_000_000);
  });

  it('is told of in the Markdown summary', () => {
    expect(render('markdown', many)).toContain(`the worst are in it, ${problems - 5000} are not.`);
  });
});

describe('the category', () => {
  it.each([
    ['the scope, where none is given', undefined, 'trailproof/snapshot/organization/'],
    ['what is given', 'nightly', 'nightly/'],
  ])('is %s', (_, category, id) => {
    const given = category === undefined ? {} : { category };
    expect((JSON.parse(render('sarif', example, given)) as Log).runs[0]?.automationDetails?.id).toBe(id);
  });

  it('of one account is its own, so that accounts do not close alerts of each other', () => {
    const report = { ...example, scope: { ...example.scope, accounts: ['222233334444'], by: 'accounts' as const } };
    expect(run(report).automationDetails?.id).toBe('trailproof/snapshot/222233334444/');
  });
});

it('a flavour that does not exist is an error', () => {
  expect(() => render('sarif', example, { flavour: 'gitlab' })).toThrow('there is no SARIF flavour "gitlab"');
});

const BINARY = join(TOOLS, 'Sarif.Multitool');
const hasTool = process.platform === 'linux' && existsSync(BINARY);
if (!hasTool) console.warn('Sarif.Multitool is not there (it is for Linux): SARIF is not checked with it.');

describe.skipIf(!hasTool)("Microsoft's validator", () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-sarif-'));
  beforeAll(() => chmodSync(BINARY, 0o755));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.concurrent.each([
    ['github', ['Sarif', 'Ghas'], example],
    ['full', ['Sarif'], example],
    ['github', ['Sarif', 'Ghas'], someHostile],
  ] as const)('finds no error and no warning in %s under the rules %s', async (flavour, kinds, report) => {
    const name = join(folder, `${flavour}-${report === example ? 'example' : 'hostile'}`);
    writeFileSync(`${name}.sarif`, render('sarif', report, { flavour }));
    expect(await verdict(`${name}.sarif`, `${name}.verdict.sarif`, kinds)).toEqual([]);
  });

  it('finds what is wrong, so that the check is one', async () => {
    const wrong = log(example);
    for (const rule of wrong.runs[0]?.tool.driver.rules ?? []) delete rule.fullDescription;
    const name = join(folder, 'wrong');
    writeFileSync(`${name}.sarif`, JSON.stringify(wrong));
    expect(await verdict(`${name}.sarif`, `${name}.verdict.sarif`, ['Sarif', 'Ghas'])).not.toEqual([]);
  });
});

/** Its exit code is always 0: what it has to say stands in the file it writes. */
async function verdict(path: string, output: string, kinds: readonly string[]): Promise<readonly string[]> {
  const levels = [
    '--level',
    'Error;Warning;Note',
    '--log',
    'ForceOverwrite;PrettyPrint',
    '--max-file-size-in-kb',
    '100000',
  ];
  await new Promise<void>((resolve, reject) => {
    execFile(
      BINARY,
      ['validate', path, '--rule-kind', ...kinds, ...levels, '-o', output],
      { maxBuffer: 1e8 },
      (error) => (error ? reject(error) : resolve()),
    );
  });
  const { runs } = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as Log;
  const [only] = runs;
  if (!only) return ['the validator did not run'];
  const notes = only.results?.filter(({ level }) => level === 'note') ?? [];
  // There is always something it would note: without a note, it has not looked.
  if (notes.length === 0) return ['the file was not analysed'];
  const own = only.invocations?.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications) ?? [];
  const found = only.results?.filter(({ level = 'warning' }) => level === 'error' || level === 'warning') ?? [];
  return [
    ...found.map(({ ruleId, message }) => `${ruleId} ${JSON.stringify(message)}`),
    ...own.map(({ message }) => message.text ?? ''),
  ];
}
