import { z } from 'zod';
import type { Database } from './database.ts';

const Amounts = z.array(z.strictObject({ budget: z.string(), amount: z.string().nullable() })).nullable();

/** What one open pull request adds a month under each budget of its base, as one of its heads was judged. */
export interface Commitment {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
  /** Of the amounts; null where there are none. */
  readonly currency: string | null;
  /** Exact decimals, null where the amount is not known. Null as a whole: nothing in the change is priced, it adds 0. */
  readonly amounts: readonly { readonly budget: string; readonly amount: string | null }[] | null;
  /** Milliseconds since 1970, UTC. */
  readonly recordedAt: number;
}

/** Keeps what a head adds; the same head judged again replaces it, other heads of the pull request stay. */
export async function keepCommitment(commitment: Commitment, { tables }: Database): Promise<void> {
  const { repository, number, headSha, baseRef, currency, amounts, recordedAt } = commitment;
  const judged = { base_ref: baseRef, currency, amounts: JSON.stringify(amounts), recorded_at: recordedAt };
  await tables
    .insertInto('open_commitments')
    .values({ repository, number, head_sha: headSha, ...judged })
    .onConflict((conflict) => conflict.columns(['repository', 'number', 'head_sha']).doUpdateSet(judged))
    .execute();
}

/** All that is kept of pull requests into a branch: several heads of one, and closed ones, among them. */
export async function commitmentsInto(
  { repository, baseRef }: Pick<Commitment, 'repository' | 'baseRef'>,
  { tables }: Database,
): Promise<readonly Commitment[]> {
  const rows = await tables
    .selectFrom('open_commitments')
    .selectAll()
    .where('repository', '=', repository)
    .where('base_ref', '=', baseRef)
    .orderBy('number')
    .orderBy('head_sha')
    .execute();
  return rows.map((row) => ({
    repository,
    baseRef,
    number: row.number,
    headSha: row.head_sha,
    currency: row.currency,
    amounts: Amounts.parse(JSON.parse(row.amounts)),
    recordedAt: row.recorded_at,
  }));
}

/** Forgets a pull request that is closed; with a sha only that head of it. */
export async function forgetCommitments(
  { repository, number, headSha }: Pick<Commitment, 'repository' | 'number'> & { readonly headSha?: string },
  { tables }: Database,
): Promise<void> {
  const ofPull = tables
    .deleteFrom('open_commitments')
    .where('repository', '=', repository)
    .where('number', '=', number);
  await (headSha === undefined ? ofPull : ofPull.where('head_sha', '=', headSha)).execute();
}
