/** Durations as people write them: `90m`, `24h`, `30d`, `2w`. */

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 7 * 86_400e3 };

/** Milliseconds; null where the text is no duration. */
export function parseDuration(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d+)([smhdw])$/.exec(text) : null;
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : null;
}
