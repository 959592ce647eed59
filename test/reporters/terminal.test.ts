/** The terminal report: what a reader sees first, what is told once, and what fits the screen. */
import { describe, expect, it } from 'vitest';
import { columns } from '../../src/model/excerpt.ts';
import { wrap } from '../../src/model/lines.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { firstSentence } from '../../src/reporters/remedy.ts';
import { exampleReport } from './example.ts';
import { reportOf } from './many.ts';
import { render } from './render.ts';

const example = exampleReport();
const text = render('terminal', example);

describe('problems', () => {
  it('stand under the accounts that share them, once', () => {
    expect(text.match(/FAIL {2}high {2}alarm\.root-usage/g)).toHaveLength(1);
    expect(text).toContain('The same in 4 accounts');
  });

  it('of several accounts show the chain of one, and say whose it is', () => {
    const flat = text.replaceAll(/\n\s*/g, ' ');
    expect(flat).toMatch(
      /root-usage Nobody is told about account\.RootUsage in account 111122223333 \(management\)\. As an example, the chain of account 111122223333 \(management\): ✓ trail/,
    );
    const findings = example.findings.filter(({ account, kind }) => account === '111122223333' && kind === 'account');
    const alone = render('terminal', { ...example, findings }).replaceAll(/\n\s*/g, ' ');
    expect(alone).toContain('Nobody is told about account.RootUsage in account 111122223333 (management): ✓ trail');
    expect(alone).not.toContain('As an example');
  });

  it('of an account that nobody could read are one block, with every rule it hides', () => {
    const block = text.slice(text.indexOf('555566667777 (locked) '));
    expect(block).toMatch(/\? UNKNOWN {2}high {2}17 rules could not be decided\n {4}sts:AssumeRole was denied\.\n/);
    expect(text.match(/UNKNOWN/g)?.length).toBeLessThan(6);
  });

  it('show the chain to the link that breaks, and a caret under what breaks it', () => {
    const lines = text.split('\n');
    const marked = lines.flatMap((carets, at) =>
      /^ *\^+$/.test(carets) ? [(lines[at - 1] ?? '').slice(carets.indexOf('^'), carets.length)] : [],
    );
    // Four alternatives none of which is there, as far as they fit; then one clause.
    expect(marked).toEqual([
      '($.eventName = "CreateTrail") || ($.eventName = "UpdateTrail") || ($.…',
      '$.userIdentity.arn != "*:assumed-role/Deploy/*"',
      // Of one account more records are lost, and it is shown by itself.
      '($.eventName = "CreateTrail") || ($.eventName = "UpdateTrail") || ($.…',
      '$.userIdentity.arn != "*:assumed-role/Deploy/*"',
    ]);
    expect(text).toMatch(/✓ log group +log group org-trail receives it\n +✗ metric filter/);
  });

  it('say what to do: for a chain by its broken link, for what was not read by its cause, else by the rule', () => {
    expect(text).toContain('fix:   Subscribe somebody to the topic, and confirm the subscription.');
    expect(text).toContain('fix:   Allow cloudtrail:GetTrailStatus to the role that audits');
    expect(text).toContain('fix:   Rename the alarm after its team, or tag it.');
  });

  it('name a command that explains them, with the snapshot and the rules it needs', () => {
    expect(text).toContain('why:   trailproof explain alarm.root-usage night.ndjson\n');
    expect(text).toContain('why:   trailproof explain alarm.named-after-its-team night.ndjson --rules policies/');
    const live = render('terminal', { ...example, source: { type: 'aws', name: 'arn:aws:iam::1:role/x' } });
    expect(live).toContain('why:   trailproof explain alarm.root-usage\n');
  });

  it('of one rule on several resources name the others', () => {
    expect(text).toMatch(/alarm audit-changes\n.*\n {4}also: {2}alarm bucket-deleted, alarm maintenance/);
  });

  it('that differ are told apart', () => {
    const [first, second] = example.findings.filter(({ ruleId }) => ruleId === 'alarm.root-usage');
    if (!first || !second) throw new Error('the example has no such findings');
    const findings: Finding[] = [first, { ...second, message: 'Nobody is told, for another reason.' }];
    expect(render('terminal', { ...example, findings }).match(/FAIL/g)).toHaveLength(2);
  });

  it('that somebody waived are none', () => {
    const findings = example.findings.map((finding) =>
      finding.verdict === 'fail' ? { ...finding, waiver: { because: 'being moved', expires: '2027-01-31' } } : finding,
    );
    const waived = render('terminal', { ...example, findings });
    expect(waived).not.toContain('FAIL');
    expect(waived).toContain('waived until 2027-01-31, being moved');
    expect(waived).toContain('the first one ends on 2027-01-31');
  });
});

