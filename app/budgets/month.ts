/** One day in milliseconds; UTC has no other. */
export const DAY_MS = 86_400_000;

/** A calendar month in UTC, as days `YYYY-MM-DD`. */
export interface Month {
  /** `YYYY-MM`. */
  readonly name: string;
  readonly days: readonly string[];
  /** First day of the month after it. */
  readonly end: string;
}

/** The month of a day, or of an instant, in UTC. */
export function monthOf(day: string): Month {
  const name = day.slice(0, 7);
  const first = `${name}-01`;
  const days: string[] = [];
  for (let at = first; at.startsWith(name); at = addDays(at, 1)) days.push(at);
  return { name, days, end: addDays(days.at(-1) ?? first, 1) };
}

/** The day so many days later; earlier for a negative count. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The month before. */
export function monthBefore({ days }: Month): Month {
  return monthOf(addDays(days[0] ?? '', -1));
}

/** Midnight that begins a day, as the warehouse writes it. */
export function instantOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** 0 for Sunday … 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
