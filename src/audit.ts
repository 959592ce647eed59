/** The whole trip on one screen: rules, a snapshot, findings, the gate, a report. */
import { alertsOn } from './checks/alerts-on/index.ts';
import type { Question, Told } from './checks/alerts-on/told.ts';
import { toldOf } from './checks/alerts-on/told.ts';
import { vocabulary } from './checks/vocabulary.ts';
import { evaluateRules } from './evaluate/index.ts';
import { reportControls } from './govern/controls.ts';
import type { GateOptions } from './govern/gate.ts';
import { closeGate } from './govern/gate.ts';
import { summarize } from './govern/summary.ts';
import { reportWaivers } from './govern/waiver-states.ts';
import { exclusionsOf, narrowedRules, waive } from './govern/waivers.ts';
import { kinds } from './kinds/index.ts';
import { openWorld } from './kinds/world.ts';
import type { Position } from './model/condition.ts';
import { UsageError } from './model/errors.ts';
import type { Finding, GivenOption, Report, ReportRule } from './model/report.ts';
import type { Rule, Rulebook } from './model/rule.ts';
import { proveSchema, reportSchema, snapshotSchema } from './model/schemas.ts';
import type { Snapshot } from './model/snapshot.ts';
import { askFrameworks, checkAsked, findFrameworks } from './rulebook/asked.ts';
import { readConfig } from './rulebook/config.ts';
import { configSchema, packSchema, profileSchema } from './rulebook/config-schema.ts';
import { frameworkSchema } from './rulebook/framework-schema.ts';
import { saidIn } from './rulebook/layering.ts';
import type { LoadOptions } from './rulebook/load.ts';
import { loadRulebook } from './rulebook/load.ts';
import { packagesOf } from './rulebook/packages.ts';
import { USUAL_PROFILE } from './rulebook/profiles.ts';
import { definitionSchema, eventClassSchema, ruleSchema } from './rulebook/schema.ts';
import { selectRules } from './rulebook/select.ts';
import type { Settings } from './rulebook/settings.ts';
import { optionsGiven, settled } from './rulebook/settings.ts';
import { waiversSchema } from './rulebook/waiver-schema.ts';
import type { CollectOptions } from './sources/aws/index.ts';
import type { RuleFile } from './sources/files.ts';
import { configFile, rulesFrom, shippedRules, waiverFiles } from './sources/files.ts';

type Schema = ReturnType<typeof reportSchema>;

export interface AuditOptions {
  readonly gate: GateOptions;
  /** Where the snapshot comes from, for the report: `aws` and the caller, or a file. */
  readonly source: Report['source'];
  /** Account -> where reports point for its findings: its entry in the configuration. */
  readonly places?: ReadonlyMap<string, Position>;
}

/** Compiles rule files. @throws RulebookError with every mistake in them */
export function compileRules(files: readonly RuleFile[], options: LoadOptions = {}): Rulebook {
  return loadRulebook(files, vocabulary, options);
}

/** Live AWS -> snapshot: what the rules need and nothing else. @throws SourceError */
export async function collect(rulebook: Rulebook, options: CollectOptions): Promise<Snapshot> {
  // Loaded when used: a command that asks no AWS does not pay for the SDK.
  const { collectFromAws } = await import('./sources/aws/index.ts');
  return collectFromAws(
    rulebook.rules.map(({ needs }) => needs),
    kinds,
    options,
  );
}

/** A run about to begin. */
export interface Prepared {
  readonly settings: Settings;
  readonly rulebook: Rulebook;
  readonly places: ReadonlyMap<string, Position>;
  /** What was said by hand, for whoever wants to ask the same again. */
  readonly options: readonly GivenOption[];
}

/** The language of `cel`, loaded only where a file may use it: most runs never need it. */
export async function expressionsFor(files: readonly RuleFile[]): Promise<LoadOptions['expressions']> {
  if (!files.some(({ text }) => /\bcel\b/.test(text))) return undefined;
  return (await import('./checks/cel.ts')).expressions;
}

