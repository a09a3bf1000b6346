import { z } from 'zod';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { plainDecimal } from '../plain-values.ts';
import { DISCOUNTS } from './billing-queries.ts';

const Credits = z.array(
  z.object({
    name: z.string().nullish(),
    full_name: z.string().nullish(),
    id: z.string().nullish(),
    type: z.string().nullish(),
    amount: z.string(),
  }),
);

/** Money that Google gives, which stands in a row of its own. */
export interface GivenCredit {
  readonly name: string;
  /** Plain decimal, as a rule below zero. */
  readonly amount: string;
}

/** What the credits of a row are. */
export interface RowCredits {
  /** Positive: how much of the cost a spend or a resource commitment pays. */
  readonly committed: { readonly Spend: Decimal; readonly Usage: Decimal };
  /** Other discounts, zero or negative. */
  readonly discount: Decimal;
  /** Promotions, free tier and what else is money, not price. */
  readonly given: readonly GivenCredit[];
}

const NONE: RowCredits = { committed: { Spend: ZERO, Usage: ZERO }, discount: ZERO, given: [] };
const PRICE: ReadonlySet<string> = new Set(DISCOUNTS);

/**
 * The credits of a row (JSON text of BigQuery), by what they mean; null when they cannot be read. What is of no known type
 * is money given: it is billed, and changes no price.
 * https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage, credits.type (read 2026-11-26).
 */
export function rowCredits(json: string | null): RowCredits | null {
  if (json === null || json === '[]' || json === '') return NONE;
  const parsed = parseCredits(json);
  if (parsed === null) return null;
  const committed = { Spend: ZERO, Usage: ZERO };
  const given: GivenCredit[] = [];
  let discount = ZERO;
  for (const { type, amount, full_name, name, id } of parsed) {
    const plain = plainDecimal(amount);
    if (plain === null) return null;
    const value = decimal(plain);
    if (type === 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE') committed.Spend = committed.Spend.minus(value);
    else if (type === 'COMMITTED_USAGE_DISCOUNT') committed.Usage = committed.Usage.minus(value);
    else if (PRICE.has(type ?? '')) discount = discount.plus(value);
    else given.push({ name: full_name || name || id || type || 'Credit', amount: plain });
  }
  return { committed, discount, given };
}

function parseCredits(json: string): z.infer<typeof Credits> | null {
  try {
    const parsed = Credits.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON; the caller refuses the row.
    return null;
  }
}
