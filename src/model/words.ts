/** Words for messages: names of kinds and relations as people say them, values as they are written. */
import type { Gap, GapReason, Resource } from './resource.ts';
import type { Value } from './value.ts';

/** Kinds and relations are few, and every finding names some. */
const known = new Map<string, string>();

/** `metricFilters` -> "metric filters". */
export function spoken(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const words = inWords(name);
  known.set(name, words);
  return words;
}

function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^kms\b/, 'KMS');
}

/** A value as it is written in YAML; unset for null; long ones cut. */
export function written(value: Value | undefined): string {
  if (value === null || value === undefined) return 'not set';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.length > 118 ? `"${beginning(value, 115)}"...` : `"${value}"`;
  const text = JSON.stringify(value);
  return text.length > 120 ? `${beginning(text, 117)}...` : text;
}

/** A text in quotes as JSON has it; that it was cut is said behind the quotes, where it is no part of the text. */
export function quoted(text: string, most: number): string {
  const whole = JSON.stringify(text);
  return whole.length > most ? `${JSON.stringify(beginning(text, most - 5))}...` : whole;
}

/** So many characters of a text, and no half of one. */
function beginning(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** "a, b and c"; from the sixth on only their number. */
export function enumerate(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** The plural of a noun or of the name of a kind: policies, buses, alarms. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The first letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** On one line: control characters and line ends become blanks. Names come from accounts. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** "trail main", "account 111122223333 (production)", "region eu-west-1". */
export function called(resource: Resource): string {
  if (resource.kind === 'account') {
    return resource.name === resource.id ? `account ${resource.id}` : `account ${resource.id} (${resource.name})`;
  }
  return `${spoken(resource.kind)} ${resource.name}`;
}

const REASONS: Readonly<Record<GapReason, string>> = {
  denied: 'was denied',
  throttled: 'was throttled until retries ran out',
  timedOut: 'did not answer in time',
  unreachable: 'could not be reached',
  regionDisabled: 'was refused because the region is not enabled',
  malformed: 'gave an answer that makes no sense',
  failed: 'failed',
  cancelled: 'was not asked because the run was ended',
  outOfScope: 'was not asked',
  notCollected: 'was not asked',
};

/** A gap in a few words: "cloudtrail:GetTrailStatus was denied in 111122223333/us-east-1". */
export function lead(gap: Gap): string {
  if (gap.reason === 'outOfScope' || gap.reason === 'notCollected') return gap.message;
  const place = gap.region === '' || gap.region === '*' ? gap.account : `${gap.account}/${gap.region}`;
  return `${happened(gap)} in ${place}`;
}

/** The same without the place, for gaps of one cause: "cloudtrail:GetTrailStatus was denied". */
export function happened({ call, reason }: Pick<Gap, 'call' | 'reason'>): string {
  return `${call} ${REASONS[reason]}`;
}