describe('what is said of the rest', () => {
  it('is one line for each account, with the rules that pass in all of it', () => {
    expect(text).toMatch(/✓ 222233334444 \(production\): \d+ rules passed\s+\(/);
    const management = /✓ 111122223333 \(management\): [^✓]*/.exec(text)?.[0] ?? '';
    expect(management).toContain('trail.multi-region');
    // One topic of the account has a confirmed subscription, the other has none.
    expect(management).not.toContain('topic.has-confirmed-subscriber');
  });

  it('does not call passed what somebody waived', () => {
    const findings = example.findings.map((finding) =>
      finding.ruleId === 'topic.has-confirmed-subscriber' && finding.verdict === 'fail'
        ? { ...finding, waiver: { because: 'being moved' } }
        : finding,
    );
    const line = /✓ 111122223333 \(management\): [^✓]*/.exec(render('terminal', { ...example, findings }))?.[0] ?? '';
    expect(line).not.toMatch(/passed \([^)]*topic\.has-confirmed-subscriber/s);
  });

  it('counts the accounts it has no room for', () => {
    const passing = example.findings.filter(({ verdict }) => verdict === 'pass');
    const findings = passing.map((finding, index) => ({ ...finding, account: String(index).padStart(12, '0') }));
    const rules = findings.map((finding, index) => ({ ...finding, ruleId: `rule.${index}` }));
    expect(render('terminal', { ...example, findings: rules })).toContain(
      `and rules in ${rules.length - 20} more accounts`,
    );
  });

  it('is left out with --quiet, problems and summary are not', () => {
    const quiet = render('terminal', example, { quiet: true });
    expect(quiet).not.toContain('passed (');
    expect(quiet).toContain('alarm.root-usage');
    expect(quiet).toContain('Summary');
  });

  it('gives the reason of an exemption', () => {
    expect(text).toContain('alarm.named-after-its-team: exempt, scratch alarms call nobody: scratch/cpu');
  });
});

describe('the last block', () => {
  it('counts verdicts apart and ends with the gate', () => {
    const { counts } = example.summary;
    expect(text).toContain(`✗ ${counts.fail} fail   ? ${counts.unknown} unknown   ✓ ${counts.pass} pass`);
    expect(text.trimEnd().replaceAll(/\n\s*/g, ' ').endsWith(`✗ ${example.gate.sentence}`)).toBe(true);
  });

  it('says what could not be seen, by cause', () => {
    expect(text).toMatch(/not seen +sts:AssumeRole was denied in 555566667777 \(every region\): 17/);
    const all = render('terminal', { ...example, gaps: [], findings: [] });
    expect(all).toContain('everything that was asked for was seen');
  });

  it('says how to explain a live audit, which left nothing to explain it from', () => {
    const live = render('terminal', { ...example, source: { type: 'aws', name: 'x' } });
    expect(live).toContain('explain     reads AWS again: give it the options of this audit');
    expect(text).not.toContain('reads AWS again');
  });

  it('names the reports that were written', () => {
    const written = render('terminal', example, { written: { html: 'out/report.html' } });
    expect(written).toContain('reports     html      out/report.html');
  });
});

describe('rules that passed', () => {
  const passed = (ids: readonly string[]) => {
    const [one] = example.findings.filter(({ verdict }) => verdict === 'pass');
    if (!one) throw new Error('nothing passes in the example');
    const findings = ids.map((ruleId) => ({ ...one, ruleId, account: '111122223333' }));
    return render('terminal', { ...example, findings, gaps: [] }, { width: 160 });
  };
  const alarms = Array.from({ length: 11 }, (_, index) => `alarm.number-${index + 10}`);

  it('are named where they are few', () => {
    expect(passed([...alarms, 'vpc.flow-logs'])).toContain('12 rules passed (alarm.number-10, alarm.number-11,');
  });

  it('are counted by what they are about where they are many', () => {
    const ids = [...alarms, 'topic.encrypted', 'topic.not-public', 'vpc.flow-logs'];
    expect(passed(ids)).toContain('14 rules passed (alarm.* 11, topic.* 2, vpc.flow-logs)\n');
  });
});

describe('the page', () => {
  it.each([40, 60, 80, 120])('of %i columns is not left, but by a command to be copied', (width) => {
    const lines = render('terminal', example, { width }).split('\n');
    const wide = lines.filter((line) => columns(line) > width && !/trailproof (explain|snapshot)/.test(line));
    expect(wide.filter((line) => !/^ {2}[✗?] (FAIL|UNKNOWN) /.test(line))).toEqual([]);
  });

  it('says the same with and without colour', () => {
    const colored = render('terminal', example, { color: true });
    expect(colored).toContain('\u001b[31m✗ FAIL\u001b[39m');
    expect(colored.replaceAll(/\p{Cc}\[\d+m/gu, '')).toBe(text);
  });

  it('does not grow with the number of accounts that share a problem', () => {
    const some = render('terminal', reportOf(2000)).length;
    expect(render('terminal', reportOf(20_000)).length).toBeLessThan(1.5 * some);
  });

  it('is short where nothing is wrong', () => {
    const findings = example.findings.filter(({ verdict }) => verdict === 'pass');
    const counts = { pass: findings.length, fail: 0, unknown: 0, notApplicable: 0 };
    const fine: Report = {
      ...example,
      findings,
      gaps: [],
      summary: { ...example.summary, counts, unreadableAccounts: [] },
      gate: { ...example.gate, open: true, exitCode: 0, sentence: 'The gate is open.' },
    };
    const page = render('terminal', fine);
    expect(page).not.toMatch(/FAIL|UNKNOWN/);
    expect(page.trimEnd().endsWith('✓ The gate is open.')).toBe(true);
  });
});

describe('lines', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['arn:aws:sns:us-east-1', 8, ['arn:aws:', 'sns:us-e', 'ast-1']],
    ['監査 ログ', 4, ['監査', 'ログ']],
    ['', 10, ['']],
  ])('of "%s" in %i columns', (given, width, expected) => {
    expect(wrap(given, width)).toEqual(expected);
  });

  it.each([
    ['Do this. Then that.', 'Do this.'],
    ['Run `aws x --y. Z` now. Then that.', 'Run `aws x --y. Z` now.'],
    ['No full stop', 'No full stop'],
    ['Set it to 1.5 hours. `aws x` does it.', 'Set it to 1.5 hours.'],
  ])('of remediation: the first sentence of "%s"', (given, expected) => {
    expect(firstSentence(given)).toBe(expected);
  });
});

