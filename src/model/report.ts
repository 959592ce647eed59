/** What a run found: findings, what could not be seen, and whether the gate is open. */
import type { Position } from './condition.ts';
import type { Proof } from './proof.ts';
import type { Gap, Origin } from './resource.ts';
import type { SetBy, Severity } from './rule.ts';
import type { Scope } from './snapshot.ts';
import type { Value } from './value.ts';
import type { Verdict } from './verdict.ts';
import type { Grant, Selectors } from './waiver.ts';

/** One step of why a verdict is what it is, in the shape of the assertion. */
export interface Reason {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** One sentence. */
  readonly text: string;
  /** Where in the rule. */
  readonly rule: Position;
  /** Id and name of the resource looked at. */
  readonly resource?: string;
  readonly field?: string;
  /** As written in the rule: `at least 365`. */
  readonly expected?: string;
  readonly actual?: Value;
  /** Where the actual value was read. */
  readonly origin?: Origin;
  /** Ids of the gaps behind an `unknown`. */
  readonly gaps?: readonly string[];
  readonly because?: readonly Reason[];
}

/** One rule on one subject. */
export interface Finding {
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly account: string;
  /** '' where the subject belongs to no region. */
  readonly region: string;
  readonly kind: string;
  /** Id of the subject (an ARN mostly); '' where the subjects could not even be listed or there are none. */
  readonly resource: string;
  readonly resourceName: string;
  /** First sentence stands alone. */
  readonly message: string;
  readonly reasons: readonly Reason[];
  readonly proof?: Proof;
  /** Where a report should point: a file relative to the working folder. */
  readonly location?: Position;
  /** 16 hex digits; the same in all formats. */
  readonly fingerprint: string;
  /** Against a baseline. */
  readonly state?: 'new' | 'unchanged';
  /** It is accepted as it is: a fail is still a fail, and what is not known still unknown, but they do not close the gate. */
  readonly waiver?: Grant;
  /** A waiver that was over by the time of the snapshot, where none is in force. */
  readonly lapsed?: Grant;
  /** What an override of the configuration set for this subject, and where it says so. */
  readonly setBy?: SetBy;
  /** An exemption of the rule itself that applied, or where the rule is off for the subject (verdict notApplicable). */
  readonly exempt?: string;
}

/**
 * What became of a waiver: it bears on findings; nothing it fits needs one; what it speaks of was not looked at, or not all of it could be seen;
 * its last day is over.
 */
export const WAIVER_STATES = ['applied', 'unneeded', 'notSeen', 'expired'] as const;

export interface ReportWaiver extends Grant, Selectors {
  /** Ids of rules as they are written; `*` stands for anything. */
  readonly rules: readonly string[];
  /** In words. */
  readonly excluding?: readonly { readonly events: readonly string[]; readonly records: string }[];
  readonly at: Position;
  readonly state: (typeof WAIVER_STATES)[number];
  /** One sentence. */
  readonly sentence: string;
  /** Fingerprints of the findings that do not pass and that it fits, or of those whose proof leaves out its records. */
  readonly findings: readonly string[];
}

/** What a report says of a rule that was asked. */
export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly for: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly tags: readonly string[];
  readonly params: Readonly<Record<string, Value>>;
  /** Who set severity and parameters, and turned it on: `rule` itself, `profile strict`, `trailproof.yaml:12:3`. */
  readonly setBy: SetBy & { readonly severity: string };
  readonly at: Position;
}

export type Counts = Readonly<Record<Verdict, number>>;

export interface Summary {
  readonly counts: Counts;
  /** Fails and unknowns by severity. */
  readonly bySeverity: Readonly<Record<Severity, { readonly fail: number; readonly unknown: number }>>;
  readonly accounts: number;
  /** Accounts of which nothing at all could be read. */
  readonly unreadableAccounts: readonly string[];
  readonly resources: Readonly<Record<string, number>>;
  readonly gaps: number;
}

/** The verdict on a control; `manual` is what the rules alone cannot say: people have to. */
export type ControlVerdict = Verdict | 'manual';

export interface ReportControl {
  /** The framework's own number. */
  readonly control: string;
  readonly title: string;
  readonly level?: number;
  readonly assessment: 'automated' | 'manual';
  readonly verdict: ControlVerdict;
  /** Ids of the rules that answer it. */
  readonly rules: readonly string[];
  /** Those of them that this run did not ask. */
  readonly notAsked?: readonly string[];
  /** What of it no rule answers. */
  readonly byHand?: string;
  readonly note?: string;
  /** Of the findings of its rules. */
  readonly counts: Counts;
}

export interface ReportFramework {
  readonly id: string;
  readonly version?: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly references: readonly string[];
  /** Every control, in the framework's order, also those that no rule answers. */
  readonly controls: readonly ReportControl[];
}

/** Whether a merge or a nightly job may go on. */
export interface Gate {
  readonly failOn: Severity | 'never';
  readonly unknown: 'fail' | 'warn';
  readonly open: boolean;
  readonly exitCode: 0 | 1 | 2;
  /** Findings that close it. */
  readonly failing: number;
  readonly undecided: number;
  /** Findings as severe as these that somebody waived. */
  readonly waived: number;
  /** One sentence. */
  readonly sentence: string;
}

/** Where the snapshot comes from, and what was asked of it. */
export interface Source {
  /** `aws`, `snapshot`. */
  readonly type: string;
  /** The caller, or the file. */
  readonly name: string;
  /** The file that keeps what was read of AWS. */
  readonly kept?: string;
  /** Options given by hand that bear on findings or the gate; the configuration file may say more. */
  readonly options?: readonly GivenOption[];
}

/** An option of the command line: `--framework` and its value. That of `--external-id` is never told. */
export interface GivenOption {
  readonly option: string;
  readonly value?: string;
}

export interface Report {
  /** Version of this shape. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601 in UTC; the snapshot's time, so that the same snapshot gives the same bytes. */
  readonly generatedAt: string;
  readonly source: Source;
  readonly scope: Scope;
  readonly rulebook: string;
  readonly rules: readonly ReportRule[];
  /** Sorted by rule, account, region, resource. */
  readonly findings: readonly Finding[];
  /** Where rules were selected by frameworks. */
  readonly frameworks?: readonly ReportFramework[];
  /** Where some were given: every one of them, whatever became of it. */
  readonly waivers?: readonly ReportWaiver[];
  readonly gaps: readonly Gap[];
  readonly summary: Summary;
  readonly gate: Gate;
}

/** Pure: from a report to a text. */
export interface Reporter {
  readonly format: string;
  /** For `--help` and the README. */
  readonly about: string;
  /** What a path without a name ends with: `report.sarif`. */
  readonly extension: string;
  /** Variants, the default first: `-o sarif:full`. */
  readonly flavours?: readonly string[];
  render(report: Report, options: RenderOptions): string;
}

export interface RenderOptions {
  /** Columns of the terminal; 80 when piped. */
  readonly width: number;
  readonly color: boolean;
  /** Only what fails or is unknown, and the summary. */
  readonly quiet: boolean;
  /** Variant of the format: SARIF `github`, JUnit `ci` or `strict`. */
  readonly flavour?: string;
  /** What code scanning keeps results apart by, instead of the scope; for SARIF. */
  readonly category?: string;
  /** Whether symbols beyond ASCII may be used. */
  readonly unicode: boolean;
  /** Files written in the same run, for a closing line: format -> path. */
  readonly written?: Readonly<Record<string, string>>;
}
