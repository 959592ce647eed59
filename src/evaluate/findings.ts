/** Rules x snapshot -> findings: every rule on every subject, and on every place whose subjects could not be seen. Pure. */
import { fingerprint } from '../govern/fingerprint.ts';
import type { Kind } from '../kinds/kind.ts';
import { openWorld } from '../kinds/world.ts';
import type { CheckWord, Outcome } from '../model/outcome.ts';
import type { Finding } from '../model/report.ts';
import type { Gap, Resource } from '../model/resource.ts';
import type { Rule, Rulebook } from '../model/rule.ts';
import { offBy } from '../model/rule.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { called, happened, lead, onOneLine, pluralOf, sentence, spoken } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { evaluate } from './condition.ts';
import type { Context } from './context.ts';
import type { Here } from './overrides.ts';
import { findingHere } from './overrides.ts';

export interface Vocabulary {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
}

export interface Evaluation {
  /** Sorted by rule, account, region, resource. */
  readonly findings: readonly Finding[];
  /** The snapshot's gaps and those that a finding names because nobody asked. */
  readonly gaps: readonly Gap[];
}

export function evaluateRules(rulebook: Rulebook, snapshot: Snapshot, vocabulary: Vocabulary): Evaluation {
  const world = openWorld(snapshot, vocabulary.kinds);
  const context: Context = {
    ...vocabulary,
    world,
    events: rulebook.events,
    exclusions: rulebook.exclusions,
    now: Date.parse(snapshot.takenAt),
  };
  const findings = rulebook.rules.flatMap((rule) => findingsOf(rule, askedBy(rule, context))).sort(inOrder);
  const gaps = new Map(snapshot.gaps.map((gap) => [gap.id, gap]));
  for (const finding of findings) {
    for (const id of gapsOf(finding)) {
      const gap = world.gap(id);
      if (gap) gaps.set(id, gap);
    }
  }
  return { findings, gaps: [...gaps.values()].sort((one, other) => compare(one.id, other.id)) };
}

/** A waiver leaves records out of the proofs of its own rules alone. */
function askedBy({ id }: Rule, context: Context): Context {
  const exclusions = context.exclusions.filter(({ waiver }) => waiver === undefined || waiver.rules.includes(id));
  return { ...context, exclusions };
}

function findingsOf(rule: Rule, context: Context): readonly Finding[] {
  const { idle: parameter, variants = [] } = rule;
  const isIdle = parameter !== undefined && variants.every((variant) => variant.idle !== undefined);
  if (isIdle) return idle(rule, parameter, context);
  const { resources, unlisted } = context.world.population(rule.for, rule.through);
  const findings = resources.flatMap(
    (subject) => findingHere(rule, subject, context, (here) => judgeHere(here, subject, context)) ?? [],
  );
  const hidden = unlisted.flatMap(
    ({ account, region, gap }) =>
      findingHere(rule, { account, region }, context, ({ rule: inForce, ...said }) =>
        marked(unseen(inForce, account, region, gap, context), said),
      ) ?? [],
  );
  return [...findings, ...hidden, ...absences(rule, findings, hidden, context)];
}

/** The rule as it is for a subject: an override may have turned it off. */
function judgeHere({ rule, off, setBy }: Here, subject: Resource, context: Context): Finding | null {
  if (off === undefined) {
    // Overrides may name something for some subjects, and nothing for others.
    const waits = rule.idle === undefined ? null : standing(waiting(rule, rule.idle));
    const judged = waits
      ? finding(rule, subject, context, { verdict: 'notApplicable', message: waits, reasons: [] })
      : judge(rule, subject, context);
    return judged && marked(judged, setBy ? { setBy } : {});
  }
  const message = `The rule is off here: ${off}.`;
  const none = finding(rule, subject, context, { verdict: 'notApplicable', message, reasons: [] });
  return marked(none, { off, ...(setBy ? { setBy } : {}) });
}

/** Says who set what, and that a rule is off. */
function marked(found: Finding, { off, setBy }: Omit<Here, 'rule'>): Finding {
  const said = setBy ? { ...found, setBy } : found;
  if (off === undefined || said.verdict === 'notApplicable')
    return off === undefined ? said : { ...said, exempt: offBy(off) };
  const { verdict: _, message: __, reasons: ___, ...rest } = said;
  return {
    ...rest,
    verdict: 'notApplicable',
    message: `The rule is off here: ${off}.`,
    reasons: [],
    exempt: offBy(off),
  };
}

function waiting({ id }: Rule, parameter: string): string {
  return `nothing is asked until the parameter ${parameter} of ${id} names something`;
}

/** A rule that waits for its parameter says so in every account, and knows nothing of any. */
function idle(rule: Rule, parameter: string, context: Context): readonly Finding[] {
  const text = waiting(rule, parameter);
  return context.world.snapshot.scope.accounts.map((account) =>
    placed(rule, account, '', context, 'notApplicable', text, [], ''),
  );
}

/** One subject; null where `where` leaves it out. */
function judge(rule: Rule, subject: Resource, context: Context): Finding | null {
  const selected = rule.where && evaluate(rule.where, subject, context);
  if (selected?.verdict === 'fail') return null;
  const exemptions = rule.except.map((exemption) => ({
    exemption,
    outcome: evaluate(exemption.where, subject, context),
  }));
  const exempt = exemptions.find(({ outcome }) => outcome.verdict === 'pass');
  if (exempt && selected?.verdict !== 'unknown') {
    const { because } = exempt.exemption;
    return finding(rule, subject, context, {
      verdict: 'notApplicable',
      message: standing(`Exempt: ${because}`),
      reasons: [exempt.outcome.reason],
      exempt: because,
    });
  }
  const blind = subject.kind === 'account' && context.world.unreadable(subject.account);
  // What others say of it (an organization's trail) is not enough to call an account right that could not be looked at.
  if (blind) return finding(rule, subject, context, concluded(blinded(rule, subject, blind)));
  const outcome = evaluate(rule.assert, subject, context);
  const doubts = [selected, ...exemptions.map((each) => each.outcome)].filter((each) => each?.verdict === 'unknown');
  // Whether the rule speaks of this subject is not known: that matters only where it would not pass.
  const [doubt] = doubts;
  if (doubt && outcome.verdict === 'fail') return finding(rule, subject, context, concluded(doubt));
  return finding(rule, subject, context, concluded(outcome));
}

