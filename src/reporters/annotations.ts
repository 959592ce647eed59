/** A report as annotations of a workflow run: problems, worst first, as many as GitHub shows; and waivers that nobody needs. */
import type { Position } from '../model/condition.ts';
import type { Report, ReportWaiver } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import { enumerate, plural, sentence } from '../model/words.ts';
import { cut, plain } from './plain.ts';
import type { Problem } from './problems.ts';
import { exampleMessage, problemsOf } from './problems.ts';
import { remedyFor } from './remedy.ts';
import { accountLabel, accountNames, rulesById } from './subject.ts';
import { lapsedIn, unneededWaivers, waiverText } from './waivers.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  /** Lines without control characters. */
  readonly message: string;
  readonly at?: Position;
}

/** Of each level; GitHub drops the others without a word. */
export const MOST_ANNOTATIONS = 10;
/** The log has all of them; problems matter more. */
const MOST_WAIVERS = 3;
const LONGEST = 1000;

const LEVEL: Readonly<Record<Severity, Annotation['level']>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/** Why a step fails; nothing where it does not. */
export function closedGate({ gate }: Report): readonly Annotation[] {
  return gate.open ? [] : [{ level: 'error', title: 'trailproof', message: gate.sentence }];
}

/** The closed gate first; last, how many problems had no room. */
export function annotationsOf(report: Report): readonly Annotation[] {
  const gate = closedGate(report);
  const waivers = unneededWaivers(report).slice(0, MOST_WAIVERS);
  const room = {
    error: MOST_ANNOTATIONS - gate.length,
    warning: MOST_ANNOTATIONS - waivers.length,
    notice: MOST_ANNOTATIONS - 1,
  };
  const problems = problemsOf(report).toSorted((one, other) => rank(one) - rank(other));
  const shown = problems.filter((problem) => room[levelOf(problem)]-- > 0);
  const rest = problems.length - shown.length;
  const more = `${plural(rest, 'more problem')} had no room here: the log and the reports have all ${problems.length}.`;
  return [
    ...gate,
    ...shown.map((problem) => annotation(problem, report)),
    ...waivers.map(unneeded),
    ...(rest > 0 ? [{ level: 'notice', title: 'trailproof', message: more } as const] : []),
  ];
}

function rank({ severity, verdict }: Problem): number {
  return SEVERITIES.indexOf(severity) * 2 + (verdict === 'fail' ? 0 : 1);
}

/** What could not be seen is a warning, as it is in code scanning. */
function levelOf({ verdict, severity }: Problem): Annotation['level'] {
  return verdict === 'unknown' ? 'warning' : LEVEL[severity];
}

function annotation(problem: Problem, report: Report): Annotation {
  const { findings, severity, verdict } = problem;
  const message = exampleMessage(problem, accountNames(report));
  const over = lapsedIn(findings).map((text) => `${sentence(text)}.`);
  const lines = [message, whereabouts(problem, report), ...over, remedyFor(problem, rulesById(report))];
  const at = findings.find(({ location }) => location !== undefined)?.location;
  return {
    level: levelOf(problem),
    title: plain(`${verdict === 'fail' ? severity : 'unknown'}: ${headline(problem)}`),
    message: lines
      .filter((line) => line !== '')
      .map((line) => cut(plain(line), LONGEST))
      .join('\n'),
    ...(at ? { at } : {}),
  };
}

/** A waiver that nothing needs, at its line. */
function unneeded(waiver: ReportWaiver): Annotation {
  const { file, line, column } = waiver.at;
  const message = cut(plain(waiverText(waiver)), LONGEST);
  return { level: 'warning', title: 'trailproof', message, at: { file, line, column } };
}

/** "Rule trail.multi-region, 3 findings in 111122223333 (production): eu-west-1 and us-east-1." */
function whereabouts({ rules, findings, accounts, regions }: Problem, report: Report): string {
  const names = accountNames(report);
  const places = enumerate(accounts.map((account) => accountLabel(account, names)));
  const known = regions.filter((region) => region !== '');
  const count = findings.length > 1 ? `${findings.length} findings ` : '';
  const inside = known.length > 0 ? `: ${enumerate(known)}` : '';
  return `${rules.length === 1 ? 'Rule' : 'Rules'} ${enumerate(rules)}, ${count}in ${places}${inside}.`;
}

function headline({ findings, causes, rules }: Problem): string {
  const [cause] = causes;
  return cause
    ? `${cause.text}, which keeps ${plural(rules.length, 'rule')} from a verdict`
    : (findings[0]?.title ?? '');
}
