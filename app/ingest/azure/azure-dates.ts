import { InputError } from '#app/errors.ts';
import { remember } from '../remember.ts';

/** How a file writes days with slashes. */
export type DateStyle = 'MM/dd/yyyy' | 'dd/MM/yyyy';

/** What tells one style from the other. */
export interface DateHints {
  readonly file: string;
  /** Where the user said it. */
  readonly style?: DateStyle | undefined;
  /** First and last day of what the file covers, `2026-10-01`, where that is known. */
  readonly window: { readonly first: string; readonly last: string } | null;
}

/** Reads the days of one file, `2026-10-05` out of `10/05/2026`; null for what is no day. */
export type DayReader = (text: string) => string | null;

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d.*)?$/;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/;

/**
 * A reader that decides for the whole file: Azure writes `MM/dd/yyyy` in one account and `dd/MM/yyyy` in another, and most
 * days can be read as either. A day after the twelfth tells (each period's last day is one), or that only one reading
 * lies in what the file covers. https://github.com/Azure/azure-powershell/issues/20185 (read 2026-11-26).
 * @throws InputError when a day can be either.
 */
export function dayReader(hints: DateHints): DayReader {
  let style = hints.style;
  return (text) => {
    const iso = ISO.exec(text)?.[1];
    if (iso !== undefined) return isDay(iso) ? iso : null;
    const [matched, first = '', second = '', year = ''] = SLASHED.exec(text) ?? [];
    if (matched === undefined) return null;
    const monthFirst = dayOf(year, first, second);
    const dayFirst = dayOf(year, second, first);
    if (style === undefined && monthFirst === dayFirst) return monthFirst;
    style ??= styleOf(monthFirst, dayFirst, hints);
    return style === 'MM/dd/yyyy' ? monthFirst : dayFirst;
  };
}

function styleOf(monthFirst: string | null, dayFirst: string | null, { file, window }: DateHints): DateStyle {
  const isCovered = (day: string | null) => day !== null && (!window || (day >= window.first && day <= window.last));
  const fits = { 'MM/dd/yyyy': isCovered(monthFirst), 'dd/MM/yyyy': isCovered(dayFirst) };
  if (fits['MM/dd/yyyy'] !== fits['dd/MM/yyyy']) return fits['MM/dd/yyyy'] ? 'MM/dd/yyyy' : 'dd/MM/yyyy';
  // Outside of the window: a fee of another month. What is no day in one style still tells.
  if ((monthFirst === null) !== (dayFirst === null)) return monthFirst === null ? 'dd/MM/yyyy' : 'MM/dd/yyyy';
  throw new InputError(`its dates can be read in two ways: ${monthFirst} or ${dayFirst}`, {
    place: { file },
    remedy: 'set dates: MM/dd/yyyy or dd/MM/yyyy for the source in finops.yml',
  });
}

function dayOf(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

const isDay = remember((text): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
});

/** The day after, `2026-11-01` for `2026-10-31`: Azure's days are inclusive, FOCUS's ends exclusive. */
export const dayAfter: (day: string) => string = remember((day) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10),
);
