import { HOURS_PER_MONTH } from '#app/measure/hours.ts';

export type Runs = { readonly runs: number } | { readonly invalid: string };

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTE: Field = { name: 'minute', least: 0, most: 59 };
const HOUR: Field = { name: 'hour', least: 0, most: 23 };
const DAY: Field = { name: 'day of month', least: 1, most: 31 };
const MONTH: Field = { name: 'month', least: 1, most: 12, names: MONTHS };
const WEEKDAY: Field = { name: 'day of week', least: 0, most: 6, names: DAYS };

/** Descriptors that the CronJob controller's parser knows. */
const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Weekdays, month lengths and leap years repeat after 28 years. */
const CYCLE_DAYS = 10_227;

/**
 * How often a CronJob's schedule starts a job in a month of 730 hours, over all years: `0 0 * * *` 30.4166… times.
 * Five fields with the rules of github.com/robfig/cron v3, the controller's parser; a time zone moves the runs and
 * does not change how many there are.
 */
export function runsPerMonth(schedule: string, timeZone: string | undefined): Runs {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return { invalid: `timeZone ${JSON.stringify(timeZone.slice(0, 40))} is not in the time zone database` };
  }
  const text = schedule.trim();
  if (/^(?:CRON_)?TZ=/.test(text)) return { invalid: 'schedule must not name a time zone: set spec.timeZone' };
  const every = /^@every (\S{1,40})$/.exec(text);
  if (every) return everyInterval(every[1] ?? '');
  const spelled = Object.hasOwn(DESCRIPTORS, text) ? (DESCRIPTORS[text] ?? text) : text;
  return runsOf(spelled, schedule);
}

function runsOf(spelled: string, schedule: string): Runs {
  const shown = JSON.stringify(schedule.slice(0, 60));
  const words = spelled.length > 1000 ? [] : spelled.split(/\s+/);
  if (words.length !== 5) return { invalid: `schedule ${shown} has not five fields` };
  const [minutes, hours, days, months, weekdays] = [MINUTE, HOUR, DAY, MONTH, WEEKDAY].map((field, index) =>
    parseField(words[index] ?? '', field),
  );
  for (const each of [minutes, hours, days, months, weekdays]) {
    if (typeof each === 'string') return { invalid: `schedule ${shown}: ${each}` };
  }
  const sets = { minutes, hours, days, months, weekdays } as Readonly<Record<string, FieldSet>>;
  const perDay = (sets['minutes']?.values.size ?? 0) * (sets['hours']?.values.size ?? 0);
  const matching = matchingDays(sets);
  return { runs: (perDay * matching * HOURS_PER_MONTH) / (CYCLE_DAYS * 24) };
}

interface FieldSet {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** The field's values, or what is wrong with it. */
function parseField(text: string, field: Field): FieldSet | string {
  const values = new Set<number>();
  let star = false;
  for (const part of text.split(',')) {
    const match = /^(\*|\?|[0-9a-z]+)(?:-([0-9a-z]+))?(?:\/(\d{1,9}))?$/i.exec(part);
    if (!match) return `the ${field.name} is ${JSON.stringify(part.slice(0, 20))}`;
    const [, first = '', last, step] = match;
    const any = first === '*' || first === '?';
    const from = any ? field.least : numberOf(first, field);
    const to =
      any || (last === undefined && step !== undefined)
        ? field.most
        : last === undefined
          ? from
          : numberOf(last, field);
    const by = step === undefined ? 1 : Number(step);
    if (any && last !== undefined) return `the ${field.name} is ${JSON.stringify(part.slice(0, 20))}`;
    if (from === null || to === null || from < field.least || to > field.most || from > to || by < 1) {
      return `the ${field.name} ${JSON.stringify(part.slice(0, 20))} is not in ${field.least}-${field.most}`;
    }
    for (let value = from; value <= to; value += by) values.add(value);
    star ||= any && by === 1;
  }
  return { values, star };
}

function numberOf(text: string, field: Field): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const index = field.names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? null : index + (field.least === 1 ? 1 : 0);
}

/** Days of the 28 years that match. Day of month and day of week both restricted: either is enough. */
function matchingDays(sets: Readonly<Record<string, FieldSet>>): number {
  const { days, months, weekdays } = sets;
  if (!days || !months || !weekdays) return 0;
  let count = 0;
  for (let index = 0; index < CYCLE_DAYS; index += 1) {
    const date = new Date(Date.UTC(2001, 0, 1 + index));
    if (!months.values.has(date.getUTCMonth() + 1)) continue;
    const day = days.values.has(date.getUTCDate());
    const weekday = weekdays.values.has(date.getUTCDay());
    if (days.star || weekdays.star ? day && weekday : day || weekday) count += 1;
  }
  return count;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** `@every 1h30m`, a Go duration of whole seconds. */
function everyInterval(text: string): Runs {
  const parts = [...text.matchAll(/(\d{1,9})([hms])/g)];
  const seconds = parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (UNIT_SECONDS[unit] ?? 0), 0);
  const spelled = parts.map(([whole]) => whole).join('');
  if (spelled !== text || seconds < 1) return { invalid: `schedule @every ${text} is no duration of whole seconds` };
  return { runs: (HOURS_PER_MONTH * 3600) / seconds };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
