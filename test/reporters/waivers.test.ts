/** What reports say of waivers: those in force, those that are over, those that nothing needs, and records that they leave out. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Excluded } from '../../src/model/proof.ts';
import type { Finding, Report, ReportWaiver } from '../../src/model/report.ts';
import { reportSchema } from '../../src/model/schemas.ts';
import { annotationsOf } from '../../src/reporters/annotations.ts';
import { exampleReport, HOSTILE } from './example.ts';
import { FORMATS, render } from './render.ts';

/** Without the waivers that it has. */
const { waivers: _, ...rest } = exampleReport();
const example: Report = { ...rest, findings: rest.findings.map(({ waiver: _, lapsed: __, ...bare }) => bare) };
const failing = example.findings.find(({ ruleId, verdict }) => ruleId === 'logs.retention' && verdict === 'fail');
const proven = example.findings.find(({ verdict, proof }) => verdict === 'pass' && proof);
if (!failing || !proven?.proof) throw new Error('the example has no such findings');
const { proof } = proven;

/** On one line, as it was before lines were broken. */
const said = (format: string, report: Report) => render(format, report).replaceAll('\u200b', '').replace(/\s+/g, ' ');

function given(more: Partial<ReportWaiver> = {}): ReportWaiver {
  return {
    rules: ['logs.retention'],
    because: 'being moved',
    owner: 'jane@example.com',
    at: { file: 'waivers.yaml', line: 7, column: 5 },
    state: 'unneeded',
    sentence: 'It fits nothing that this run found.',
    findings: [],
    ...more,
  };
}

const withWaivers = (...waivers: readonly ReportWaiver[]): Report => ({ ...example, waivers });

describe('a waiver that is over', () => {
  const lapsed = { because: 'being moved', owner: 'jane@example.com', expires: '2026-10-31' };
  const one = { ...example, findings: [{ ...failing, lapsed }] };

  it.each(['terminal', 'markdown', 'html', 'junit', 'sarif', 'sarif:full'])(
    'is named beside its finding in %s',
    (name) => {
      const [format = '', flavour] = name.split(':');
      const text = render(format, one, flavour === undefined ? {} : { flavour });
      expect(text.replaceAll('\u200b', '').replace(/\s+/g, ' ')).toMatch(
        /he waiver by jane@example\.com expired on 2026-10-31: being moved/,
      );
      // The finding is a problem as before.
      expect(text).not.toContain('Waived');
    },
  );

  it('is named in the annotation', () => {
    const annotations = annotationsOf(one);
    expect(annotations.at(-1)?.message).toContain('The waiver by jane@example.com expired on 2026-10-31: being moved.');
  });

  it('is told once of findings that are told together', () => {
    const findings = [failing, { ...failing, region: 'us-east-1' }].map((each): Finding => ({ ...each, lapsed }));
    expect(said('terminal', { ...example, findings }).match(/expired on/g)).toHaveLength(1);
  });
});

describe('a waiver that nothing needs', () => {
  const report = withWaivers(given(), given({ state: 'applied' }), given({ state: 'notSeen' }));

  it('is named where the terminal sums up', () => {
    expect(said('terminal', report)).toContain(
      'waivers waivers.yaml:7:5: the waiver on logs.retention is not needed. It fits nothing that this run found. looked at',
    );
    expect(said('terminal', example)).not.toContain('waivers ');
  });

  it('is a row of Markdown, a notification of SARIF and a warning', () => {
    expect(said('markdown', report)).toContain(
      '| `waivers.yaml:7:5` | `logs.retention` | being moved | jane@example.com | It fits nothing that this run found. |',
    );
    const [{ invocations }] = JSON.parse(render('sarif', report)).runs;
    const texts = invocations[0].toolExecutionNotifications.map(
      (each: { message: { text: string } }) => each.message.text,
    );
    expect(texts.filter((text: string) => text.includes('is not needed'))).toHaveLength(1);
    expect(annotationsOf(report)).toContainEqual({
      level: 'warning',
      title: 'trailproof',
      message: 'waivers.yaml:7:5: the waiver on logs.retention is not needed. It fits nothing that this run found.',
      at: { file: 'waivers.yaml', line: 7, column: 5 },
    });
  });

  it('leaves room for problems among the warnings that GitHub shows', () => {
    const many = withWaivers(...Array.from({ length: 40 }, () => given()));
    const warnings = annotationsOf(many).filter(({ level }) => level === 'warning');
    expect(warnings).toHaveLength(10);
    expect(warnings.filter(({ message }) => message.includes('is not needed'))).toHaveLength(3);
  });
});