/** What a run is about: the settings given by hand, those of the configuration file, and the rules they name. @throws UsageError, RulebookError */
export async function prepare(given: Settings, config: string | undefined, workingFolder: string): Promise<Prepared> {
  const file = configFile(config, workingFolder);
  const read = file && readConfig(file.file, file.text);
  const settings = settled(given, read?.settings);
  const paths = [...(read ? packagesOf(read, workingFolder) : []), ...(settings.rules ?? [])];
  const own = rulesFrom(paths, workingFolder);
  const files = [...shippedRules(), ...own];
  const waivers = waiverFiles(settings.waivers ?? [], workingFolder);
  const expressions = await expressionsFor(own);
  const rulebook = inForce(files, settings, given, { expressions, config: read, waivers });
  return {
    settings,
    rulebook: asked(settings.select ? selectRules(rulebook, settings.select) : rulebook),
    places: read?.places ?? new Map(),
    options: optionsGiven(given, config),
  };
}

/** The rules as profile and configuration have them, or those of the frameworks as these ask them. */
function inForce(files: readonly RuleFile[], settings: Settings, given: Settings, options: LoadOptions): Rulebook {
  const usual = { ...options, usual: USUAL_PROFILE, profile: settings.profile };
  const plain = compileRules(files, usual);
  const names = settings.frameworks ?? [];
  const frameworks = findFrameworks(plain.frameworks, names);
  if (frameworks.length === 0) return plain;
  checkAsked(frameworks, [...plain.rules, ...plain.off], saidIn(options.config ?? null));
  const rulebook = compileRules(files, { ...usual, frameworks: names });
  // Rules named by hand alone are asked whether or not the file's frameworks have them.
  const isByRule = given.select !== undefined && given.frameworks === undefined;
  return isByRule ? rulebook : askFrameworks(rulebook, frameworks);
}

/** An audit that asks nothing would look as if all were well. @throws UsageError */
function asked(rulebook: Rulebook): Rulebook {
  if (rulebook.rules.length > 0) return rulebook;
  throw new UsageError(
    'every rule is off, and nothing would be asked. Turn some on in rules, or name one with --rule.',
  );
}

/** Rules x snapshot -> report. Pure: the same rules and snapshot give the same bytes, today and in two years. */
export function judge(rulebook: Rulebook, snapshot: Snapshot, options: AuditOptions): Report {
  const { findings: found, gaps } = evaluateRules(excluding(rulebook, snapshot), snapshot, vocabulary);
  const placed = found.map((finding) => located(finding, options.places?.get(finding.account)));
  const findings = waive(placed, rulebook.waivers, snapshot.takenAt);
  return {
    version: 1,
    tool: snapshot.tool,
    generatedAt: snapshot.takenAt,
    source: options.source,
    scope: snapshot.scope,
    rulebook: rulebook.hash,
    rules: rulebook.rules.map(reportRule).sort((one, other) => (one.id < other.id ? -1 : 1)),
    findings,
    ...(rulebook.asked.length > 0 ? { frameworks: reportControls(rulebook.asked, rulebook.rules, findings) } : {}),
    ...waiversOf(rulebook, snapshot, findings),
    gaps,
    summary: summarize(findings, snapshot, gaps.length),
    gate: closeGate(findings, options.gate),
  };
}

/** What became of each waiver: whether one that leaves records out is needed is asked once more without any of them. */
function waiversOf(rulebook: Rulebook, snapshot: Snapshot, findings: readonly Finding[]): Pick<Report, 'waivers'> {
  if (rulebook.waivers.length === 0) return {};
  const narrowed = narrowedRules(rulebook.waivers, snapshot.takenAt);
  const rules = rulebook.rules.filter(({ id }) => narrowed.has(id));
  const bare = rules.length === 0 ? [] : evaluateRules({ ...rulebook, rules }, snapshot, vocabulary).findings;
  const anyway = new Set(bare.filter(({ verdict }) => verdict === 'pass').map(({ fingerprint }) => fingerprint));
  return { waivers: reportWaivers({ rulebook, snapshot, findings, anyway }) };
}

