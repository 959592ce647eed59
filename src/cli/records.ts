/** CloudTrail records in any of the forms people have them in: one object, an array, a log file of CloudTrail, an answer of AWS, an event of EventBridge, or a record per line. */
import type { CloudTrailRecord } from '../index.ts';
import { isObject, UsageError } from '../index.ts';

/** A line that is no JSON object stays a text: a plain log message. */
type Message = CloudTrailRecord | string;

/** Every message of a text is a record, or none of them is used. `named` is where it comes from. @throws UsageError */
export function recordsIn(text: string, named: string): readonly CloudTrailRecord[] {
  const messages = messagesIn(text, named);
  return messages.map((given, index) => {
    const record = recordOf(given);
    if (typeof record !== 'string') return record;
    const which = messages.length === 1 ? '' : ` (number ${index + 1} of ${messages.length})`;
    throw new UsageError(
      `${named} holds something other than a CloudTrail record${which}: ${record}. Give records as CloudTrail writes them.`,
    );
  });
}

/** Whatever was logged. `named` is where it comes from. @throws UsageError where it is nothing */
export function messagesIn(text: string, named: string): readonly Message[] {
  const messages = messagesOf(text.replace(/^\uFEFF/, ''));
  if (messages.length > 0) return messages;
  throw new UsageError(
    `${named} holds no record. Give records as CloudTrail writes them: one, a JSON array, or one per line.`,
  );
}

function messagesOf(text: string): readonly Message[] {
  const whole = json(text);
  if (Array.isArray(whole)) return whole.map(message);
  return isObject(whole) ? (listedIn(whole) ?? [whole]) : eachLine(text);
}

/** In a log file of CloudTrail; in an answer of `aws cloudtrail lookup-events`; in one of `aws logs filter-log-events`. Null in none of them. */
function listedIn({ Records: file, Events: found, events: logged }: CloudTrailRecord): readonly Message[] | null {
  if (Array.isArray(file)) return file.map(message);
  return textsAt(found, 'CloudTrailEvent') ?? textsAt(logged, 'message');
}

function textsAt(items: unknown, key: string): readonly Message[] | null {
  if (!Array.isArray(items)) return null;
  const texts = items.flatMap((item) => (isObject(item) && typeof item[key] === 'string' ? [item[key]] : []));
  return texts.length === items.length ? texts.map(asMessage) : null;
}

function eachLine(text: string): readonly Message[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.flatMap((line) => {
    const given = asMessage(line);
    return typeof given === 'string' ? [given] : (listedIn(given) ?? [given]);
  });
}

function asMessage(line: string): Message {
  const value = json(line);
  return isObject(value) ? value : line;
}

function message(value: unknown): Message {
  return isObject(value) ? value : JSON.stringify(value);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The record, which an event of EventBridge has as its detail; a text says why there is none. */
function recordOf(given: Message): CloudTrailRecord | string {
  if (typeof given === 'string') return 'it is no JSON object';
  const { detail, eventName } = given;
  const isEvent = eventName === undefined && typeof given['detail-type'] === 'string' && isObject(detail);
  const record = isEvent ? detail : given;
  const lack = lackOf(record);
  if (lack === null) return record;
  return isEvent ? `it is the event "${given['detail-type']}" of EventBridge, and in its detail ${lack}` : lack;
}

/** Notifications of S3 and of other services are written in the words of CloudTrail; an insight has no eventName of its own. */
function lackOf({ eventName, eventSource, eventCategory }: CloudTrailRecord): string | null {
  if (typeof eventName !== 'string' && eventCategory !== 'Insight') return 'there is no eventName';
  const isNotification = typeof eventSource === 'string' && eventSource.startsWith('aws:');
  return isNotification
    ? `the eventSource is ${eventSource}, and CloudTrail writes names such as s3.amazonaws.com`
    : null;
}
