/** What reports say of waivers: where one stands, what became of it, which ends first, and which were over. */
import type { Finding, Report, ReportWaiver } from '../model/report.ts';
import { lapsedText } from '../model/waiver.ts';
import { enumerate } from '../model/words.ts';

/** Waivers that were over by the time of the snapshot, each once. */
export function lapsedIn(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ lapsed }) => (lapsed ? [lapsedText(lapsed)] : [])))];
}

/** The day on which the first waiver in force ends that bears on something; null where none ends. */
export function firstEnd({ findings }: Report): string | null {
  const ends = findings.flatMap(({ waiver, proof }) => [
    waiver?.expires,
    ...(proof?.excluded ?? []).map((each) => each.expires),
  ]);
  return ends.filter((end) => end !== undefined).sort()[0] ?? null;
}

/** Waivers that nothing needs any more. */
export function unneededWaivers({ waivers = [] }: Report): readonly ReportWaiver[] {
  return waivers.filter(({ state }) => state === 'unneeded');
}

/** Those, and the ones that are over. */
export function idleWaivers({ waivers = [] }: Report): readonly ReportWaiver[] {
  return waivers.filter(({ state }) => state === 'unneeded' || state === 'expired');
}

/** "waivers.yaml:12:5". */
export function waiverPlace({ at }: ReportWaiver): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** "waivers.yaml:12:5: the waiver on logs.retention is not needed. It fits nothing that this run found." */
export function waiverText(waiver: ReportWaiver): string {
  const { rules, state, sentence } = waiver;
  const idle = state === 'unneeded' ? 'is not needed' : 'is over';
  return `${waiverPlace(waiver)}: the waiver on ${enumerate(rules, 3)} ${idle}. ${sentence}`;
}

/** What it is about, in words: everything that is named has to fit. */
export function waiverScope({ accounts, regions, resources, fingerprints, excluding }: ReportWaiver): string {
  const parts = [
    ['accounts', accounts],
    ['regions', regions],
    ['resources', resources],
    ['fingerprints', fingerprints],
    ['leaves out', excluding?.map(({ events, records }) => `${enumerate(events)} where ${records}`)],
  ] as const;
  const named = parts.flatMap(([name, texts]) => (texts ? [`${name} ${texts.join(', ')}`] : []));
  return named.length === 0 ? 'everywhere' : named.join('; ');
}
