import { examplePrice } from '#app/catalog/google/example-price.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Price, PriceBook, PriceQuery } from '#app/pricing/price.ts';
import type { ComputeRates, RateAnswer } from './rate.ts';

/** What EKS charges for pods on Fargate. https://aws.amazon.com/fargate/pricing/ */
export function fargateRates(region: string, book: PriceBook): ComputeRates {
  const query = (service: string, key: string): PriceQuery => ({
    provider: 'aws',
    service,
    family: 'fargate',
    key,
    region,
  });
  return {
    cpu: rateOf(query('eks', 'vcpu'), book),
    memory: rateOf(query('eks', 'memory'), book),
    gpu: { unpriced: 'Fargate has no GPUs' },
    ephemeralStorage: rateOf(query('ecs', 'ephemeral-storage'), book),
  };
}

/**
 * What GKE Autopilot charges for pods of the general-purpose class, from the published examples, which state months.
 * https://cloud.google.com/kubernetes-engine/pricing
 */
export function autopilotRates(region: string, book: PriceBook): ComputeRates {
  const rate = (row: string): RateAnswer => {
    const answer = rateOf(examplePrice(row, { type: 'google_container_cluster', region }), book);
    if ('unpriced' in answer) return answer;
    const hourly = (amount: Decimal): Decimal => amount.dividedBy(decimal(HOURS_PER_MONTH));
    const { listAmount, ...listed } = answer.rate;
    const list = listAmount === undefined ? {} : { listAmount: hourly(listAmount) };
    return { rate: { ...listed, amount: hourly(listed.amount), ...list } };
  };
  return {
    cpu: rate('Autopilot vCPU'),
    memory: rate('Autopilot memory'),
    gpu: { unpriced: 'GPUs on Autopilot have no price in the book' },
    ephemeralStorage: rate('Autopilot ephemeral storage'),
  };
}

function rateOf(query: PriceQuery, book: PriceBook): RateAnswer {
  const found = book.find(query);
  if (found.state !== 'found') return { unpriced: found.reason };
  const { price } = found;
  return {
    rate: {
      amount: price.amount,
      currency: price.currency,
      asOf: price.effectiveDate,
      flags: priceFlags(price),
      ...(price.listAmount === undefined ? {} : { listAmount: price.listAmount }),
    },
  };
}

/** The weaknesses of a price, with the region that stands in. */
export function priceFlags(price: Price): readonly string[] {
  return price.fromRegion ? [...price.flags, `other-region:${price.fromRegion}`] : price.flags;
}
