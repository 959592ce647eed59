/** A rule, compiled from YAML: what must be true of which subjects, why, and what to do about it. */
import type { Condition, Position } from './condition.ts';
import type { Framework } from './framework.ts';
import type { RecordCondition } from './record-condition.ts';
import type { Value } from './value.ts';
import type { Grant, LeftOut, Waiver } from './waiver.ts';

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * What a rule reads. Collection, IAM policy and call plan follow from it. Relations and fields are paths from a subject
 * (`account.trails.logGroup`, `account.trails.logging`): the filters of a trail's log group are read, not those of every log group.
 */
export interface Needs {
  /** Kinds whose every resource is a subject; with `trail.logGroup`, the log groups that trails lead to. */
  readonly subjects: readonly string[];
  /** Relations followed: the subject's kind, then relations. */
  readonly relations: readonly string[];
  /** Fields read: the subject's kind, relations, then the field. */
  readonly fields: readonly string[];
}

export interface Exemption {
  readonly where: Condition;
  readonly because: string;
}

/** A test beside a rule, still as data: `given` resources and the verdicts expected. */
export interface RuleTest {
  readonly name: string;
  readonly given: Value;
  readonly params?: Readonly<Record<string, Value>>;
  readonly expect: Value;
  readonly at: Position;
}

/** A rule that is broken in this way is no other rule: no test can notice. */
export interface Survivor {
  readonly mutant: string;
  readonly because: string;
  readonly at: Position;
}

export interface Parameter {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'duration' | 'list';
  readonly about?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The value in force, as written. */
  readonly value: Value;
  /** Place of its name. */
  readonly at: Position;
}

/** Which layer set what is in force: `profile strict`, `trailproof.yaml:12:3`; what is not here the rule says itself. */
export interface SetBy {
  readonly on?: string;
  readonly severity?: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Of which subjects an override speaks: everything that is named has to fit. */
export interface Match {
  readonly accounts?: readonly string[];
  /** Ids of organizational units or roots that the account stands in, at whatever depth. */
  readonly organizationalUnits?: readonly string[];
  /** Names; `*` stands for anything. What stands in no region fits none. */
  readonly regions?: readonly string[];
  /** Tags of the account in its organization; in values `*` stands for anything. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What the configuration says of a rule for some subjects. Of several that fit, the last one that sets a value decides on it. */
export interface Override {
  readonly match: Match;
  readonly on: boolean;
  readonly severity?: Severity;
  readonly params: Readonly<Record<string, Value>>;
  /** Who says so: `trailproof.yaml:12:3`. */
  readonly setBy: string;
}

/** Why a subject is not asked about where a layer turned its rule off. */
export function offBy(layer: string): string {
  return `off by ${layer}`;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The kind of the subjects. */
  readonly for: string;
  readonly where?: Condition;
  /** `where` selects subjects that these relations lead to (`trail.logGroup`), so that others need not be listed. */
  readonly through?: readonly string[];
  readonly except: readonly Exemption[];
  readonly assert: Condition;
  /** Name of a list parameter that is empty: nothing is asked of anybody until it names something. */
  readonly idle?: string;
  /** What an empty population means. */
  readonly ifNone: 'notApplicable' | 'fail' | 'pass';
  readonly params: Readonly<Record<string, Parameter>>;
  /** Where not the rule itself set everything. */
  readonly setBy?: SetBy;
  /** Who turned it off; overrides may turn it on for some subjects. */
  readonly off?: string;
  readonly overrides?: readonly Override[];
  /** The rule with every combination of parameters that overrides can give it. */
  readonly variants?: readonly Rule[];
  readonly rationale: string;
  readonly remediation: string;
  /** The same as code; '' where there is none. */
  readonly templates: { readonly terraform: string; readonly cloudformation: string };
  readonly references: readonly string[];
  readonly tags: readonly string[];
  readonly needs: Needs;
  readonly tests: readonly RuleTest[];
  readonly survivors: readonly Survivor[];
  /** Place of the `id:` line. */
  readonly at: Position;
}

/** A named set of CloudTrail records. */
export interface EventClass {
  readonly id: string;
  readonly title: string;
  /** Where CloudTrail records it: every region, us-east-1 alone (global services), or us-east-1 for the most part and others as well (sign-ins: asked of every region). */
  readonly recordedIn: 'every' | 'global' | 'signIn';
  /** Everyday traffic: a filter that matches it keeps its alarm in ALARM. */
  readonly ordinary: boolean;
  /** Which records belong to it. All of them must be told about. */
  readonly records: RecordCondition;
  /** Records that stand for it: proofs are shown, and counterexamples made, along them. Those of everyday traffic have no other use. */
  readonly samples: readonly { readonly name: string; readonly record: { readonly [key: string]: Value } }[];
  readonly at: Position;
}

/** Records that a team decided not to be told about. */
export interface Exclusion extends LeftOut {
  readonly because: string;
  /** Where a waiver grants it: for these rules in these accounts alone. Absent: for all. */
  readonly waiver?: Omit<Grant, 'because'> & Pick<Waiver, 'rules' | 'accounts'>;
}

/** Everything a run knows of rules. */
export interface Rulebook {
  /** Those that are asked. */
  readonly rules: readonly Rule[];
  /** Those that a profile or the configuration turned off. */
  readonly off: readonly Rule[];
  readonly events: ReadonlyMap<string, EventClass>;
  /** From the configuration; those of a rule stand in the rule. */
  readonly exclusions: readonly Exclusion[];
  readonly waivers: readonly Waiver[];
  /** Every one that is known, by id. */
  readonly frameworks: readonly Framework[];
  /** Those that the rules were selected by, whose controls are reported. */
  readonly asked: readonly Framework[];
  /** sha256 over the rules and event classes in force, 64 hex digits. */
  readonly hash: string;
}

/** What a file of rules compiles to while no parameter is set. Made when the package is built, so that start-up need not read YAML. */
export interface Compiled {
  readonly rules: readonly Rule[];
  readonly events: readonly EventClass[];
  readonly frameworks: readonly Framework[];
}
