/** JUnit XML, flat: one suite for each account and region, one case for each finding. What was not seen is an error, not a failure. */
import { ReportError } from '../model/errors.ts';
import type { Finding, Report, Reporter, ReportRule } from '../model/report.ts';
import { controlCounts } from './controls.ts';
import type { Told } from './junit/detail.ts';
import { detail } from './junit/detail.ts';
import { element, escapeXml } from './junit/xml.ts';
import type { Place } from './place.ts';
import { knownPlace } from './place.ts';
import { plain } from './plain.ts';
import { rulesById } from './subject.ts';

/** `strict` is what junit-10.xsd allows; `ci` adds file and line to a case, which most CI systems read and the schema forbids. */
const FLAVOURS = ['ci', 'strict'] as const;
type Flavour = (typeof FLAVOURS)[number];

export const junit: Reporter = {
  format: 'junit',
  about: 'JUnit XML for the test pages of CI systems; junit:strict leaves out file and line',
  extension: 'xml',
  flavours: FLAVOURS,
  render(report, options) {
    const flavour = FLAVOURS.find((name) => name === (options.flavour ?? 'ci'));
    if (!flavour)
      throw new ReportError(`there is no JUnit flavour "${options.flavour}". Flavours: ${FLAVOURS.join(', ')}.`);
    const rules = rulesById(report);
    const told = { gaps: new Map(report.gaps.map((gap) => [gap.id, gap])), rules, source: report.source };
    const suites = suitesOf(report, rules);
    const lines = suites.flatMap((suite, id) => suiteLines(suite, id, report, told, flavour));
    const { tests, failures, errors } = total(suites.flatMap(({ cases }) => cases));
    const all = { name: report.tool.name, tests, failures, errors, time: '0' };
    return ['<?xml version="1.0" encoding="UTF-8"?>', ...element('testsuites', all, lines), ''].join('\n');
  },
};

interface Case {
  readonly finding: Finding;
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'skipped' | 'passed';
  readonly place: Place | null;
}

interface Suite {
  readonly account: string;
  readonly region: string;
  readonly cases: readonly Case[];
}

function suitesOf({ findings }: Report, rules: ReadonlyMap<string, ReportRule>): readonly Suite[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.account}/${finding.region}`;
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, own]) => ({ account: own[0]?.account ?? '', region: own[0]?.region ?? '', cases: casesOf(own, rules) }));
}

/** Names are unique in a suite, or consumers drop all but one: equal ones carry their fingerprint. */
function casesOf(findings: readonly Finding[], rules: ReadonlyMap<string, ReportRule>): readonly Case[] {
  const names = findings.map(nameOf);
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return findings.map((finding, index) => {
    const name = names[index] ?? '';
    return {
      finding,
      name: (times.get(name) ?? 0) > 1 ? `${name} ${finding.fingerprint}` : name,
      outcome: outcomeOf(finding),
      place: knownPlace(finding, rules.get(finding.ruleId)),
    };
  });
}

function nameOf({ ruleId, title, resourceName }: Finding): string {
  return plain(`${ruleId} ${title}${resourceName === '' ? '' : ` [${resourceName}]`}`);
}

function outcomeOf({ verdict, waiver }: Finding): Case['outcome'] {
  if (verdict === 'notApplicable' || (waiver && verdict !== 'pass')) return 'skipped';
  return verdict === 'fail' ? 'failure' : verdict === 'unknown' ? 'error' : 'passed';
}

function total(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const number = (wanted: Case['outcome']) => cases.filter(({ outcome }) => outcome === wanted).length;
  return { tests: cases.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
}

function suiteLines(
  { account, region, cases }: Suite,
  id: number,
  report: Report,
  told: Told,
  flavour: Flavour,
): readonly string[] {
  const owner = account === '' ? 'organization' : account;
  const place = region === '' ? 'global' : region;
  const attributes = {
    id,
    package: report.tool.name,
    name: `${owner}/${place}`,
    hostname: owner,
    timestamp: report.generatedAt.slice(0, 19),
    ...total(cases),
    time: '0',
    // Readers that look for a file guess one from the class name unless a suite names some.
    file: `aws/${owner}/${place}`,
  };
  const properties = Object.entries({
    partition: report.scope.partition,
    caller: report.scope.caller ?? '',
    source: report.source.name,
    rulebook: report.rulebook,
    version: report.tool.version,
    ...frameworks(report),
  }).flatMap(([name, value]) => element('property', { name, value }));
  return element('testsuite', attributes, [
    ...element('properties', {}, properties),
    ...cases.flatMap((each) => caseLines(each, `${owner}.${place}`, told, flavour)),
  ]);
}

/** What the rules were selected by, and what became of it in the whole run. */
function frameworks({ frameworks: asked = [] }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(asked.map((each) => [`framework ${each.id}`, controlCounts(each)]));
}

function caseLines(one: Case, place: string, told: Told, flavour: Flavour): readonly string[] {
  const { finding, outcome } = one;
  const where = flavour === 'ci' && one.place ? { file: one.place.file, line: one.place.startLine } : {};
  const attributes = { classname: `${place}.${finding.kind}`, name: one.name, time: '0', ...where };
  if (outcome === 'passed') return element('testcase', attributes);
  const { type, message, text } = detail(finding, told);
  const inner = element(outcome, { type, message }, [escapeXml(text)]);
  return element('testcase', attributes, inner);
}
