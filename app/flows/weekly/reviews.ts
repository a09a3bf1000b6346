import { z } from 'zod';
import { instantOf } from '#app/budgets/month.ts';
import type { Database } from '#app/warehouse/database.ts';
import { decisionsBetween } from '#app/warehouse/decision-store.ts';
import type { Week } from './week.ts';

const Event = z.object({
  input: z.object({
    currency: z.string(),
    pullRequest: z.object({ number: z.int(), title: z.string(), head: z.string() }).nullable(),
    estimate: z.object({ difference: z.object({ monthlyCost: z.number().nullable() }) }),
  }),
  result: z.object({
    decision: z.enum(['allow', 'warn', 'deny', 'error']),
    results: z.array(z.object({ id: z.string(), outcome: z.string() })),
  }),
  timestamp: z.string(),
});

/** The newest decision of the week on a pull request. */
export interface Reviewed {
  readonly number: number;
  readonly title: string;
  readonly headSha: string;
  readonly decision: 'allow' | 'warn' | 'deny' | 'error';
  /** Estimated difference a month, in `currency`; null where it is not known. */
  readonly monthlyCost: number | null;
  readonly currency: string;
  /** Rules that were overridden. */
  readonly overridden: readonly string[];
}

/**
 * What the gate decided in a week, as far as it was kept (the App keeps it), the dearest first. Null when no decision of any
 * week was kept: then nobody knows.
 */
export async function weekReviews(
  { week }: { readonly week: Week },
  { database }: { readonly database: Database },
): Promise<readonly Reviewed[] | null> {
  const lines = await decisionsBetween({ from: instantOf(week.from), to: instantOf(week.before) }, database);
  if (lines === null) return null;
  const newest = new Map<string, Reviewed>();
  for (const line of lines) {
    const parsed = Event.safeParse(JSON.parse(line));
    const pull = parsed.data?.input.pullRequest;
    if (!parsed.success || !pull) continue;
    const { input, result } = parsed.data;
    newest.set(`${pull.number} ${pull.title}`, {
      number: pull.number,
      title: pull.title,
      headSha: pull.head,
      decision: result.decision,
      monthlyCost: input.estimate.difference.monthlyCost,
      currency: input.currency,
      overridden: result.results.filter(({ outcome }) => outcome === 'overridden').map(({ id }) => id),
    });
  }
  return [...newest.values()].sort((one, other) => (other.monthlyCost ?? 0) - (one.monthlyCost ?? 0));
}
