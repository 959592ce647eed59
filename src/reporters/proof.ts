/** What reports say of a proof beside its chain: where a pattern fails, the event nobody is told of, and what was left out on purpose. */
import type { Room } from '../model/excerpt.ts';
import { partsOf, underlined } from '../model/excerpt.ts';
import type { Excluded, Link, Proof } from '../model/proof.ts';
import type { Finding } from '../model/report.ts';
import type { CloudTrailRecord } from '../model/value.ts';
import { byAndUntil } from '../model/waiver.ts';
import { enumerate, written } from '../model/words.ts';
import { plain } from './plain.ts';

/** "DeleteBucket of s3.amazonaws.com in eu-west-1, in which userIdentity.arn is "..."": what sets it apart, in a line; null where nothing slips through. */
export function lostEvent({ counterexample, differs = [] }: Proof): string | null {
  if (!counterexample) return null;
  const fields = differs
    .filter(({ field }) => !NAMED.has(field))
    .map(({ field, value }) => `${field} is ${value === undefined ? 'absent' : written(value)}`);
  const apart = fields.length === 0 ? '' : `, in which ${enumerate(fields)}`;
  return `${eventLabel(counterexample)}${apart}`;
}

/** Said already by the label of the event. */
const NAMED: ReadonlySet<string> = new Set(['eventName', 'eventSource', 'awsRegion']);

function eventLabel({ eventName, eventSource, awsRegion }: CloudTrailRecord): string {
  const of = typeof eventSource === 'string' ? ` of ${eventSource}` : '';
  const where = typeof awsRegion === 'string' ? ` in ${awsRegion}` : '';
  return `${typeof eventName === 'string' ? eventName : 'an event'}${of}${where}`;
}

/** Columns of a pattern in formats that scroll what is longer. */
const WIDE: Room = { width: 120, ellipsis: '...' };

/** A pattern, and carets under the part that a link speaks of. It is cut around that part where it is long; `harmless` is what a format makes of untrusted text. */
export function pointedAt(
  { value, start, end }: NonNullable<Link['text']>,
  room: Room = WIDE,
  harmless: (text: string) => string = plain,
): readonly [line: string, carets: string] {
  const { before, marked, after } = partsOf(value, start, end);
  return underlined({ before: harmless(before), marked: harmless(marked), after: harmless(after) }, room);
}

/** The first link that does not hold of the nearest route, if it speaks of a text: where a caret says more than words. */
export function failingText({ routes }: Proof): (Link & Required<Pick<Link, 'text'>>) | null {
  const link = routes[0]?.links.find(({ truth }) => truth !== 'true');
  return link?.text ? { ...link, text: link.text } : null;
}

/** "s3.DeleteBucket where userIdentity.arn is like "..."". */
export function excludedRecords({ events, records }: Excluded): string {
  return `${enumerate(events)} where ${records}`;
}

/** The same with why, and with who granted it until when where a waiver does. */
export function leftOutText(excluded: Excluded): string {
  return `${excludedRecords(excluded)} (${whyLeftOut(excluded)})`;
}

export function whyLeftOut(excluded: Excluded): string {
  return `${excluded.because}${excluded.by === 'waiver' ? `; waived${byAndUntil(excluded)}` : ''}`;
}

/** An exclusion in force, and the findings it bears on. */
export interface AcceptedExclusion {
  readonly ruleId: string;
  readonly excluded: Excluded;
  readonly findings: readonly Finding[];
}

/** Every exclusion in force, once for each rule. */
export function acceptedExclusions(findings: readonly Finding[]): readonly AcceptedExclusion[] {
  const found = new Map<
    string,
    { readonly ruleId: string; readonly excluded: Excluded; readonly findings: Finding[] }
  >();
  for (const finding of findings) {
    for (const excluded of finding.proof?.excluded ?? []) {
      const key = JSON.stringify([finding.ruleId, excluded]);
      const known = found.get(key);
      if (known) known.findings.push(finding);
      else found.set(key, { ruleId: finding.ruleId, excluded, findings: [finding] });
    }
  }
  return [...found.values()];
}
