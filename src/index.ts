/** The public face of trailproof: everything the command line and the action use, and nothing beyond it. */
export { roleInCloudFormation, roleInTerraform } from './advise/audit-role.ts';
export type { Permission } from './advise/iam-policy.ts';
export { permissionsFor, policyDocument } from './advise/iam-policy.ts';
export type { Block, Section } from './advise/rule-page.ts';
export { areaOf, sectionsOf } from './advise/rule-page.ts';
export type { Prepared } from './audit.ts';
export {
  askingOnly,
  collect,
  compileRules,
  expressionsFor,
  judge,
  prepare,
  proveEvent,
  schemas,
} from './audit.ts';
export { isVersion, MOST_AT_ONCE } from './checks/alerts-on/input.ts';
export type { Question, Told } from './checks/alerts-on/told.ts';
export { vocabulary } from './checks/vocabulary.ts';
export { evaluateRules } from './evaluate/index.ts';
export type { GateOptions } from './govern/gate.ts';
export type { Kind } from './kinds/index.ts';
export { kinds } from './kinds/index.ts';
export {
  explainMatch,
  leavesOf,
  matchPattern,
  nearest as nearestMiss,
  parsePattern,
  printPattern,
} from './languages/filter-pattern/index.ts';
export type { Condition, Position } from './model/condition.ts';
export { parseDuration } from './model/duration.ts';
export { ReportError, RulebookError, SourceError, UsageError } from './model/errors.ts';
export type { Room } from './model/excerpt.ts';
export { partsOf, underlined } from './model/excerpt.ts';
export type { Control, Framework } from './model/framework.ts';
export { tally } from './model/framework.ts';
export { hanging } from './model/lines.ts';
export { isAccountId, isRegionName } from './model/names.ts';
export type { Excluded, Link, Proof, Route } from './model/proof.ts';
export type { Finding, Gate, Reason, RenderOptions, Report, Reporter, Summary } from './model/report.ts';
export type { Gap, Origin, Resource } from './model/resource.ts';
export type { EventClass, Needs, Rule, Rulebook, Severity } from './model/rule.ts';
export { SEVERITIES } from './model/rule.ts';
export type { Scope, Snapshot } from './model/snapshot.ts';
export { suggest } from './model/suggest.ts';
export type { CloudTrailRecord, Value } from './model/value.ts';
export { isObject } from './model/value.ts';
export { byAndUntil, lapsedText } from './model/waiver.ts';
export { enumerate, plural, sentence, written } from './model/words.ts';
export { PACKAGE, RULES } from './paths.ts';
export { matchesNothing } from './proof/patterns.ts';
export type { Reaches } from './proof/prove.ts';
export { REACHES } from './proof/prove.ts';
export type { Annotation } from './reporters/annotations.ts';
export { annotationsOf, closedGate, MOST_ANNOTATIONS } from './reporters/annotations.ts';
export { reporters } from './reporters/index.ts';
export { unneededWaivers, waiverText } from './reporters/waivers.ts';
export type { RuleMutant, RuleTestResult } from './rule-tests.ts';
export { mutateRules, runRuleTests } from './rule-tests.ts';
export { beginning } from './rulebook/beginning.ts';
export { formatMistakes } from './rulebook/frame.ts';
export { needsOf, selectRules } from './rulebook/select.ts';
export type { Settings } from './rulebook/settings.ts';
export {
  checkEndpoint,
  checkOffline,
  checkSettings,
  DEFAULT_GATE,
  DEFAULT_PACE,
  DEFAULT_ROLE,
  gateOf,
  scopeOf,
} from './rulebook/settings.ts';
export type { CollectOptions, CollectScope, ProgressEvent } from './sources/aws/index.ts';
export { checkWritable, keep, readGiven } from './sources/disk.ts';
export { compiledKey, exists, rulesFrom, shippedRules } from './sources/files.ts';
export type { Tally } from './sources/progress.ts';
export { openTally } from './sources/progress.ts';
export { isSnapshot, readSnapshot, writeSnapshot } from './sources/snapshot/index.ts';
