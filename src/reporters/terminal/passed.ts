/** What a terminal says of the rest: rules that pass, account by account, exemptions and waivers with their reasons, what was not to be checked. */
import type { Finding, Report } from '../../model/report.ts';
import { byAndUntil } from '../../model/waiver.ts';
import { enumerate, plural } from '../../model/words.ts';
import { acceptedExclusions, leftOutText } from '../proof.ts';
import { accountLabel, accountNames } from '../subject.ts';
import { heading } from './closing.ts';
import type { Page } from './page.ts';
import { labelled, paragraph } from './page.ts';

/** Groups of accounts listed with the rules that pass in them; the rest is counted. */
const MOST_GROUPS = 20;
/** Rules that are named; of more, how many there are of each area. */
const MOST_RULES = 12;

/** One line for each account, or for accounts in which the same rules pass. */
export function passedLines(report: Report, page: Page): readonly string[] {
  const names = accountNames(report);
  const groups = [...alike(report.findings)];
  const lines = groups.slice(0, MOST_GROUPS).flatMap(([rules, accounts]) => {
    const who = enumerate(
      accounts.map((account) => page.text(accountLabel(account, names))),
      6,
    );
    const ids = rules.split(' ');
    const text = `${who}: ${plural(ids.length, 'rule')} passed (${page.text(ids.length > MOST_RULES ? areasOf(ids) : ids.join(', '))})`;
    return labelled(page, 2, `${page.sign.pass} `, text, 'green');
  });
  const left = groups.slice(MOST_GROUPS).flatMap(([, accounts]) => accounts);
  const more = left.length === 0 ? [] : paragraph(page, 4, `and rules in ${plural(left.length, 'more account')}`);
  const others = [...exempt(report, page), ...leftOut(report, page), ...aside(report, page)];
  if (lines.length + others.length === 0) return [];
  return [heading(page, lines.length > 0 ? 'Passed' : 'Not applicable'), ...lines, ...more, ...others, ''];
}

/** "alarm.* 23, bucket.* 10, vpc.flow-logs". */
function areasOf(ids: readonly string[]): string {
  const areas = new Map<string, string[]>();
  for (const id of ids) {
    const area = id.slice(0, id.indexOf('.'));
    areas.set(area, [...(areas.get(area) ?? []), id]);
  }
  return [...areas].map(([area, own]) => (own.length === 1 ? own.join('') : `${area}.* ${own.length}`)).join(', ');
}

/** Rule ids -> accounts in which exactly these pass. A rule passes in an account where something passes and nothing else was found. */
function alike(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const spoilt = new Set(findings.filter(isSpoilt).map(({ account, ruleId }) => `${account} ${ruleId}`));
  const perAccount = new Map<string, Set<string>>();
  for (const { account, ruleId, verdict } of findings) {
    if (verdict !== 'pass' || spoilt.has(`${account} ${ruleId}`)) continue;
    const known = perAccount.get(account);
    if (known) known.add(ruleId);
    else perAccount.set(account, new Set([ruleId]));
  }
  const byRules = new Map<string, string[]>();
  for (const account of [...perAccount.keys()].sort()) {
    const rules = perAccount.get(account) ?? [];
    const key = [...rules].sort().join(' ');
    const known = byRules.get(key);
    if (known) known.push(account);
    else byRules.set(key, [account]);
  }
  return byRules;
}

/** A waived fail is still a fail. */
function isSpoilt({ verdict }: Finding): boolean {
  return verdict === 'fail' || verdict === 'unknown';
}

/** Exemptions of rules and waivers, with the reason somebody gave. */
function exempt({ findings }: Report, page: Page): readonly string[] {
  const reasons = new Map<string, Finding[]>();
  for (const finding of findings) {
    const because = finding.exempt ?? finding.waiver?.because;
    if (because === undefined) continue;
    const how = finding.waiver ? `waived${byAndUntil(finding.waiver)}` : 'exempt';
    const key = `${finding.ruleId}: ${how}, ${because}`;
    const known = reasons.get(key);
    if (known) known.push(finding);
    else reasons.set(key, [finding]);
  }
  return [...reasons].flatMap(([reason, found]) => {
    const subjects = enumerate(
      found.map(({ account, resourceName }) => `${resourceName} (${account})`),
      4,
    );
    return labelled(page, 2, `${page.sign.notApplicable} `, page.text(`${reason}: ${subjects}`));
  });
}

/** Records that a team decided not to be told about, with its reason, where the rule passes without them. */
function leftOut({ findings }: Report, page: Page): readonly string[] {
  const passed = findings.filter(({ verdict }) => verdict === 'pass');
  return acceptedExclusions(passed).flatMap(({ ruleId, excluded, findings: found }) => {
    const accounts = enumerate([...new Set(found.map(({ account }) => account))], 4);
    const text = `${ruleId}: left out on purpose, ${leftOutText(excluded)}: ${accounts}`;
    return labelled(page, 2, `${page.sign.notApplicable} `, page.text(text));
  });
}

/** Rules that found nothing to check: those of which no subject was seen anywhere, and of the others in how many accounts there is none. */
function aside({ findings }: Report, page: Page): readonly string[] {
  const seen = new Set(findings.filter((each) => !isEmpty(each)).map(({ ruleId }) => ruleId));
  const without = new Map<string, Set<string>>();
  for (const { ruleId, account } of findings.filter(isEmpty)) {
    without.set(ruleId, (without.get(ruleId) ?? new Set()).add(account));
  }
  const nowhere = [...without].filter(([rule]) => !seen.has(rule));
  const accounts = new Set(nowhere.flatMap(([, own]) => [...own]));
  const all = new Set(findings.map(({ account }) => account)).size;
  const some = [...without].filter(([rule]) => seen.has(rule)).map(([rule, own]) => `${rule} (${own.size} of ${all})`);
  return [
    ...nothingIn(
      plural(accounts.size, 'account'),
      nowhere.map(([rule]) => rule),
      page,
    ),
    ...nothingIn('some accounts', some, page),
  ];
}

function isEmpty({ verdict, resource }: Finding): boolean {
  return verdict === 'notApplicable' && resource === '';
}

function nothingIn(where: string, rules: readonly string[], page: Page): readonly string[] {
  if (rules.length === 0) return [];
  return labelled(
    page,
    2,
    `${page.sign.notApplicable} `,
    page.text(`nothing to check in ${where}: ${rules.join(', ')}`),
  );
}
