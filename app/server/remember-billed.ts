import { type BilledFacts, readBilledFacts } from '#app/flows/billed-facts.ts';
import type { Database } from '#app/warehouse/database.ts';

/** Bills come once a day: what was read is good for so long. */
const KEPT_MS = 10 * 60_000;

/**
 * Reads what the server's own database knows of consumption and contracted prices, null while it holds no charge, at
 * most every ten minutes; reviews that ask at once share one reading, and one that failed is not kept.
 */
export function rememberBilled(database: Database): (now: Date) => Promise<BilledFacts | null> {
  let kept: { readonly readAt: number; readonly facts: Promise<BilledFacts | null> } | null = null;
  return (now) => {
    if (kept && Math.abs(now.getTime() - kept.readAt) < KEPT_MS) return kept.facts;
    const reading = { readAt: now.getTime(), facts: readBilledFacts(database, now) };
    kept = reading;
    reading.facts.catch(() => {
      // Whoever asked is told; the next one asks again.
      if (kept === reading) kept = null;
    });
    return reading.facts;
  };
}
