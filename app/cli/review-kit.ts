import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { openReviewPolicies } from '#app/flows/open-review-policies.ts';
import type { ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import type { ReviewMemory } from '#app/flows/review-memory.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { BookOptions } from '#app/pricing/open-price-book.ts';
import type { PriceBook } from '#app/pricing/price.ts';

/** What reviews work with in a process that lives long: the shipped price book and policies, read once. */
export function openReviewKit(at: {
  readonly home: string;
  readonly now: () => Date;
}): (memory?: ReviewMemory) => Omit<ReviewCommitsDeps, 'client'> {
  const shipped = { assets: readPolicyAssets(join(at.home, 'policies')), newId: randomUUID };
  const books = new Map<string, PriceBook>();
  function openBook(options: BookOptions): PriceBook {
    const key = JSON.stringify(options);
    const book = books.get(key) ?? readPriceBook(join(at.home, 'dist/prices'), options);
    // Repositories choose the options: a few ways of them are kept, not any number.
    if (books.size < 20) books.set(key, book);
    return book;
  }
  return ({ onDecision, billed = null, budgetAmounts, openAnomalies } = {}) => {
    const now = at.now();
    const policies = openReviewPolicies({
      ...shipped,
      ...(onDecision ? { onDecision } : {}),
      ...(budgetAmounts ? { budgetAmounts } : {}),
      ...(openAnomalies ? { openAnomalies } : {}),
    });
    return {
      now,
      pricing: openPricing({ currency: '' }, { openBook, now, billed }),
      readUsage: readUsageText,
      policies,
    };
  };
}