function blinded(rule: Rule, subject: Resource, gap: Gap): Outcome {
  const text = `nothing of ${called(subject)} could be read: ${happened(gap)}`;
  const reason = { verdict: 'unknown', text, rule: rule.at, resource: subject.id, gaps: [gap.id] } as const;
  return { verdict: 'unknown', reason };
}

type Conclusion = Pick<Finding, 'verdict' | 'message' | 'reasons'> & Partial<Pick<Finding, 'proof' | 'exempt'>>;

function concluded(outcome: Outcome): Conclusion {
  return {
    verdict: outcome.verdict,
    message: standing(outcome.reason.text),
    reasons: [outcome.reason],
    ...(outcome.proof ? { proof: outcome.proof } : {}),
  };
}

/** One sentence on one line, whatever the texts of AWS in it end with. */
function standing(text: string): string {
  return `${sentence(onOneLine(text).trim()).replace(/\.$/, '')}.`;
}

function finding(rule: Rule, subject: Resource, context: Context, conclusion: Conclusion): Finding {
  return {
    ruleId: rule.id,
    title: rule.title,
    severity: rule.severity,
    account: subject.account,
    region: subject.region,
    kind: subject.kind,
    resource: subject.id,
    resourceName: subject.name,
    ...conclusion,
    fingerprint: identity(rule, subject.account, subject.region, subject.id, context.world),
  };
}

/** Subjects may exist where the list could not be read: that is neither green nor red. */
function unseen(rule: Rule, account: string, region: string, gap: Gap, context: Context): Finding {
  if (rule.idle !== undefined) {
    return placed(rule, account, region, context, 'notApplicable', waiting(rule, rule.idle), [], gap.id);
  }
  const text = `could not see the ${pluralOf(spoken(rule.for))} of ${account}${region === '' ? '' : ` in ${region}`}: ${lead(gap)}`;
  return placed(rule, account, region, context, 'unknown', text, [gap.id], gap.id);
}

/** Accounts in which the whole population was seen and is empty. */
function absences(rule: Rule, found: readonly Finding[], hidden: readonly Finding[], context: Context): Finding[] {
  const seen = new Set([...found, ...hidden].map(({ account }) => account));
  const hiddenEverywhere = hidden.some(({ account }) => account === '');
  const isPlaced = rule.for !== 'organization';
  const { accounts } = context.world.snapshot.scope;
  const empty = isPlaced ? accounts.filter((account) => !seen.has(account)) : [''];
  if (hiddenEverywhere || (!isPlaced && seen.size > 0)) return [];
  const meaning = rule.ifNone === 'fail' ? 'the rule asks for at least one' : 'nothing to check';
  return empty.flatMap((account) => {
    const where = account === '' ? '' : ` in account ${account}`;
    const which = rule.where ? ' that the rule asks about' : '';
    const text = `there is no ${spoken(rule.for)}${where}${which}: ${meaning}`;
    const place = { account, region: '' };
    const none = findingHere(rule, place, context, ({ rule: inForce, ...said }) =>
      marked(placed(inForce, account, '', context, ifNoneOf(inForce), text, [], ''), said),
    );
    return none ?? [];
  });
}

function ifNoneOf({ idle, ifNone }: Rule): Rule['ifNone'] {
  return idle === undefined ? ifNone : 'notApplicable';
}

function placed(
  rule: Rule,
  account: string,
  region: string,
  context: Context,
  verdict: Finding['verdict'],
  text: string,
  gaps: readonly string[],
  discriminator: string,
): Finding {
  const reason = {
    verdict: verdict === 'notApplicable' ? ('pass' as const) : verdict,
    text,
    rule: rule.at,
    ...(gaps.length > 0 ? { gaps } : {}),
  };
  return {
    ruleId: rule.id,
    title: rule.title,
    severity: rule.severity,
    verdict,
    account,
    region,
    kind: rule.for,
    resource: '',
    resourceName: '',
    message: standing(text),
    reasons: [reason],
    fingerprint: identity(rule, account, region, '', context.world, discriminator),
  };
}

function identity(
  rule: Rule,
  account: string,
  region: string,
  resource: string,
  world: World,
  discriminator?: string,
): string {
  const { partition } = world.snapshot.scope;
  return fingerprint({
    ruleId: rule.id,
    partition,
    account,
    region,
    resource,
    ...(discriminator ? { discriminator } : {}),
  });
}

function gapsOf(finding: Finding): readonly string[] {
  const links = finding.proof?.routes.flatMap((route) => route.links.flatMap((link) => link.gaps ?? [])) ?? [];
  return [...finding.reasons.flatMap((reason) => reason.gaps ?? []), ...links];
}

function inOrder(one: Finding, other: Finding): number {
  return (
    compare(one.ruleId, other.ruleId) ||
    compare(one.account, other.account) ||
    compare(one.region, other.region) ||
    compare(one.resource, other.resource) ||
    compare(one.fingerprint, other.fingerprint)
  );
}

/** By code unit, so that the order depends on no locale. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
