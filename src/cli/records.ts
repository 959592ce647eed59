/** CloudTrail records in any of the forms people have them in: one object, an array, a log file of CloudTrail, an answer of AWS, or a record per line. */
import type { CloudTrailRecord } from '../index.ts';
import { isObject } from '../index.ts';

/** Lines that are no JSON objects stay texts: plain log messages. */
export function recordsIn(given: string): readonly (CloudTrailRecord | string)[] {
  const text = given.replace(/^\uFEFF/, '');
  const whole = json(text);
  if (Array.isArray(whole)) return whole.map(record);
  return isObject(whole) ? (listedIn(whole) ?? [whole]) : eachLine(text);
}

/** In a log file of CloudTrail; in an answer of `aws cloudtrail lookup-events`; in one of `aws logs filter-log-events`. Null in none of them. */
function listedIn({
  Records: file,
  Events: found,
  events: logged,
}: CloudTrailRecord): ReturnType<typeof recordsIn> | null {
  if (Array.isArray(file)) return file.map(record);
  return textsAt(found, 'CloudTrailEvent') ?? textsAt(logged, 'message');
}

function textsAt(items: unknown, key: string): ReturnType<typeof recordsIn> | null {
  if (!Array.isArray(items)) return null;
  const texts = items.flatMap((item) => (isObject(item) && typeof item[key] === 'string' ? [item[key]] : []));
  return texts.length === items.length ? texts.map(asRecord) : null;
}

function eachLine(text: string): readonly (CloudTrailRecord | string)[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map(asRecord);
}

function asRecord(line: string): CloudTrailRecord | string {
  const value = json(line);
  return isObject(value) ? value : line;
}

function record(value: unknown): CloudTrailRecord | string {
  return isObject(value) ? value : JSON.stringify(value);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
