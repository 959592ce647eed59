/** Durations as people write them (`90m`, `24h`, `30d`, `2w`), and as they say them. */
import { plural } from './words.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 7 * 86_400e3 };

/** Milliseconds; null where the text is no duration. */
export function parseDuration(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d+)([smhdw])$/.exec(text) : null;
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : null;
}

/** "a day", "an hour", "36 hours", "90 minutes"; of a time in seconds. */
export function lasting(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, one] = units.find(([, each]) => seconds % each === 0) ?? ['second', 1];
  return seconds === one ? `${unit === 'hour' ? 'an' : 'a'} ${unit}` : plural(seconds / one, unit);
}
