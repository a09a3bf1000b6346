import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { attributesText, type PriceRow, rowIdentity } from './price-row.ts';

/** One price that differs between two books. */
export interface PriceChange {
  readonly name: string;
  readonly prior: Decimal;
  readonly next: Decimal;
  readonly unit: string;
  /** `next / prior - 1` in percent, null from a price of zero. */
  readonly percent: Decimal | null;
}

export interface BookComparison {
  /** Prices that stand in both. */
  readonly compared: number;
  readonly added: number;
  readonly vanished: number;
  /** The largest changes first. */
  readonly changes: readonly PriceChange[];
  /** Prices that stand only in the prior book, by `provider / service`. */
  readonly vanishedByService: Readonly<Record<string, number>>;
}

/** What changed from one set of prices to another, and by how much. A comparison with itself has no change. */
export function comparePriceBooks(prior: Iterable<PriceRow>, next: Iterable<PriceRow>): BookComparison {
  const priors = new Map<string, PriceRow>();
  for (const row of prior) priors.set(rowIdentity(row), row);
  const changes: PriceChange[] = [];
  const seen = new Set<string>();
  let added = 0;
  for (const row of next) {
    const identity = rowIdentity(row);
    const before = priors.get(identity);
    if (!before) {
      added += 1;
      continue;
    }
    seen.add(identity);
    if (before.amount !== row.amount) changes.push(changeOf(before, row));
  }
  const vanishedByService: Record<string, number> = {};
  for (const [identity, row] of priors) {
    if (seen.has(identity)) continue;
    const service = `${row.provider} / ${row.service}`;
    vanishedByService[service] = (vanishedByService[service] ?? 0) + 1;
  }
  return {
    compared: seen.size,
    added,
    vanished: priors.size - seen.size,
    changes: changes.sort(bySize),
    vanishedByService,
  };
}

/** The price's name as a report prints it. */
function rowTitle(row: PriceRow): string {
  const attributes = attributesText(row.attributes);
  const tier = row.tierStart === '0' ? '' : ` from ${row.tierStart}`;
  const names = [row.provider, row.service, row.family, row.key, row.region].filter((part) => part !== '');
  return `${names.join(' / ')}${attributes === '' ? '' : ` (${attributes})`}${tier}`;
}

function changeOf(before: PriceRow, after: PriceRow): PriceChange {
  const [prior, next] = [decimal(before.amount), decimal(after.amount)];
  const percent = prior.isZero() ? null : next.dividedBy(prior).minus(1).times(100);
  return { name: rowTitle(after), prior, next, unit: after.unit, percent };
}

function bySize(a: PriceChange, b: PriceChange): number {
  if (a.percent === null || b.percent === null) return a.percent === b.percent ? 0 : a.percent === null ? -1 : 1;
  const order = b.percent.abs().comparedTo(a.percent.abs());
  return order === 0 ? (a.name < b.name ? -1 : 1) : order;
}
