/** `trailproof explain`: why a rule's verdicts are what they are, down to the API answers they were read from. */
import type { Command } from 'commander';
import type { Finding, Origin, Reason, Report } from '../../index.ts';
import { judge, UsageError } from '../../index.ts';
import type { RuleOptions, ScopeOptions } from '../options.ts';
import { addRuleOptions, addScopeOptions, prepared } from '../options.ts';
import { see } from '../see.ts';
import { interrupted } from './audit.ts';

interface Options extends RuleOptions, ScopeOptions {
  readonly resource?: string;
}

const MARKS = { pass: 'pass   ', fail: 'FAIL   ', unknown: 'UNKNOWN', notApplicable: 'n/a    ' } as const;

export function addExplain(program: Command, version: string): void {
  const command = program
    .command('explain')
    .argument('<rule>', 'id of a rule')
    .argument('[file...]', 'a recorded snapshot; without one, live AWS is read')
    .description('why a verdict: every step, the value found, the value wanted, where it was read')
    .option('--resource <text>', 'only subjects whose id or name holds this text');
  addScopeOptions(addRuleOptions(command)).action(async (rule: string, files: string[], options: Options) => {
    const asked = prepared({ ...options, rule: [rule] });
    const seen = await see(files, asked, options, version);
    if (seen.interrupted) {
      interrupted(seen, undefined);
      return;
    }
    const gate = { failOn: 'info', unknown: 'fail' } as const;
    const report = judge(asked.rulebook, seen.snapshot, { gate, source: seen.source, places: asked.places });
    process.stdout.write(explained(report, options.resource));
    process.exitCode = report.gate.exitCode;
  });
}

function explained(report: Report, wanted: string | undefined): string {
  const findings = report.findings.filter(
    ({ resource, resourceName }) => wanted === undefined || resource.includes(wanted) || resourceName.includes(wanted),
  );
  if (findings.length === 0) throw new UsageError(`no subject of the rule holds "${wanted}" in its id or name.`);
  return `${findings.map((finding) => one(finding, report)).join('\n')}\n`;
}

function one(finding: Finding, report: Report): string {
  const place = [finding.account, finding.region].filter((part) => part !== '').join(' / ');
  const subject = finding.resource === '' ? `(no ${finding.kind})` : finding.resource;
  const lines = [
    `${MARKS[finding.verdict]} ${finding.ruleId}  ${subject}${place === '' ? '' : `  ${place}`}`,
    `  ${finding.message}`,
    ...finding.reasons.flatMap((reason) => tree(reason, report, 1)),
    ...proofLines(finding),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function tree(reason: Reason, report: Report, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  const gaps = (reason.gaps ?? []).flatMap((id) => report.gaps.filter((gap) => gap.id === id));
  return [
    `${indent}- ${MARKS[reason.verdict].trim()}: ${reason.text}`,
    ...(reason.expected === undefined ? [] : [`${indent}    expected  ${reason.expected}`]),
    ...(reason.actual === undefined ? [] : [`${indent}    actual    ${JSON.stringify(reason.actual)}`]),
    ...(reason.origin === undefined ? [] : [`${indent}    read from ${origin(reason.origin)}`]),
    ...gaps.map((gap) => `${indent}    not read  ${gap.id}: ${gap.message}`),
    `${indent}    rule      ${reason.rule.file}:${reason.rule.line}:${reason.rule.column}`,
    ...(reason.because ?? []).flatMap((part) => tree(part, report, depth + 1)),
  ];
}

function origin(from: Origin): string {
  return 'file' in from ? `${from.file}:${from.line}:${from.column}` : `${from.call} in ${from.account}/${from.region}`;
}

function proofLines(finding: Finding): readonly string[] {
  return (finding.proof?.routes ?? []).flatMap((route, number) => [
    `  route ${number + 1} (${route.truth === 'true' ? 'complete' : route.truth === 'false' ? 'broken' : 'not decided'})`,
    ...route.links.flatMap((link) => [
      `    ${link.truth === 'true' ? 'ok     ' : link.truth === 'false' ? 'BROKEN ' : 'UNKNOWN'} ${link.link}: ${link.sentence}`,
      ...(link.text
        ? [
            `            ${link.text.value}`,
            `            ${' '.repeat(link.text.start)}${'^'.repeat(Math.max(1, link.text.end - link.text.start))}`,
          ]
        : []),
    ]),
  ]);
}

/** Names come from accounts: nothing in them may steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}
