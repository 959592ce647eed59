/** Whether a merge or a nightly job may go on. It fails closed: what was not seen, or not asked, is not green. */
import type { Finding, Gate } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import { plural } from '../model/words.ts';

export interface GateOptions {
  /** The least severity that closes it. */
  readonly failOn: Severity | 'never';
  /** Whether what could not be seen closes it. */
  readonly unknown: 'fail' | 'warn';
}

export function closeGate(findings: readonly Finding[], options: GateOptions): Gate {
  const { failOn, unknown } = options;
  const counting = findings.filter((finding) => counts(finding, failOn));
  const failing = counting.filter(({ verdict }) => verdict === 'fail').length;
  const undecided = counting.filter(({ verdict }) => verdict === 'unknown').length;
  const waived = findings.filter((finding) => finding.waiver && isMeant(finding, failOn));
  const exitCode = findings.length === 0 ? 2 : failing > 0 ? 1 : undecided > 0 && unknown === 'fail' ? 2 : 0;
  return {
    failOn,
    unknown,
    open: exitCode === 0,
    exitCode,
    failing,
    undecided,
    waived: waived.length,
    sentence: said({ total: findings.length, failing, undecided, beside: waivedText(waived) }, options),
  };
}

function counts(finding: Finding, failOn: GateOptions['failOn']): boolean {
  return !finding.waiver && isMeant(finding, failOn);
}

function isMeant({ severity }: Finding, failOn: GateOptions['failOn']): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

interface Counted {
  readonly total: number;
  readonly failing: number;
  readonly undecided: number;
  readonly beside: string;
}

/** What is waived fails or is unknown all the same, and nobody shall read that all were well. */
function waivedText(waived: readonly Finding[]): string {
  if (waived.length === 0) return '';
  const unknown = waived.filter(({ verdict }) => verdict === 'unknown').length;
  const some = unknown === 0 ? '' : ` (${unknown} of them unknown)`;
  return `, beside ${plural(waived.length, 'waived finding')}${some}`;
}

function said({ total, failing, undecided, beside }: Counted, { failOn, unknown }: GateOptions): string {
  if (total === 0) return 'The gate is closed: nothing was checked, so nothing is known.';
  if (failOn === 'never') return 'The gate is open: it was told never to close.';
  const level = `${failOn === 'info' ? 'any severity' : `severity ${failOn} or worse`}${beside}`;
  const fails = failing === 0 ? 'nothing fails' : `${plural(failing, 'finding fails', 'findings fail')}`;
  const unknowns = undecided === 0 ? 'nothing is unknown' : `${undecided} could not be decided`;
  if (failing > 0) return `The gate is closed: at ${level}, ${fails} and ${unknowns}.`;
  if (undecided > 0 && unknown === 'fail') {
    return `The gate is closed: at ${level}, ${fails}, but ${unknowns}. --unknown warn would let that pass.`;
  }
  return `The gate is open: at ${level}, ${fails} and ${unknowns}.`;
}
