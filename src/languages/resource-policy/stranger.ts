/** What a stranger can do about a condition: somebody of an account that nobody knows, or nobody at all. */
import { arnParts } from '../../model/arn.ts';
import type { Truth } from '../../model/verdict.ts';
import { anyOf, not } from '../../model/verdict.ts';
import { accountIn, hasVariable, holdsFor, knowsWildcards } from './compare.ts';
import type { Condition } from './condition.ts';
import type { Asker } from './jointly.ts';

/** Whether some stranger can meet a condition, and whether every stranger must. */
export interface Meets {
  readonly can: Truth;
  readonly must: Truth;
}

const UNKNOWN: Meets = { can: 'unknown', must: 'unknown' };
/** The stranger chooses: what is sent, when, and how. */
const CHOSEN: Meets = { can: 'true', must: 'false' };

/** Keys that say who asks or for whom: a stranger's value is none that somebody wrote down ("The meaning of public", S3 User Guide). */
const IDENTITY = new Set([
  ...['aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:userid'],
  ...['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths'],
  ...['aws:sourcevpc', 'aws:sourcevpce', 's3:dataaccesspointaccount', 's3:dataaccesspointarn', 'kms:calleraccount'],
]);

/** Whether a condition is about who asks, or for whom. */
export function saysWho({ key }: Condition): boolean {
  return IDENTITY.has(key);
}

/** Keys that whoever asks can give the value that is wanted; tags and names are those of an account of one's own. */
const OF_CHOICE = [
  /^aws:(securetransport|referer|useragent|currenttime|epochtime|requestedregion|tokenissuetime)$/,
  /^aws:(multifactorauth(present|age)|principaltype|username|sourceidentity|viaawsservice|tagkeys)$/,
  /^aws:(principaltag|requesttag)\//,
  /^s3:(?!existingobjecttag|resourceaccount|dataaccesspoint)/,
  /^sns:(protocol|endpoint)$/,
  /^events:(source|detail-type|detail\.)/,
  /^kms:(viaservice|encryptioncontext)/,
];

const POSITIVE = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

export function strangerMeets(condition: Condition): Meets {
  const { key, operator } = condition;
  if (hasVariable(condition)) return UNKNOWN;
  if (OF_CHOICE.some((each) => each.test(key))) return CHOSEN;
  if (key === 'aws:sourceip' && operator === 'IpAddress') return fromAddress(condition);
  if (key === 'aws:principalisawsservice' && operator === 'Bool') return isService(condition);
  if (!IDENTITY.has(key)) return UNKNOWN;
  // Without signature, or not by way of another resource, there is no such key.
  if (operator === 'Null') return CHOSEN;
  if (!POSITIVE.test(operator)) return UNKNOWN;
  return condition.isNegated ? isOther(condition) : isNamed(condition);
}

/** Keys that whoever signs a request has a value of; belonging to an organization is another matter, and so is coming by way of a resource. */
const SIGNED = /^(aws:(principalaccount|principalarn|userid)|kms:calleraccount)$/;

/** Strangers, as conditions see them: without signature, with one alone, and with all there is to say of them. */
export const STRANGERS: readonly Asker[] = [() => false, (key: string) => SIGNED.test(key), () => true].map(
  (has) => (condition) => whatOf(condition, has(condition.key) || condition.key === 'kms:calleraccount'),
);

/** What a condition says of a stranger who has a value of its key or none; null: it is in the stranger's hands. */
function whatOf(condition: Condition, isSent: boolean): Truth | null {
  const { can, must } = strangerMeets(condition);
  if (can === must) return can;
  if (!IDENTITY.has(condition.key)) return can === 'true' && must === 'false' ? null : can;
  if (!isSent || condition.operator === 'Null') return holdsFor(condition, isSent ? condition.key : null);
  const fits = anyOf(condition.values.map((value) => fitsStranger(condition, value)));
  return condition.isNegated ? not(fits) : fits;
}

/** A value that is asked for. A request without the key meets what holds "if it exists", or for all of its values. */
function isNamed(condition: Condition): Meets {
  const fits = anyOf(condition.values.map((value) => fitsStranger(condition, value)));
  const mayLack = (condition.ifExists || condition.set === 'all') && condition.key !== 'kms:calleraccount';
  if (!mayLack) return { can: fits, must: fits === 'true' ? 'false' : fits };
  return { can: 'true', must: fits };
}

/** A value that is excluded: whoever has another one meets it, and so does who has none. */
function isOther(condition: Condition): Meets {
  const differs = not(anyOf(condition.values.map((value) => fitsStranger(condition, value))));
  if (condition.set === 'any') return { can: differs, must: differs === 'unknown' ? 'unknown' : 'false' };
  return { can: 'true', must: differs };
}

/** Whether a stranger's value fits one that was written: never a whole one, nor one with an account or organization in it. */
function fitsStranger(condition: Condition, value: string): Truth {
  const { key } = condition;
  if (!knowsWildcards(condition) || !/[*?]/.test(value)) return 'false';
  if (/^\*+$/.test(value)) return 'true';
  const account = accountIn(condition, value);
  if (key.endsWith('arn') && /^\d{12}$/.test(account)) return 'false';
  // A bucket is known by its name alone, and nobody else has one of that name.
  if (key.endsWith('arn') && /^arn:[^:]+:s3:[*]?:[*]?:[a-z0-9.-]+$/.test(value)) return 'false';
  // Whoever has an account can give such a name to something in it.
  if (key.endsWith('arn') && arnParts(value)[4] === '*') return 'true';
  if (key.endsWith('orgpaths') && /^o-[a-z0-9]{10,}\//.test(value)) return 'false';
  if (key === 'aws:userid' && /^A[A-Z0-9]{15,}/.test(value)) return 'false';
  return 'unknown';
}

/** Wider than any network of one owner, as S3 counts it: an address of a stranger is in it. */
function fromAddress({ values, isNegated, ifExists }: Condition): Meets {
  const isWide = values.some((value) => {
    const [address = '', bits = ''] = value.split('/');
    return bits !== '' && Number(bits) < (address.includes(':') ? 32 : 8);
  });
  if (isNegated) return { can: isWide ? 'unknown' : 'true', must: isWide ? 'false' : 'true' };
  return { can: isWide || ifExists ? 'true' : 'false', must: isWide ? 'unknown' : 'false' };
}

function isService({ values, isNegated }: Condition): Meets {
  const wanted = values.length === 1 ? values[0]?.toLowerCase() : '';
  if (isNegated || (wanted !== 'true' && wanted !== 'false')) return UNKNOWN;
  const truth = wanted === 'false' ? 'true' : 'false';
  return { can: truth, must: truth };
}
