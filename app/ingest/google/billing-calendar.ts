/**
 * When a billing month of Google begins: midnight in Los Angeles, as UTC (`2026-10-01T07:00:00Z`).
 * https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage, invoice.month (read 2026-11-26).
 */
export function monthStart(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  // Midnight there is 7 or 8 hours later in UTC; the clock changes at two in the morning, never at midnight.
  const offset = [7, 8].find((hours) => hourThere(Date.UTC(year, number - 1, 1, hours)) === 0) ?? 8;
  return `${new Date(Date.UTC(year, number - 1, 1, offset)).toISOString().slice(0, 19)}Z`;
}

/** The month after, `2027-01` for `2026-12`; `by` months on. */
export function monthAfter(month: string, by = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

function hourThere(time: number): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Los_Angeles', hour: '2-digit', hourCycle: 'h23' });
  return Number(text.format(time));
}
