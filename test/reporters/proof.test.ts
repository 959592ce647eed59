/** What every report says of a proof beside its chain: the event that slips through, and what was left out on purpose. */
import { describe, expect, it } from 'vitest';
import type { Excluded, Proof } from '../../src/model/proof.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { acceptedExclusions, excludedRecords, lostEvent } from '../../src/reporters/proof.ts';
import { exampleReport } from './example.ts';
import { render } from './render.ts';

const PROOF: Proof = { events: 's3.DeleteBucket', truth: 'false', sentence: '', regions: ['us-east-1'], routes: [] };
const LOST: Proof = {
  ...PROOF,
  counterexample: { eventName: 'DeleteBucket', eventSource: 's3.amazonaws.com', awsRegion: 'eu-west-1' },
};

describe('the event that slips through, in a line', () => {
  it.each<readonly [what: string, proof: Proof, text: string | null]>([
    ['there is none', PROOF, null],
    ['nothing sets it apart', LOST, 'DeleteBucket of s3.amazonaws.com in eu-west-1'],
    [
      'fields set it apart',
      {
        ...LOST,
        differs: [
          { field: 'userIdentity.arn', value: 'arn:aws:iam::111122223333:user/bob' },
          { field: 'errorCode' },
          { field: 'readOnly', value: false },
        ],
      },
      'DeleteBucket of s3.amazonaws.com in eu-west-1, in which userIdentity.arn is "arn:aws:iam::111122223333:user/bob", errorCode is absent and readOnly is false',
    ],
    [
      'what its name says already sets it apart',
      { ...LOST, differs: [{ field: 'awsRegion', value: 'eu-west-1' }] },
      'DeleteBucket of s3.amazonaws.com in eu-west-1',
    ],
    ['it has no name', { ...PROOF, counterexample: {} }, 'an event'],
  ])('where %s', (_what, proof, text) => {
    expect(lostEvent(proof)).toBe(text);
  });
});

const EXCLUDED: Excluded = {
  events: ['s3.DeleteBucket'],
  records: 'userIdentity.arn is like "*/Deploy/*"',
  because: 'pipelines clean up',
  by: 'configuration',
};

describe('what was left out on purpose', () => {
  const example = exampleReport();
  const [passed, failed] = ['pass', 'fail'].map((verdict) =>
    example.findings.find((finding) => finding.proof && finding.verdict === verdict),
  );
  if (!passed || !failed) throw new Error('the example has no such findings');
  const excluding = (finding: Finding): Finding => ({
    ...finding,
    proof: { ...PROOF, ...finding.proof, excluded: [EXCLUDED] },
  });

  it('is said with the classes it is left out of', () => {
    expect(excludedRecords({ ...EXCLUDED, events: ['a.B', 'c.D'] })).toBe(
      'a.B and c.D where userIdentity.arn is like "*/Deploy/*"',
    );
  });

  it('is gathered by rule, with every finding it bears on', () => {
    const other = { ...excluding(passed), ruleId: 'other.rule' };
    const gathered = acceptedExclusions([excluding(passed), excluding(failed), other, failed]);
    const shared = passed.ruleId === failed.ruleId ? [2, 1] : [1, 1, 1];
    expect(gathered.map(({ findings }) => findings.length)).toEqual(shared);
  });

  it.each(['terminal', 'json', 'html', 'markdown'])('stands in %s beside what passes thanks to it', (format) => {
    const report: Report = { ...example, findings: [excluding(passed)] };
    expect(said(render(format, report))).toContain('pipelines clean up');
    expect(said(render(format, { ...example, findings: [passed] }))).not.toContain('pipelines clean up');
  });

  it.each(['terminal', 'json', 'html', 'markdown', 'junit', 'sarif', 'sarif:full'])(
    'stands in %s beside what fails all the same',
    (name) => {
      const report: Report = { ...example, findings: [excluding(failed)] };
      const [format = '', flavour] = name.split(':');
      const text = said(render(format, report, flavour === undefined ? {} : { flavour }));
      expect(text).toContain('pipelines clean up');
    },
  );

  it('is an exception granted by the configuration', () => {
    const report: Report = { ...example, findings: [excluding(passed)] };
    expect(render('markdown', report)).toMatch(/\| pipelines clean up \| configuration \|/);
    expect(render('html', report)).toContain('<td>pipelines clean up</td><td>the configuration</td>');
  });

  /** Line breaks of a page are no matter. */
  const said = (text: string) => text.replaceAll(/\s+/g, ' ');
});

describe('every report shows the event that slips through', () => {
  const example = exampleReport();
  const finding = example.findings.find(({ proof }) =>
    proof?.differs?.some(({ field }) => field === 'userIdentity.arn'),
  );
  if (!finding) throw new Error('the example has no such finding');
  const report: Report = { ...example, findings: [finding] };

  it.each([
    ['terminal', /lost: {2}DeleteBucket of s3\.amazonaws\.com in \S+,\s+in\s+which\s+userIdentity\.arn\s+is\s+"/],
    ['markdown', /For example: DeleteBucket of s3\.amazonaws\.com in \S+, in which userIdentity\.arn is "/],
    ['junit', /^nobody is told of DeleteBucket of s3\.amazonaws\.com in \S+, in which userIdentity\.arn is &quot;/m],
    ['sarif', /"text": ".* For example: DeleteBucket of s3\.amazonaws\.com in \S+, in which userIdentity\.arn is /],
    [
      'html',
      /<dt><code>userIdentity\.arn<\/code><\/dt><dd><mark>.*<details class="more"><summary>The whole record<\/summary><pre>\{/s,
    ],
  ])('%s', (format, expected) => {
    expect(render(format, report)).toMatch(expected);
  });

  it('sarif as evidence and json, the whole of it', () => {
    const { counterexample, differs } = finding.proof ?? {};
    const [json, sarif] = [render('json', report), render('sarif', report, { flavour: 'full' })].map((text) =>
      JSON.parse(text),
    );
    expect(json.findings[0].proof).toMatchObject({ counterexample, differs });
    expect(sarif.runs[0].results[0].properties.proof).toMatchObject({ counterexample, differs });
  });
});
