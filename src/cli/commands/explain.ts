/** `trailproof explain`: why a rule's verdicts are what they are, down to the API answers they were read from. */
import type { Command } from 'commander';
import type { Finding, Reason, Report, Snapshot } from '../../index.ts';
import { byAndUntil, judge, lapsedText, plural, UsageError } from '../../index.ts';
import type { Sources } from '../chain.ts';
import { notRead, printable, proofLines, readFrom, sourcesOf } from '../chain.ts';
import type { RuleOptions, ScopeOptions } from '../options.ts';
import { addRuleOptions, addScopeOptions, addWaiverOption, prepared } from '../options.ts';
import { see } from '../see.ts';
import { roomOn } from '../terminal.ts';
import { interrupted } from './audit.ts';

interface Options extends RuleOptions, ScopeOptions {
  readonly resource?: string;
  readonly all?: true;
}

const MARKS = { pass: 'pass   ', fail: 'FAIL   ', unknown: 'UNKNOWN', notApplicable: 'n/a    ' } as const;

export function addExplain(program: Command, version: string): void {
  const command = program
    .command('explain')
    .argument('<rule>', 'id of a rule')
    .argument('[file...]', 'a recorded snapshot; without one, live AWS is read')
    .description('why a verdict: every step, the value found, the value wanted, where it was read')
    .option('--resource <text>', 'only subjects whose id or name holds this text')
    .option('--all', 'also what passes, beside what does not');
  addScopeOptions(addWaiverOption(addRuleOptions(command))).action(
    async (rule: string, files: string[], options: Options) => {
      const asked = await prepared({ ...options, rule: [rule] });
      const seen = await see(files, asked, options, version);
      if (seen.interrupted) {
        interrupted(seen, undefined);
        return;
      }
      const gate = { failOn: 'info', unknown: 'fail' } as const;
      const report = judge(asked.rulebook, seen.snapshot, { gate, source: seen.source, places: asked.places });
      process.stdout.write(explained(report, seen.snapshot, options));
      process.exitCode = report.gate.exitCode;
    },
  );
}

/** What does not pass; where everything passes, that. */
function explained(
  report: Report,
  snapshot: Snapshot,
  { resource: wanted, all }: Pick<Options, 'resource' | 'all'>,
): string {
  const findings = report.findings.filter(
    ({ resource, resourceName }) => wanted === undefined || resource.includes(wanted) || resourceName.includes(wanted),
  );
  if (findings.length === 0) throw new UsageError(`no subject of the rule holds "${wanted}" in its id or name.`);
  const problems = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const shown = all || problems.length === 0 ? findings : problems;
  const left = findings.length - shown.length;
  const more =
    left > 0
      ? `\n${plural(left, 'more subject is', 'more subjects are')} as wanted or exempt: --all shows them.\n`
      : '';
  const sources = sourcesOf(report.gaps, snapshot);
  return `${shown.map((finding) => one(finding, report, sources)).join('\n')}\n${more}`;
}

function one(finding: Finding, report: Report, sources: Sources): string {
  const subject = finding.resource === '' ? `(no ${finding.kind})` : finding.resource;
  const place = [finding.account, finding.region].filter((part) => part !== '' && part !== subject).join(' / ');
  const lines = [
    `${MARKS[finding.verdict]} ${finding.ruleId}  ${subject}${place === '' ? '' : `  ${place}`}`,
    `  ${finding.message}`,
    ...setBy(finding, report),
    ...grants(finding),
    ...finding.reasons.flatMap((reason) =>
      isSaid(reason, finding) ? rest(reason, sources, 0) : tree(reason, sources, 1),
    ),
    ...(finding.proof ? proofLines(finding.proof, sources, roomOn(process.stdout)) : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** Whether the message is the reason's own sentence: with a capital letter and a full stop. */
function isSaid({ text }: Reason, { message }: Finding): boolean {
  return message.slice(1).replace(/\.$/, '') === text.slice(1).replace(/\.$/, '');
}

/** Who set severity and parameters, where not the rule itself. */
function setBy({ ruleId, severity, setBy: here }: Finding, { rules }: Report): readonly string[] {
  const rule = rules.find(({ id }) => id === ruleId);
  const layer = here?.severity ?? rule?.setBy.severity ?? 'rule';
  const params = Object.entries({ ...rule?.setBy.params, ...here?.params });
  return [
    ...(layer === 'rule' ? [] : [`  severity ${severity} is set by ${layer}`]),
    ...params.flatMap(([name, by]) => (by === 'rule' ? [] : [`  parameter ${name} is set by ${by}`])),
  ];
}

/** Who accepts it, or did. */
function grants({ waiver, lapsed }: Finding): readonly string[] {
  return [
    ...(waiver ? [`  waived${byAndUntil(waiver)}: ${waiver.because}`] : []),
    ...(lapsed ? [`  ${lapsedText(lapsed)}`] : []),
  ];
}

function tree(reason: Reason, sources: Sources, depth: number): readonly string[] {
  const said = `${'  '.repeat(depth)}- ${MARKS[reason.verdict].trim()}: ${reason.text}`;
  return [said, ...rest(reason, sources, depth)];
}

/** What stands below the sentence of a reason. */
function rest(reason: Reason, sources: Sources, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  return [
    ...(reason.expected === undefined ? [] : [`${indent}    expected  ${reason.expected}`]),
    ...(reason.actual === undefined ? [] : [`${indent}    actual    ${JSON.stringify(reason.actual)}`]),
    ...(reason.origin === undefined ? [] : [`${indent}    read from ${readFrom([reason.origin])}`]),
    ...notRead(reason.gaps, sources).map((line) => `${indent}    ${line}`),
    `${indent}    rule      ${reason.rule.file}:${reason.rule.line}:${reason.rule.column}`,
    ...(reason.because ?? []).flatMap((part) => tree(part, sources, depth + 1)),
  ];
}