describe('rules with nothing to check', () => {
  const [one] = example.findings;
  const found = (ruleId: string, account: string, resource: string): readonly Finding[] =>
    one ? [{ ...one, ruleId, account, resource, verdict: resource === '' ? 'notApplicable' : 'pass' }] : [];
  const none = (ruleId: string, account: string) => found(ruleId, account, '');
  const asided = (findings: readonly Finding[]) =>
    render('terminal', { ...example, findings })
      .split('\n')
      .filter((line) => line.includes('nothing to check'));

  it('are told apart: those without a subject anywhere, and those without one in some accounts', () => {
    const a = ['topic.tagged', 'trail.tagged'].flatMap((rule) => none(rule, '111122223333'));
    const b = [...none('topic.tagged', '222233334444'), ...found('trail.tagged', '222233334444', 'arn:main')];
    expect(asided([...a, ...b])).toEqual([
      '  - nothing to check in 2 accounts: topic.tagged',
      '  - nothing to check in some accounts: trail.tagged (1 of 2)',
    ]);
  });

  it('are no line where every rule found something', () => {
    expect(asided(found('trail.tagged', '222233334444', 'arn:main'))).toEqual([]);
  });
});

describe('what was looked at', () => {
  const here = { id: 'o', reason: 'outOfScope', account: '999900001111', region: 'us-east-1', action: '' } as const;
  const message = 'account 999900001111 is not among the accounts looked at';
  const told = (gaps: Report['gaps'], accounts = 1) =>
    render('terminal', { ...example, findings: [], gaps, summary: { ...example.summary, accounts } }).replaceAll(
      /\s+/g,
      ' ',
    );

  it('is one account, or several', () => {
    expect(told([])).toMatch(/looked at 1 account(?: \([^)]*\))?, in it \d+ regions/);
    expect(told([], 5)).toMatch(/looked at 5 accounts(?: \([^)]*\))?, in them \d+ regions/);
  });

  it('is said once where it names what was not', () => {
    expect(told([{ ...here, call: '', message }])).toContain(`not seen ${message} `);
    expect(told([{ ...here, call: 's3:ListBuckets', message }])).toContain('was not asked in 999900001111 (us-east-1)');
  });
});
