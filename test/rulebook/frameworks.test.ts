/** Framework files: every mistake in one with its place; what the shipped ones hold; which rules they ask, and how. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules } from '../../src/audit.ts';
import type { Mistake } from '../../src/model/errors.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { tally } from '../../src/model/framework.ts';
import { askFrameworks, checkAsked, findFrameworks } from '../../src/rulebook/asked.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { frameworkSchema } from '../../src/rulebook/framework-schema.ts';
import { saidIn } from '../../src/rulebook/layering.ts';
import { shippedRules } from '../../src/sources/files.ts';

const shipped = shippedRules();
const rulebook = compileRules(shipped);
const { frameworks, rules } = rulebook;
const find = (...names: readonly string[]) => findFrameworks(frameworks, names);

/** `line:column message | hint`. */
const short = ({ at, message, hint }: Mistake) =>
  `${at.line}:${at.column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;

/** A framework of two lines and the line `controls:`; what follows begins on line 4. */
const HEAD = 'framework: acme-1.0\ntitle: What Acme asks for\ncontrols:\n';
const CONTROL = "  - { control: '1', title: Trails are on, assessment: automated, rules: [trail.multi-region] }\n";
const control = (rest: string) => `${HEAD}  - { ${rest} }\n`;

/** Two rules, and a framework of another file. */
const few = [
  ...shipped.filter(({ file }) => /trail\.multi-region|logs\.retention/.test(file)),
  { file: 'policies/other.yaml', text: `${HEAD.replace('acme-1.0', 'other')}${CONTROL}` },
];

function mistakes(text: string): readonly string[] {
  try {
    compileRules([...few, { file: 'policies/acme.yaml', text }]);
  } catch (error) {
    if (error instanceof RulebookError) return error.mistakes.map(short);
    throw error;
  }
  return [];
}

describe('a mistake in a framework', () => {
  it.each<readonly [what: string, text: string, mistake: string]>([
    [
      'a rule that there is not',
      control("control: '1', title: T, assessment: automated, rules: [trail.multi-regoin]"),
      '4:62 there is no rule "trail.multi-regoin" | did you mean "trail.multi-region"?',
    ],
    [
      'a control that is listed twice',
      `${HEAD}${CONTROL}${CONTROL}`,
      '5:16 control 1 is listed twice | name all its rules in one place',
    ],
    [
      'a misspelt key of a control',
      control("control: '1', title: T, assessment: automated, rules: [], levle: 1"),
      '4:65 a control has no key "levle" | did you mean "level"?',
    ],
    [
      'a misspelt key of the framework',
      `refernces: [https://example.com]\n${HEAD}${CONTROL}`,
      '1:1 a framework has no key "refernces" | did you mean "references"?',
    ],
    [
      'a number without quotes, which loses its last zero',
      control('control: 3.10, title: T, assessment: automated, rules: []'),
      "4:16 the number of a control needs quotes: without them 3.10 is 3.1 | control: '3.10'",
    ],
    [
      'an assessment that there is not',
      control("control: '1', title: T, assessment: automatic, rules: []"),
      '4:43 assessment must be one of automated, manual, not the text "automatic" | did you mean "automated"?',
    ],
    [
      'a control without rules',
      control("control: '1', title: T, assessment: manual"),
      '4:5 a control needs rules: those that answer it | rules: [] where only people can answer it',
    ],
    [
      'a rule that is listed twice',
      control("control: '1', title: T, assessment: manual, rules: [logs.retention, logs.retention]"),
      '4:75 rule logs.retention is listed twice in this control',
    ],
    [
      'a level that is no number',
      control("control: '1', title: T, level: high, assessment: manual, rules: []"),
      '4:38 level must be a whole number from 1 up, not the text "high"',
    ],
    [
      'an id with blanks',
      `${HEAD.replace('acme-1.0', 'Acme Baseline')}${CONTROL}`,
      '1:12 the id "Acme Baseline" is not of lower case letters, numbers, dots and hyphens | for example acme-baseline-1.0',
    ],
    ['no controls', 'framework: acme\ntitle: T\ncontrols: []\n', '3:11 controls names no control'],
    [
      'an id that another framework has',
      `${HEAD.replace('acme-1.0', 'other')}${CONTROL}`,
      '1:12 the framework other is defined twice: first in policies/other.yaml:1 | give one of them another id',
    ],
    [
      'parameters of a rule that there is not',
      `${HEAD}${CONTROL}params: { logs.retentoin: { days: 3 } }\n`,
      '5:11 there is no rule "logs.retentoin" | did you mean "logs.retention"?',
    ],
    [
      'parameters of a rule that no control names',
      `${HEAD}${CONTROL}params: { logs.retention: { days: 30 } }\n`,
      '5:11 parameters of logs.retention are set here, and no control names that rule',
    ],
    [
      'a parameter that the rule does not have',
      `${HEAD}${CONTROL.replace('trail.multi-region', 'logs.retention')}params: { logs.retention: { day: 3 } }\n`,
      '5:29 rule logs.retention has no parameter "day" | did you mean "days"?',
    ],
    [
      'a parameter below its least value',
      `${HEAD}${CONTROL.replace('trail.multi-region', 'logs.retention')}params: { logs.retention: { days: 0 } }\n`,
      '5:35 parameter days of logs.retention must be at least 1, not 0',
    ],
  ])('%s', (_, text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });

  it('is none where everything is right, also beside a rule in the same file', () => {
    expect(mistakes(`${HEAD}${CONTROL}`)).toEqual([]);
    const rule = 'id: trail.acme\ntitle: T\nseverity: low\nfor: trail\nassert: { logging: true }\n';
    expect(mistakes(`${rule}---\n${HEAD}${CONTROL.replace('trail.multi-region', 'trail.acme')}`)).toEqual([]);
  });
});

