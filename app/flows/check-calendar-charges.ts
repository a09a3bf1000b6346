import { type CalendarFinding, calendarFindings } from '#app/anomaly/calendar-charges.ts';
import { type CostQuery, readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';

const DAY_MS = 86_400_000;
/** A month is judged as a whole so many days after it ends. */
const SETTLED_AFTER_DAYS = 5;

/** Fees, taxes, credits and purchases of this month, and of the last one once it is settled, against the month before. */
export async function checkCalendarCharges(
  { now, leastImpact }: { readonly now: Date; readonly leastImpact: string },
  database: Database,
): Promise<readonly CalendarFinding[]> {
  const settled = new Date(now.getTime() - SETTLED_AFTER_DAYS * DAY_MS);
  const months = [0, 1, 2].map((back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString(),
  );
  const [running = '', last = '', before = ''] = months.map((each) => each.slice(0, 7));
  const query: CostQuery = {
    from: `${before}-01T00:00:00Z`,
    to: now.toISOString(),
    metric: 'BilledCost',
    granularity: 'month',
    groupBy: ['ChargeCategory', 'SubAccountId', 'ServiceName'],
    where: { ChargeCategory: ['Purchase', 'Tax', 'Credit', 'Adjustment'] },
  };
  const rows = await readCosts(query, database);
  const isOver = settled.toISOString().slice(0, 7) >= running;
  return [
    ...calendarFindings(rows, { month: running, monthBefore: last, isOver: 'running', leastImpact }),
    ...(isOver ? calendarFindings(rows, { month: last, monthBefore: before, isOver: 'over', leastImpact }) : []),
  ];
}