/** What waivers leave out, while they are in force, is left out as what the configuration does. */
function excluding(rulebook: Rulebook, { takenAt }: Snapshot): Rulebook {
  const { exclusions, waivers } = rulebook;
  return waivers.length === 0
    ? rulebook
    : { ...rulebook, exclusions: [...exclusions, ...exclusionsOf(waivers, takenAt)] };
}

/** Who is told of an event class or of one record, account by account; what the configuration or a waiver excludes is left out. @throws UsageError */
export function proveEvent(question: Question, rulebook: Rulebook, snapshot: Snapshot): readonly Told[] {
  const { events, exclusions } = excluding(rulebook, snapshot);
  return toldOf(question, { world: openWorld(snapshot, kinds), events, exclusions });
}

/** In place of its rules, one that asks whether anybody is told: nothing else has to be read for a proof. */
export function askingOnly(rulebook: Rulebook, { reaches }: Pick<Question, 'reaches'>): Rulebook {
  const input = { events: [...rulebook.events.keys()], reaches };
  const at = { file: 'trailproof:prove', line: 1, column: 1 };
  const { relations, fields } = alertsOn.needs(input, 'account');
  const below = (paths: readonly string[]) => paths.map((path) => `account.${path}`);
  const rule: Rule = {
    id: 'prove.event',
    title: 'Somebody is told',
    severity: 'info',
    for: 'account',
    except: [],
    assert: { type: 'word', word: alertsOn.word, input, at },
    ifNone: 'fail',
    params: {},
    rationale: '',
    remediation: '',
    templates: { terraform: '', cloudformation: '' },
    references: [],
    tags: [],
    needs: { subjects: ['account'], relations: below(relations), fields: below(fields) },
    tests: [],
    survivors: [],
    at,
  };
  return { ...rulebook, rules: [rule], off: [] };
}

/** A finding that already knows a better place keeps it. */
function located(finding: Finding, location: Position | undefined): Finding {
  return location && !finding.location ? { ...finding, location } : finding;
}

function reportRule(rule: Rule): ReportRule {
  const { id, title, severity, rationale, remediation, references, tags, at } = rule;
  const params = Object.fromEntries(Object.entries(rule.params).map(([name, { value }]) => [name, value]));
  const setBy = {
    ...(rule.setBy?.on === undefined ? {} : { on: rule.setBy.on }),
    severity: rule.setBy?.severity ?? 'rule',
    params: Object.fromEntries(Object.keys(params).map((name) => [name, rule.setBy?.params[name] ?? 'rule'])),
  };
  return { id, title, severity, for: rule.for, rationale, remediation, references, tags, params, setBy, at };
}

function shippedProfiles(files: readonly RuleFile[]): readonly string[] {
  return files.flatMap(({ file }) => /^trailproof:profiles\/(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

/** JSON Schemas (2020-12) of what people write and of what is written for others to read, by the name of their file. */
export function schemas(): Readonly<Record<string, Schema>> {
  const files = shippedRules();
  const { rules, frameworks } = compileRules(files);
  return {
    rule: ruleSchema(vocabulary),
    'event-class': eventClassSchema(),
    framework: frameworkSchema(rules),
    waivers: waiversSchema(rules),
    config: configSchema(rules, [...shippedProfiles(files), ...frameworks.map(({ id }) => id)]),
    profile: profileSchema(rules),
    pack: packSchema(),
    definition: definitionSchema(vocabulary),
    report: reportSchema(),
    prove: proveSchema(),
    snapshot: snapshotSchema(),
  };
}