describe('the shipped frameworks', () => {
  // CIS: controls on logging, then on monitoring. Organizations came with 1.3, Security Hub with 1.5; from 3.0 on the public bucket and
  // CloudWatch Logs are not asked for; 7.0 asks for access logs of web front ends.
  it.each([
    ['cis-aws-foundations-1.2', 9 + 14],
    ['cis-aws-foundations-1.3', 11 + 15],
    ['cis-aws-foundations-1.4', 11 + 15],
    ['cis-aws-foundations-1.5', 11 + 16],
    ['cis-aws-foundations-2.0', 11 + 16],
    ['cis-aws-foundations-3.0', 9 + 16],
    ['cis-aws-foundations-4.0', 9 + 16],
    ['cis-aws-foundations-4.0.1', 9 + 16],
    ['cis-aws-foundations-5.0', 9 + 16],
    ['cis-aws-foundations-6.0', 9 + 16],
    ['cis-aws-foundations-7.0', 10 + 16],
    // CloudTrail, CloudWatch, EventBridge, SNS, S3, then Config.1, EC2.6, KMS.4, CloudFront.5 and APIGateway.9.
    ['aws-security-hub', 9 + 17 + 3 + 4 + 8 + 5],
    ['aws-fsbp', 4 + 4 + 1 + 4],
    ['nist-800-53-r5', 47],
    ['fedramp-moderate-r5', 31],
    ['fedramp-moderate-r4', 10],
    // Requirement 10: of 10.2 nine, of 10.3 and 10.4 four each, 10.5.1, of 10.7 three; and 12.10.5.
    ['pci-dss-4.0.1', 9 + 4 + 4 + 1 + 3 + 1],
    ['soc2', 9],
    ['iso-27001-2022', 6],
    ['hipaa', 9],
  ])('%s has %i controls', (id, number) => {
    const [framework] = find(id);
    expect(framework && tally(framework).controls).toBe(number);
  });

  it('are these and no others', () => {
    expect(frameworks).toHaveLength(20);
  });

  it.each(frameworks)(
    '$id lists its controls in order, and says of each where no rule helps that people have to',
    (framework) => {
      const numbers = framework.controls.map((each) => each.control);
      const order = new Intl.Collator('en', { numeric: true });
      expect(numbers).toEqual(numbers.toSorted((one, other) => order.compare(one, other)));
      const { controls, byRules, byBoth, byHand } = tally(framework);
      expect(byRules + byBoth + byHand).toBe(controls);
    },
  );

  it.each(shipped.filter(({ file }) => file.startsWith('trailproof:frameworks/')))(
    '$file fits the schema and is called after its id',
    ({ file, text }) => {
      const validate = new Ajv2020({ strict: false }).compile(frameworkSchema(rules));
      const plain = parse(text);
      validate(plain);
      expect(validate.errors ?? []).toEqual([]);
      expect(file).toBe(`trailproof:frameworks/${plain.framework}.yaml`);
    },
  );

  it('call no control met by rules alone where people review, or where rules see but a part', () => {
    const [pci] = find('pci-dss-4.0.1');
    const [hub] = find('aws-security-hub');
    const byHand = (controls: typeof pci) => controls?.controls.flatMap((each) => (each.byHand ? [each.control] : []));
    expect(byHand(pci)).toEqual(['10.4.1', '10.4.2', '10.4.3', '10.7.3']);
    expect(byHand(hub)).toEqual(expect.arrayContaining(['S3.8', 'SNS.1', 'CloudWatch.16', 'EventBridge.4']));
  });
});

