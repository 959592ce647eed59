/** CloudTrail records in any of the forms people have them in: one object, an array, a log file of CloudTrail, or a record per line. */
import type { CloudTrailRecord } from '../index.ts';
import { isObject } from '../index.ts';

/** Lines that are no JSON objects stay texts: plain log messages. */
export function recordsIn(given: string): readonly (CloudTrailRecord | string)[] {
  const text = given.replace(/^\uFEFF/, '');
  const whole = json(text);
  const listed = isObject(whole) ? whole['Records'] : whole;
  if (Array.isArray(listed)) return listed.map(record);
  return isObject(whole) ? [whole] : eachLine(text);
}

function eachLine(text: string): readonly (CloudTrailRecord | string)[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const value = json(line);
    return isObject(value) ? value : line;
  });
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
