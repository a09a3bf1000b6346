import { join } from 'node:path';
import type { PricingDeps } from '#app/flows/open-pricing.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { ActionWorld } from './world.ts';

/** The price book that is shipped with the Action. */
export function pricingDeps({ home, now }: Pick<ActionWorld, 'home' | 'now'>): PricingDeps {
  return { openBook: (options) => readPriceBook(join(home, 'dist/prices'), options), now };
}
