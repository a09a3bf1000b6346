import type { ListedDelivery } from '#app/warehouse/list-deliveries.ts';
import { plainText } from './plain-text.ts';

const DAY_MS = 86_400_000;

/** How fresh the bills are: by source the newest charge and delivery, then each scope with its sums. */
export function ingestStatus(deliveries: readonly ListedDelivery[], now: Date): string {
  if (deliveries.length === 0) return 'Nothing has been ingested.';
  const sources = [...Map.groupBy(deliveries, (each) => each.sourceId)];
  const lines = sources.flatMap(([id, of]) => [freshness(id, { of, now }), ...of.map(scopeLine)]);
  return lines.map(plainText).join('\n');
}

/** One line: when a source delivered last, and up to which day its charges reach. */
export function freshness(
  id: string,
  { of, now }: { readonly of: readonly ListedDelivery[]; readonly now: Date },
): string {
  const current = of.filter((each) => each.state === 'current');
  const last = current
    .flatMap((each) => each.lastDay ?? [])
    .toSorted()
    .at(-1);
  const committed = current
    .flatMap((each) => each.committedAt ?? [])
    .toSorted()
    .at(-1);
  if (last === undefined || committed === undefined) return `${id}: nothing in force`;
  return `${id}: charges up to ${last} (${ago(`${last}T00:00:00Z`, now)}), ingested ${committed.slice(0, 16)}Z (${ago(committed, now)})`;
}

function scopeLine(each: ListedDelivery): string {
  if (each.state === 'loading') return `  ${each.scope}  being ingested since ${each.begunAt.slice(0, 16)}Z`;
  if (each.state === 'refused') return `  ${each.scope}  refused ${each.deliveryId}: ${each.refusal ?? ''}`;
  const sums = each.sums.map((sum) => `BilledCost ${sum.billed} EffectiveCost ${sum.effective} ${sum.currency}`);
  const rejected = each.rejectedCount ? `, ${each.rejectedCount} rows not kept` : '';
  return `  ${each.scope}  ${(each.rowCount ?? Number.NaN).toLocaleString('en-US')} charges${rejected}  ${sums.join('; ')}`;
}

function ago(instant: string, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(instant)) / DAY_MS);
  if (days < 1) return 'today';
  return days === 1 ? 'a day ago' : `${days} days ago`;
}
