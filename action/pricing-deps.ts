import { join } from 'node:path';
import type { BilledFacts } from '#app/flows/billed-facts.ts';
import type { PricingDeps } from '#app/flows/open-pricing.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { ActionWorld } from './world.ts';

/** The price book that is shipped with the Action, and what the warehouse knows, if there is one. */
export function pricingDeps({ home, now }: Pick<ActionWorld, 'home' | 'now'>, billed: BilledFacts | null): PricingDeps {
  return { openBook: (options) => readPriceBook(join(home, 'dist/prices'), options), now, billed };
}
