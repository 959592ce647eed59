/** A rule as SARIF describes it: what code scanning shows beside each of its alerts. */
import type { ReportingDescriptor, Result } from 'sarif';
import type { ReportRule } from '../../model/report.ts';
import type { Severity } from '../../model/rule.ts';
import { cut, plain } from '../plain.ts';

export const LEVEL: Readonly<Record<Severity, Result.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** Texts, not numbers, each in the middle of the band that code scanning reads it into. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '1.0',
};

/** Where the action lives; also the help of rules that name no reference. */
export const PROJECT_PAGE = 'https://github.com/trailproof/trailproof';

/** What code scanning takes of a rule's texts and tags. */
const LONGEST = 1024;
const MOST_TAGS = 10;

/** `controls` are those that the rule answers: `cis-aws-foundations-5.0/3.1`. */
export function describe(rule: ReportRule, controls: readonly string[] = []): ReportingDescriptor {
  const title = filled(rule.title, rule.id);
  const links = rule.references
    .filter((link) => /^https:\/\//.test(link) && URL.canParse(link))
    .map((link) => new URL(link).href);
  const advice = filled(rule.remediation, 'This rule says nothing of what to do.');
  return {
    id: rule.id,
    name: pascal(rule.id),
    shortDescription: { text: cut(title, LONGEST) },
    fullDescription: { text: cut(filled(rule.rationale, title), LONGEST) },
    help: { text: [advice, ...links].join('\n'), markdown: markdown(rule, title, advice, links) },
    helpUri: pageOf(rule) ?? links[0] ?? PROJECT_PAGE,
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      tags: tagsOf(rule, controls),
      precision: 'high',
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

function tagsOf({ tags }: ReportRule, controls: readonly string[]): string[] {
  const own = [...tags, ...controls].map(plain).filter((tag) => tag !== '');
  return [...new Set(['security', 'aws', ...own])].slice(0, MOST_TAGS);
}

/** Rules of somebody's own have none. */
function pageOf({ id, at }: ReportRule): string | null {
  return at.file.startsWith('trailproof:') ? `${PROJECT_PAGE}/blob/main/docs/rules/${id}.md` : null;
}

function filled(text: string, otherwise: string): string {
  const shown = plain(text).trim();
  return shown === '' ? otherwise : shown;
}

function markdown(rule: ReportRule, title: string, advice: string, links: readonly string[]): string {
  const why = plain(rule.rationale).trim();
  return [
    `**${title}**`,
    ...(why === '' ? [] : [why]),
    `**What to do.** ${advice}`,
    ...(links.length > 0 ? [links.map((link) => `- <${link}>`).join('\n')] : []),
    `\`trailproof explain ${rule.id}\` shows every step of a verdict.`,
  ].join('\n\n');
}

/** `trail.multi-region` -> `TrailMultiRegion`. */
function pascal(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return cut(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''), 255);
}
