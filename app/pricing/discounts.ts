import { ConfigError } from '#app/errors.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import type { Discounts } from './discount-file.ts';
import { ruleFor } from './discount-selector.ts';
import type { Price, PriceBook, PriceLookup, PriceQuery } from './price.ts';
import { rememberAnswers } from './remembered-answers.ts';

/** A rate that was really billed: FOCUS `ContractedUnitPrice`, in the book's unit. */
export interface ContractedRate {
  readonly amount: Decimal;
  readonly currency: string;
  readonly unit: string;
  /** Start of the newest charge period that it was seen in, `YYYY-MM-DD`. */
  readonly seenOn: string;
}

/**
 * Contracted rates out of the warehouse: `ContractedUnitPrice` of FOCUS charges for the same SKU. The warehouse
 * implements it; a flow hands it in.
 */
export interface ContractedRates {
  rateFor(query: PriceQuery, list: Price): ContractedRate | null;
}

export interface DiscountTerms {
  readonly discounts: Discounts;
  /** Null when no data of the warehouse is at hand. */
  readonly contracted: ContractedRates | null;
  /** The day that the estimate is for, `YYYY-MM-DD`. */
  readonly date: string;
  readonly account: string | null;
}

/**
 * The book with contracted rates and commitments on top. A rule of the user's file outweighs a rate of the warehouse;
 * what a commitment covers has its rate, the rest the contracted (else the list) price. A changed price carries the
 * flag `contracted` or `commitment`, and `listAmount`.
 * A lookup throws ConfigError when a rule's rate is in another currency than the book.
 */
export function withDiscounts(book: PriceBook, terms: DiscountTerms): PriceBook {
  return {
    ...book,
    find: rememberAnswers((query): PriceLookup => {
      const lookup = book.find(query);
      if (lookup.state !== 'found') return lookup;
      return { state: 'found', price: discountedPrice({ query, list: lookup.price }, terms) };
    }),
  };
}

interface Listed {
  readonly query: PriceQuery;
  readonly list: Price;
}

function discountedPrice({ query, list }: Listed, terms: DiscountTerms): Price {
  const asked = { query, account: terms.account, date: terms.date };
  const onDemand = contractedPrice({ query, list }, terms);
  const commitment = ruleFor(terms.discounts.commitments, asked);
  if (!commitment) return onDemand;
  const share = decimal(commitment.coverage).dividedBy(100);
  const committed = rateOf({ ...commitment, file: terms.discounts.file }, list);
  const amount = committed.times(share).plus(onDemand.amount.times(decimal(1).minus(share)));
  return {
    ...onDemand,
    amount,
    listAmount: list.amount,
    flags: [...onDemand.flags, `commitment:${commitment.kind}:${commitment.coverage}%`],
  };
}

function contractedPrice({ query, list }: Listed, terms: DiscountTerms): Price {
  const rule = ruleFor(terms.discounts.discounts, { query, account: terms.account, date: terms.date });
  if (rule) {
    const source = `${terms.discounts.file}:${rule.line}`;
    const amount = rateOf({ ...rule, file: terms.discounts.file }, list);
    return { ...list, amount, source, listAmount: list.amount, flags: [...list.flags, 'contracted'] };
  }
  const billed = terms.contracted?.rateFor(query, list) ?? null;
  if (!billed || billed.unit !== list.unit || billed.currency !== list.currency) return list;
  return {
    ...list,
    amount: billed.amount,
    source: 'warehouse',
    effectiveDate: billed.seenOn,
    listAmount: list.amount,
    flags: [...list.flags, 'contracted'],
  };
}

interface Rate {
  readonly percent?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly currency?: string | undefined;
  readonly file: string;
  readonly line: number;
}

function rateOf(rate: Rate, list: Price): Decimal {
  if (rate.unitPrice === undefined)
    return list.amount.times(decimal(1).minus(decimal(rate.percent ?? 0).dividedBy(100)));
  if (rate.currency !== undefined && rate.currency !== list.currency) {
    throw new ConfigError(`the rate is in ${rate.currency}, the price book in ${list.currency}`, {
      place: { file: rate.file, line: rate.line },
      remedy: `state the rate in ${list.currency}`,
    });
  }
  return decimal(rate.unitPrice);
}
