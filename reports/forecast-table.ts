import type { CurrencyStanding } from '#app/flows/forecast-costs.ts';
import { columns } from './columns.ts';
import { amountCell, rangeCell, standingNotes } from './standing-text.ts';

/** What `finops forecast` prints: a row for each currency, and below what to know of the figures. */
export function forecastTable(
  forecasts: readonly CurrencyStanding[],
  { period, metric }: { readonly period: string; readonly metric: string },
): string {
  const rows = forecasts.map(({ currency, actual, forecast }) => [
    period,
    currency,
    amountCell(actual, currency),
    amountCell(forecast?.expected ?? null, currency),
    rangeCell(forecast, currency),
  ]);
  const head = [metric, 'Currency', 'Billed', 'Forecast', 'Range'];
  const notes = forecasts.flatMap((each) => standingNotes(each).map((note) => `${each.currency}: ${note}`));
  const lines = columns([head, ...rows], ['left', 'left', 'right', 'right', 'right']);
  return [...lines, ...(notes.length > 0 ? [''] : []), ...notes].join('\n');
}
