/** `trailproof explain`: why a rule's verdicts are what they are, down to the API answers they were read from. */
import type { Command } from 'commander';
import type { Finding, Reason, Report, Room, Snapshot } from '../../index.ts';
import { byAndUntil, hanging, judge, lapsedText, plural, UsageError } from '../../index.ts';
import type { Sources } from '../chain.ts';
import { NOT_READ, notRead, printable, proofLines, readFrom, sourcesOf } from '../chain.ts';
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
  const room = roomOn(process.stdout);
  const others = `${plural(left, 'more subject is', 'more subjects are')} as wanted or exempt: --all shows them.`;
  const more = left > 0 ? `\n${hanging('', others, room).join('\n')}\n` : '';
  const page: Page = { sources: sourcesOf(report.gaps, snapshot), room };
  return `${shown.map((finding) => one(finding, report, page)).join('\n')}${more}`;
}

/** Where what is explained was read, and how wide lines may be. */
interface Page {
  readonly sources: Sources;
  readonly room: Room;
}

function one(finding: Finding, report: Report, page: Page): string {
  const { sources, room } = page;
  const subject = finding.resource === '' ? unnamed(finding) : finding.resource;
  const place = [finding.account, finding.region].filter((part) => part !== '' && part !== subject).join(' / ');
  const lines = [
    ...hanging(`${MARKS[finding.verdict]} `, `${finding.ruleId}  ${subject}${place === '' ? '' : `  ${place}`}`, room),
    ...hanging('  ', finding.message, room),
    ...[...setBy(finding, report), ...grants(finding)].flatMap((line) => hanging('  ', line, room)),
    ...finding.reasons.flatMap((reason) => (isSaid(reason, finding) ? rest(reason, page, 0) : tree(reason, page, 1))),
    ...(finding.proof ? proofLines(finding.proof, sources, room) : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** An account is there also where a rule asks nothing of it. */
function unnamed({ kind, account }: Finding): string {
  return kind === 'account' && account !== '' ? account : `(no ${kind})`;
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
    ...(layer === 'rule' ? [] : [`severity ${severity} is set by ${layer}`]),
    ...params.flatMap(([name, by]) => (by === 'rule' ? [] : [`parameter ${name} is set by ${by}`])),
  ];
}

/** Who accepts it, or did. */
function grants({ waiver, lapsed }: Finding): readonly string[] {
  return [
    ...(waiver ? [`waived${byAndUntil(waiver)}: ${waiver.because}`] : []),
    ...(lapsed ? [lapsedText(lapsed)] : []),
  ];
}

function tree(reason: Reason, page: Page, depth: number): readonly string[] {
  const said = `${MARKS[reason.verdict].trim()}: ${reason.text}`;
  return [...hanging(`${'  '.repeat(depth)}- `, said, page.room), ...rest(reason, page, depth)];
}

/** What stands below the sentence of a reason. */
function rest(reason: Reason, page: Page, depth: number): readonly string[] {
  const { sources, room } = page;
  const line = (label: string, text: string) => hanging(`${'  '.repeat(depth)}    ${label}`, text, room);
  return [
    ...(reason.expected === undefined ? [] : line('expected  ', reason.expected)),
    ...(reason.actual === undefined ? [] : line('actual    ', JSON.stringify(reason.actual))),
    ...(reason.origin === undefined ? [] : line('read from ', readFrom([reason.origin]))),
    ...notRead(reason.gaps, sources).flatMap((gap) => line(NOT_READ, gap)),
    ...line('rule      ', `${reason.rule.file}:${reason.rule.line}:${reason.rule.column}`),
    ...(reason.because ?? []).flatMap((part) => tree(part, page, depth + 1)),
  ];
}
