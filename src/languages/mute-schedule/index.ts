/** Schedules of alarm mute rules ("PutAlarmMuteRule", CloudWatch API Reference): when a mute begins, how long it lasts, whether it ever ends. */

export interface MuteSchedule {
  /** `cron(Minutes Hours Day-of-month Month Day-of-week)`, or `at(yyyy-MM-ddThh:mm)`. */
  readonly expression: string;
  /** ISO 8601: `PT4H`, `P2DT12H`. */
  readonly duration: string;
}

/** Whether each mute lasts until the next one begins, so that there is no minute without; null where the schedule is not understood. */
export function isUnbroken({ expression, duration }: MuteSchedule): boolean | null {
  if (/^at\(/.test(expression)) return false;
  const lasts = minutesOf(duration);
  const cron = readCron(expression);
  if (lasts === null || !cron) return null;
  const gap = longestGap(cron);
  return gap !== null && gap <= lasts;
}

/** Minutes of an ISO 8601 duration of weeks, days, hours and minutes; null where it is none. */
function minutesOf(duration: string): number | null {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!match || duration === 'P') return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return (weeks ?? 0) * 7 * DAY + (days ?? 0) * DAY + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60;
}

const DAY = 24 * 60;

interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  readonly daysOfWeek: readonly number[];
  /** Both kinds of days are restricted, and whether one of them suffices is not documented. */
  readonly isAmbiguous: boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEK = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function readCron(expression: string): Cron | null {
  const fields = /^cron\((.*)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/) ?? [];
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5) return null;
  const minutes = numbersIn(minute, 0, 59);
  const hours = numbersIn(hour, 0, 23);
  const daysOfMonth = numbersIn(day, 1, 31);
  const months = numbersIn(month, 1, 12, MONTHS);
  // 7 is Sunday as well where 0 is.
  const daysOfWeek = numbersIn(weekday, 0, 7, WEEK)?.map((each) => each % 7);
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek) return null;
  const isAmbiguous = daysOfMonth.length < 31 && new Set(daysOfWeek).size < 7;
  return { minutes, hours, daysOfMonth, months, daysOfWeek, isAmbiguous };
}

/** The numbers that a field of lists and ranges stands for, in order; null where it is not understood. */
function numbersIn(
  field: string | undefined,
  from: number,
  to: number,
  names: readonly string[] = [],
): readonly number[] | null {
  const found = new Set<number>();
  const numberOf = (text: string | undefined) => {
    const named = names.indexOf((text ?? '').toUpperCase());
    const value = named < 0 ? Number(text) : named + from;
    return Number.isInteger(value) && /\w/.test(text ?? '') ? value : Number.NaN;
  };
  for (const part of (field ?? '').split(',')) {
    const [first, last, ...rest] = part === '*' ? [String(from), String(to)] : part.split('-');
    const [low, high] = [numberOf(first), numberOf(last ?? first)];
    if (rest.length > 0 || !(low >= from && high <= to && low <= high)) return null;
    for (let each = low; each <= high; each += 1) found.add(each);
  }
  return [...found].sort((one, other) => one - other);
}

/** A leap year and the years around it show every length of a month and every weekday that a month begins with, more than once. */
const DAYS_LOOKED_AT = 28 * 366;
const A_DAY = 86_400_000;

/** Minutes between the beginnings of two mutes, at most; null where there are not two, or it is not known which days are meant. */
function longestGap(cron: Cron): number | null {
  if (cron.isAmbiguous) return null;
  const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const withinDay = Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  let longest: number | null = null;
  let before: number | null = null;
  for (let day = 0; day < DAYS_LOOKED_AT; day += 1) {
    if (!falls(cron, new Date(day * A_DAY))) continue;
    if (before !== null) longest = Math.max(longest ?? withinDay, (day - before) * DAY - last + first);
    before = day;
  }
  return longest;
}

function falls({ daysOfMonth, months, daysOfWeek }: Cron, date: Date): boolean {
  return (
    daysOfMonth.includes(date.getUTCDate()) &&
    months.includes(date.getUTCMonth() + 1) &&
    daysOfWeek.includes(date.getUTCDay())
  );
}
