/** A report in which every text that comes from outside is hostile: names, messages of AWS, waivers, patterns, ids. */
import type { Finding, Report, ReportFramework } from '../../src/model/report.ts';
import { exampleReport, HOSTILE } from './example.ts';

export function hostileReport(): Report {
  const example = exampleReport();
  const problems = example.findings.filter(({ verdict }) => verdict !== 'pass');
  const nasty = (index: number) => HOSTILE[index % HOSTILE.length] ?? '';
  const findings = HOSTILE.flatMap((text, round) =>
    problems.map((finding, index) => spoilt(finding, text, nasty(index), round * problems.length + index)),
  );
  return {
    ...example,
    source: { type: 'snapshot', name: nasty(2) },
    scope: { ...example.scope, caller: HOSTILE.join(' ') },
    rules: example.rules.map((rule, index) => ({
      ...rule,
      title: nasty(index),
      rationale: `${nasty(index)} ${nasty(index + 1)}`,
      remediation: nasty(index + 2),
      references: [nasty(index), 'javascript:alert(1)', 'https://docs.aws.amazon.com/"onmouseover="alert(1)'],
      tags: HOSTILE,
    })),
    gaps: example.gaps.map((gap) => ({ ...gap, message: HOSTILE.join(' ') })),
    findings,
    frameworks: [hostileFramework(example)],
  };
}

/** Only the id of a framework is of a form that is checked. */
function hostileFramework({ rules }: Report): ReportFramework {
  const counts = { pass: 1, fail: 1, unknown: 1, notApplicable: 0 };
  return {
    id: 'hostile-1.0',
    version: HOSTILE[0] ?? '',
    title: HOSTILE.join(' '),
    notes: HOSTILE,
    references: [...HOSTILE, 'javascript:alert(1)'],
    controls: HOSTILE.map((text, index) => ({
      control: text,
      title: HOSTILE[index + 1] ?? text,
      assessment: 'manual',
      verdict: (['fail', 'unknown', 'manual', 'pass', 'notApplicable'] as const)[index % 5] ?? 'fail',
      rules: [rules[index % rules.length]?.id ?? '', text],
      notAsked: [text],
      byHand: text,
      note: text,
      counts,
    })),
  };
}

function spoilt(finding: Finding, text: string, other: string, index: number): Finding {
  const { proof } = finding;
  const link = proof?.broken;
  const broken = link && {
    ...link,
    sentence: text,
    resource: other,
    text: { value: `${text}${other}`, start: 1, end: 4 },
  };
  return {
    ...finding,
    resource: `arn:aws:x:::${text}`,
    resourceName: text,
    message: `It is ${text} and ${other}.`,
    reasons: finding.reasons.map((reason) => ({ ...reason, text, actual: other, expected: text, field: other })),
    fingerprint: index.toString(16).padStart(16, '0'),
    ...(proof && broken
      ? {
          proof: {
            ...proof,
            sentence: text,
            broken,
            routes: [{ type: 'metricFilter', truth: 'false', links: [broken] }],
          },
        }
      : {}),
    ...(index % 9 === 0 ? { waiver: { because: text, owner: other, expires: '2027-01-31' } } : {}),
    ...(finding.exempt === undefined ? {} : { exempt: text }),
  };
}