describe('a framework is found', () => {
  it.each([
    ['cis-aws-foundations-5.0', 'cis-aws-foundations-5.0'],
    ['cis-aws-foundations-5.0.0', 'cis-aws-foundations-5.0'],
    ['cis-aws-foundations-5', 'cis-aws-foundations-5.0'],
    ['CIS-AWS-Foundations-4.0', 'cis-aws-foundations-4.0'],
    ['cis-aws-foundations-4.0.1', 'cis-aws-foundations-4.0.1'],
    ['aws-fsbp-1.0.0', 'aws-fsbp'],
    ['soc2-2017', 'soc2'],
  ])('by the name %s', (name, id) => {
    expect(find(name).map((each) => each.id)).toEqual([id]);
  });

  it('once, however often it is named', () => {
    expect(find('hipaa', 'soc2', 'hipaa-2013').map(({ id }) => id)).toEqual(['hipaa', 'soc2']);
  });

  it('or else the nearest is suggested, and how to see all', () => {
    expect(() => find('cis-aws-foundatoins-3.0')).toThrow(
      /^there is no framework "cis-aws-foundatoins-3.0" \(did you mean "cis-aws-foundations-3.0"\?\)\. "trailproof rules frameworks" names them all\.$/,
    );
    // A version that is not there is no other version: none is nearer than the others.
    expect(() => find('cis-aws-foundations-9.0')).toThrow(
      /^there is no framework "cis-aws-foundations-9.0" \(did you mean "cis-aws-foundations-1.2", .* or "cis-aws-foundations-7.0"\?\)/,
    );
    expect(() => find('zebra-1.0')).toThrow(/^there is no framework "zebra-1.0"\. "trailproof rules frameworks"/);
  });
});

