/** `trailproof explain`: why a rule's verdicts are what they are, down to the API answers they were read from. */
import type { Command } from 'commander';
import type { Finding, Link, Origin, Reason, Report, Snapshot } from '../../index.ts';
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
    process.stdout.write(explained(report, seen.snapshot, options.resource));
    process.exitCode = report.gate.exitCode;
  });
}

/** What an explanation is made from: the report, and where its resources were read. */
interface Sources {
  readonly report: Report;
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
}

function explained(report: Report, snapshot: Snapshot, wanted: string | undefined): string {
  const findings = report.findings.filter(
    ({ resource, resourceName }) => wanted === undefined || resource.includes(wanted) || resourceName.includes(wanted),
  );
  if (findings.length === 0) throw new UsageError(`no subject of the rule holds "${wanted}" in its id or name.`);
  const origins = new Map(snapshot.resources.map(({ id, origins: all }) => [id, Object.values(all)]));
  return `${findings.map((finding) => one(finding, { report, origins })).join('\n')}\n`;
}

function one(finding: Finding, sources: Sources): string {
  const subject = finding.resource === '' ? `(no ${finding.kind})` : finding.resource;
  const place = [finding.account, finding.region].filter((part) => part !== '' && part !== subject).join(' / ');
  const lines = [
    `${MARKS[finding.verdict]} ${finding.ruleId}  ${subject}${place === '' ? '' : `  ${place}`}`,
    `  ${finding.message}`,
    ...finding.reasons.flatMap((reason) => tree(reason, sources, 1)),
    ...proofLines(finding, sources),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function tree(reason: Reason, sources: Sources, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  return [
    `${indent}- ${MARKS[reason.verdict].trim()}: ${reason.text}`,
    ...(reason.expected === undefined ? [] : [`${indent}    expected  ${reason.expected}`]),
    ...(reason.actual === undefined ? [] : [`${indent}    actual    ${JSON.stringify(reason.actual)}`]),
    ...(reason.origin === undefined ? [] : [`${indent}    read from ${readFrom([reason.origin])}`]),
    ...notRead(reason.gaps, sources).map((line) => `${indent}    ${line}`),
    `${indent}    rule      ${reason.rule.file}:${reason.rule.line}:${reason.rule.column}`,
    ...(reason.because ?? []).flatMap((part) => tree(part, sources, depth + 1)),
  ];
}

/** "cloudtrail:DescribeTrails and cloudtrail:GetTrailStatus in 111122223333/us-east-1". */
function readFrom(origins: readonly Origin[]): string {
  const places = new Map<string, string[]>();
  for (const origin of origins) {
    if ('file' in origin) places.set(`${origin.file}:${origin.line}:${origin.column}`, []);
    else {
      const place = [origin.account, origin.region].filter((part) => part !== '').join('/');
      places.set(place, [...(places.get(place) ?? []), origin.call]);
    }
  }
  return [...places]
    .map(([place, calls]) => (calls.length === 0 ? place : `${calls.join(', ')} in ${place}`))
    .join('; ');
}

function notRead(ids: readonly string[] | undefined, { report }: Sources): readonly string[] {
  return (ids ?? [])
    .flatMap((id) => report.gaps.filter((gap) => gap.id === id))
    .map((gap) => `not read  ${gap.id}: ${gap.message}`);
}

const LINK_MARKS = { true: 'ok     ', false: 'BROKEN ', unknown: 'UNKNOWN' } as const;
const ROUTES = { true: 'complete', false: 'broken', unknown: 'not decided' } as const;
const UNDER_LINK = ' '.repeat(12);

function proofLines({ proof }: Finding, sources: Sources): readonly string[] {
  if (!proof) return [];
  const routes = proof.routes.flatMap((route, number) => [
    `  route ${number + 1} (${ROUTES[route.truth]})`,
    ...route.links.flatMap((link, index) => linkLines(link, route.links[index - 1], sources)),
  ]);
  const { counterexample } = proof;
  return counterexample ? [...routes, `  nobody is told about  ${JSON.stringify(counterexample)}`] : routes;
}

/** Where a resource was read is said once, at the first of its links. */
function linkLines(link: Link, before: Link | undefined, sources: Sources): readonly string[] {
  const isSaid = before !== undefined && before.resource === link.resource;
  const origins = isSaid ? [] : (sources.origins.get(link.resource ?? '') ?? []);
  const { text } = link;
  return [
    `    ${LINK_MARKS[link.truth]} ${link.link}: ${link.sentence}`,
    ...(text
      ? [
          `${UNDER_LINK}${text.value}`,
          `${UNDER_LINK}${' '.repeat(text.start)}${'^'.repeat(Math.max(1, text.end - text.start))}`,
        ]
      : []),
    ...notRead(link.gaps, sources).map((line) => `${UNDER_LINK}${line}`),
    ...(origins.length > 0 ? [`${UNDER_LINK}read from ${readFrom(origins)}`] : []),
  ];
}

/** Names come from accounts: nothing in them may steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}
