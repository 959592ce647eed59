/** What a rule is for one subject: overrides of the configuration that fit its place have the last word on on and off, severity and parameters. */

import { isLike } from '../model/like.ts';
import type { Finding, Reason } from '../model/report.ts';
import type { Gap, Place } from '../model/resource.ts';
import type { Match, Override, Rule, SetBy } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf } from '../model/verdict.ts';
import { lead } from '../model/words.ts';
import type { Context } from './context.ts';

/** The rule as it is for a subject, and where an override turned it off. */
export interface Here {
  readonly rule: Rule;
  readonly off?: string;
  /** What overrides set. */
  readonly setBy?: SetBy;
}

/** Of more overrides that cannot be decided, not every outcome is tried. */
const MOST_UNDECIDED = 6;

/**
 * The finding of a rule in a place. Where it cannot be told whether an override fits, it is asked both ways: what comes out the same is certain,
 * with the worst of the severities; where that differs the finding is unknown.
 */
export function findingHere(
  rule: Rule,
  place: Place,
  context: Context,
  ask: (here: Here) => Finding | null,
): Finding | null {
  const { overrides = [] } = rule;
  if (overrides.length === 0) return ask({ rule });
  const matches = [...new Set(overrides.map(({ match }) => match))];
  const fits = new Map(matches.map((match) => [match, fitting(match, place, context)]));
  const open = matches.filter((match) => fits.get(match)?.truth === 'unknown');
  const ways = open.length > MOST_UNDECIDED ? [[], open] : subsets(open);
  const heres = ways.map((taken) => {
    const applied = overrides.filter(({ match }) => fits.get(match)?.truth === 'true' || taken.includes(match));
    return resolved(rule, applied);
  });
  const found = heres.map(ask);
  const [only] = found;
  if (only === undefined || found.length === 1) return only ?? null;
  const undecided = overrides.filter(({ match }) => open.includes(match));
  const gaps = open.flatMap((match) => fits.get(match)?.gap ?? []);
  const isSettled = open.length <= MOST_UNDECIDED && new Set(found.map(meaning)).size === 1;
  return isSettled ? worst(found) : unsure(worst(found), undecided, gaps, rule);
}

function subsets(of: readonly Match[]): readonly (readonly Match[])[] {
  return of.reduce<readonly (readonly Match[])[]>((all, each) => all.flatMap((some) => [some, [...some, each]]), [[]]);
}

/** Of each value, what the last override says that sets it. */
function resolved(rule: Rule, applied: readonly Override[]): Here {
  const last = applied.at(-1);
  if (!last) return rule.off === undefined ? { rule } : { rule, off: rule.off };
  const severity = applied.findLast((each) => each.severity !== undefined);
  const set = applied.flatMap(({ params, setBy }) => Object.keys(params).map((name) => [name, setBy] as const));
  const values = Object.assign({}, ...applied.map(({ params }) => params)) as Readonly<Record<string, Value>>;
  const params = Object.fromEntries(
    Object.entries(rule.params).map(([name, { value }]) => [name, values[name] ?? value]),
  );
  const variant = set.length === 0 ? rule : (rule.variants?.find((each) => hasParams(each, params)) ?? rule);
  return {
    rule: { ...variant, severity: severity?.severity ?? rule.severity },
    ...(last.on ? {} : { off: last.setBy }),
    setBy: {
      on: last.setBy,
      ...(severity ? { severity: severity.setBy } : {}),
      params: Object.fromEntries(set),
    },
  };
}

function hasParams(rule: Rule, wanted: Readonly<Record<string, Value>>): boolean {
  const own = Object.entries(rule.params).map(([name, { value }]) => [name, value]);
  return JSON.stringify(own) === JSON.stringify(Object.entries(wanted));
}

interface Fitting {
  readonly truth: Truth;
  readonly gap?: Gap;
}

function fitting(match: Match, place: Place, context: Context): Fitting {
  const { accounts, organizationalUnits, regions, tags } = match;
  const parts: Fitting[] = [];
  const add = (isMet: boolean) => parts.push({ truth: isMet ? 'true' : 'false' });
  if (accounts) add(accounts.includes(place.account));
  if (regions && place.region === '*') parts.push({ truth: 'unknown' });
  else if (regions) add(place.region !== '' && regions.some((pattern) => isLike(place.region, pattern)));
  if (organizationalUnits) {
    parts.push(
      asking(
        'organizationalUnits',
        place,
        context,
        (value) => Array.isArray(value) && organizationalUnits.some((id) => value.includes(id)),
      ),
    );
  }
  if (tags) {
    parts.push(
      asking('tags', place, context, (value) =>
        Object.entries(tags).every(
          ([key, pattern]) => isObject(value) && Object.hasOwn(value, key) && isLike(String(value[key]), pattern),
        ),
      ),
    );
  }
  const truth = allOf(parts.map((part) => part.truth));
  const gap = parts.find((part) => part.gap)?.gap;
  return truth === 'unknown' && gap ? { truth, gap } : { truth };
}

/** A field of the account that the subject stands in. */
function asking(field: string, { account }: Place, { world }: Context, isMet: (value: Value) => boolean): Fitting {
  if (account === '') return { truth: 'false' };
  const unseen = { kind: 'account', id: account, name: account, account, region: '', fields: {}, origins: {} };
  const datum = world.field(world.resource('account', account) ?? unseen, field);
  if (!datum.known) return { truth: 'unknown', gap: datum.gap };
  return { truth: isMet(datum.value) ? 'true' : 'false' };
}

/** What a finding says for the question whether all is well: a subject that is not asked about is as good as one that passes. */
function meaning(finding: Finding | null): string {
  return finding === null || finding.verdict === 'notApplicable' ? 'pass' : finding.verdict;
}

/** The one that says most: a verdict before none, and of several the worst severity. */
function worst(found: readonly (Finding | null)[]): Finding | null {
  const rank = ({ verdict, severity }: Finding) =>
    (verdict === 'notApplicable' ? 100 : 0) + SEVERITIES.indexOf(severity);
  const [first] = found.flatMap((each) => each ?? []).sort((one, other) => rank(one) - rank(other));
  return first ?? null;
}

function unsure(
  finding: Finding | null,
  overrides: readonly Override[],
  gaps: readonly Gap[],
  rule: Rule,
): Finding | null {
  if (!finding) return null;
  const { proof: _, exempt: __, setBy: ___, ...rest } = finding;
  const where = overrides.map(({ setBy }) => setBy).join(', ');
  const [gap] = gaps;
  const why = gap ? lead(gap) : 'where it stands is not known';
  const text = `Whether the override of ${where} fits account ${finding.account} decides, and could not be read (${why})`;
  const ids = [...new Set(gaps.map(({ id }) => id))];
  const reason: Reason = { verdict: 'unknown', text, rule: rule.at, ...(ids.length > 0 ? { gaps: ids } : {}) };
  return { ...rest, verdict: 'unknown', message: `${text}.`, reasons: [reason] };
}
