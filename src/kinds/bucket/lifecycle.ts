/** What lifecycle rules delete ("Elements to describe lifecycle actions", S3 User Guide). */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { number, text } from '../kind.ts';

/**
 * The fewest days after which a rule that is on may delete an object as it was written; null: none does. A rule on tags deletes nothing,
 * since log files have none; one for objects of a size may. Under which prefix a trail writes is not known here, so every prefix counts
 * but those under which other services keep their logs.
 */
export function expiresAfterDays(rules: readonly Value[]): number | null {
  const days = rules.flatMap((rule) => (isObject(rule) && isOn(rule) ? daysOf(rule['Expiration']) : []));
  return days.length === 0 ? null : Math.min(...days);
}

type Rule = { readonly [key: string]: Value };

function isOn(rule: Rule): boolean {
  const filter = isObject(rule['Filter']) ? rule['Filter'] : {};
  const and = isObject(filter['And']) ? filter['And'] : {};
  const prefix = text(rule['Prefix']) ?? text(filter['Prefix']) ?? text(and['Prefix']) ?? '';
  const hasTags = filter['Tag'] !== undefined || (Array.isArray(and['Tags']) && and['Tags'].length > 0);
  return rule['Status'] === 'Enabled' && !hasTags && mayBeOfTrail(prefix);
}

/** After `AWSLogs/`, the organization and the account comes the service; digests and insights begin like the log files ("CloudTrail log file name format"). */
function mayBeOfTrail(prefix: string): boolean {
  const service = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?\d{12}\/(.*)$/.exec(prefix)?.[1];
  return service === undefined || service.startsWith('CloudTrail') || 'CloudTrail'.startsWith(service);
}

/** A date deletes on that day and on every day after it, whatever the age. */
function daysOf(expiration: Value | undefined): readonly number[] {
  if (!isObject(expiration)) return [];
  const days = number(expiration['Days']);
  if (days !== null) return [days];
  return text(expiration['Date']) === null ? [] : [0];
}