describe('the HTML report', () => {
  it('lists every waiver: where it stands, what it speaks of, who granted it until when, what became of it', () => {
    const excluding = [{ events: ['s3.DeleteBucket'], records: 'readOnly is false' }];
    const text = said(
      'html',
      withWaivers(
        given({ accounts: ['111122223333'], resources: ['/apps/*'], expires: '2026-12-31', state: 'applied' }),
        given({ excluding }),
      ),
    );
    expect(text).toContain('<span class="under">accounts 111122223333; resources /apps/*</span>');
    expect(text).toContain('<span class="under">leaves out s3.DeleteBucket where readOnly is false</span>');
    expect(text).toContain('<td>jane@example.com</td><td>2026-12-31</td>');
    expect(text).toContain('<td>jane@example.com</td><td>no end</td>');
    expect(text).toContain('<pre>trailproof audit night.ndjson --waivers waivers.yaml -o html=report.html</pre>');
    expect(said('html', example)).not.toContain('What became of it');
  });
});

describe('records that a waiver leaves out', () => {
  const excluded: Excluded = {
    events: ['s3.DeleteBucket'],
    records: 'readOnly is false',
    because: 'reviewed',
    by: 'waiver',
    owner: 'jane@example.com',
    expires: '2026-12-31',
  };
  const report = { ...example, findings: [{ ...proven, proof: { ...proof, excluded: [excluded] } }] };

  it('are listed with who granted it until when', () => {
    expect(said('terminal', report)).toContain('(reviewed; waived by jane@example.com until 2026-12-31)');
    expect(said('terminal', report)).toContain('waivers the first one ends on 2026-12-31');
    expect(said('markdown', report)).toContain('| reviewed | waived by jane@example.com | 2026-12-31 |');
    expect(said('html', report)).toContain('<td>reviewed</td><td>jane@example.com</td><td>2026-12-31</td>');
    expect(render('sarif', report, { flavour: 'full' })).toContain(
      'Left out on purpose: s3.DeleteBucket where readOnly is false (reviewed; waived by jane@example.com until 2026-12-31).',
    );
  });
});

describe('every report with waivers', () => {
  const hostile = withWaivers(
    ...HOSTILE.map((text) =>
      given({ because: text, owner: text, rules: [text], resources: [text], at: { file: text, line: 1, column: 1 } }),
    ),
    given({ expires: '2026-10-31', state: 'expired' }),
  );

  it('fits its schema', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema());
    const lapsed = { because: 'x', owner: 'y', expires: '2026-10-31' };
    validate(JSON.parse(render('json', { ...hostile, findings: [{ ...failing, lapsed }] })));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(FORMATS.filter((format) => format !== 'json'))('lets hostile texts be no more than text in %s', (format) => {
    const text = format === 'sarif' ? strings(JSON.parse(render(format, hostile))).join('\n') : render(format, hostile);
    expect(text.replaceAll('\u200b', '').match(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u)).toBeNull();
    expect(text).not.toMatch(/^\s*::error/m);
    if (format === 'html') expect(text).not.toMatch(/<img|<boom|<script>alert/);
    if (format === 'markdown') {
      const rows = text.split('\n').filter((line) => line.startsWith('|'));
      expect(new Set(rows.map((row) => row.replace(/\\./g, '').split('|').length))).toEqual(new Set([6, 7, 9]));
    }
  });
});

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}