describe('what a framework asks', () => {
  const check = (names: readonly string[], config = '') =>
    checkAsked(find(...names), rules, saidIn(readConfig('trailproof.yaml', config)));
  const parameterOf = (frameworks: readonly string[], rule: string, parameter: string) => {
    const book = compileRules(shipped, { frameworks });
    return book.rules.find(({ id }) => id === rule)?.params[parameter]?.value;
  };

  it('are the rules of its controls, and of several frameworks those of each', () => {
    const ids = (...names: readonly string[]) => askFrameworks(rulebook, find(...names)).rules.map(({ id }) => id);
    expect(ids('cis-aws-foundations-3.0')).toContain('alarm.security-group-changes');
    // CIS 3.0 no longer asks for delivery to CloudWatch Logs, nor ever for alarms without actions.
    expect(ids('cis-aws-foundations-3.0')).not.toContain('trail.delivers-to-cloudwatch-logs');
    expect(ids('cis-aws-foundations-2.0')).toContain('trail.delivers-to-cloudwatch-logs');
    expect(ids('aws-fsbp', 'cis-aws-foundations-3.0')).toEqual(
      expect.arrayContaining(['trail.delivers-to-cloudwatch-logs', 'alarm.security-group-changes']),
    );
  });

  it('is something: where no control has a rule, nothing would be audited and the gate would be open', () => {
    const text = control("control: '1', title: T, assessment: manual, rules: []");
    const { frameworks: own } = compileRules([{ file: 'acme.yaml', text }]);
    expect(() => askFrameworks(rulebook, own)).toThrow(
      'no rule answers any control of acme-1.0, so that nothing would be audited. Ask another one as well.',
    );
  });

  // ModifySecurityGroupRules came with 5.0; until 1.4 everybody's sign-in without MFA counted.
  it.each([
    ['1.2', '1.2', '1.2'],
    ['1.3', '1.3', '1.3'],
    ['1.4', '7.0', '1.4'],
    ['4.0.1', '7.0', '4.0.1'],
    ['5.0', '7.0', '7.0'],
    ['7.0', '7.0', '7.0'],
  ])('CIS %s asks of sign-ins what %s asked, and of security groups what %s asked', (version, signIns, groups) => {
    const frameworks = [`cis-aws-foundations-${version}`];
    expect(parameterOf(frameworks, 'alarm.console-signin-without-mfa', 'benchmark')).toBe(signIns);
    expect(parameterOf(frameworks, 'alarm.security-group-changes', 'benchmark')).toBe(groups);
  });

  it('may be asked together with what asks the same', () => {
    const same = ['cis-aws-foundations-5.0', 'cis-aws-foundations-7.0', 'soc2', 'aws-security-hub', 'pci-dss-4.0.1'];
    expect(() => check(same)).not.toThrow();
    expect(parameterOf(same, 'logs.retention', 'days')).toBe(365);
  });

  it('cannot be asked together with what asks otherwise: neither is known to be the stricter', () => {
    expect(() => check(['fedramp-moderate-r4', 'pci-dss-4.0.1'])).toThrow(
      'fedramp-moderate-r4 sets days of logs.retention to 90, and pci-dss-4.0.1 to 365. Audit them one after the other.',
    );
  });

  it('nor with what leaves the rule as it is', () => {
    expect(() => check(['soc2', 'cis-aws-foundations-3.0'])).toThrow(
      'cis-aws-foundations-3.0 sets benchmark of alarm.security-group-changes to "3.0", and soc2 leaves it at "7.0". Audit them one after the other.',
    );
  });

  it('nor with a configuration that says otherwise', () => {
    const config = (days: number) => `rules:\n  logs.retention: { params: { days: ${days} } }`;
    expect(() => check(['pci-dss-4.0.1'], config(30))).toThrow(
      'pci-dss-4.0.1 sets days of logs.retention to 365, and trailproof.yaml:2:31 sets it to 30. Leave it out there, or audit without the framework.',
    );
    expect(() => check(['pci-dss-4.0.1'], config(365))).not.toThrow();
  });

  it('nor with one that says otherwise for some accounts alone', () => {
    const config =
      "overrides:\n  - match: { regions: ['eu-*'] }\n    rules: { logs.retention: { params: { days: 90 } } }";
    expect(() => check(['pci-dss-4.0.1'], config)).toThrow(
      'pci-dss-4.0.1 sets days of logs.retention to 365, and trailproof.yaml:3:42 sets it to 90. Leave it out there, or audit without the framework.',
    );
  });
});

describe('the hash of the rules', () => {
  it('does not change with a framework that is not asked', () => {
    const more = compileRules([...shipped, { file: 'acme.yaml', text: `${HEAD}${CONTROL}` }]);
    expect(more.hash).toBe(rulebook.hash);
    expect(more.frameworks).toHaveLength(21);
  });
});
