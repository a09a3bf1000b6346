import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { openPullRequests, type PullRequest } from '#app/github/pull-request.ts';
import { Decimal, decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { Commitment } from '#app/warehouse/open-commitments.ts';
import type { GateReport } from './gate-report.ts';
import type { Review } from './review-change.ts';

/** Where it is kept what open pull requests commit of the budgets of their base. */
export interface CommitmentStore {
  keep(commitment: Commitment): Promise<void>;
  /** All that is kept of pull requests into a branch, older heads and closed ones among them. */
  into(branch: Pick<Commitment, 'repository' | 'baseRef'>): Promise<readonly Commitment[]>;
  forget(head: Pick<Commitment, 'repository' | 'number' | 'headSha'>): Promise<void>;
}

interface Judged extends RepositoryName {
  readonly pull: PullRequest;
  readonly review: Review;
  readonly config: FinopsConfig;
}

interface Deps {
  readonly client: GitHubClient;
  readonly now: Date;
  readonly commitments?: CommitmentStore;
}

/** In pages of 100; of a branch with more open pull requests than that nobody knows what they commit. */
const PAGES = 10;

/**
 * Keeps what a judged pull request adds under each budget, and returns the budgets with what all the other open pull
 * requests into its branch commit; null without budgets or without a store. Kept before the others are read: of two
 * that are judged at once, at least one sees the other. Which are open, with which head, GitHub says at this moment.
 * Throws UpstreamError.
 */
export async function committedBudgets(
  { owner, repo, pull, review, config }: Judged,
  { client, now, commitments }: Deps,
): Promise<PolicyInput['budgets'] | null> {
  const { report, failure } = review;
  // A change that could not be judged leaves nothing behind: what its head commits is unknown to the others.
  if (!commitments || config.budgets === undefined || failure !== null) return null;
  const branch = { repository: `${owner}/${repo}`, baseRef: pull.baseRef };
  const head = { ...branch, number: pull.number, headSha: pull.headSha, recordedAt: now.getTime() };
  await commitments.keep({ ...head, ...(report ? amountsOf(report) : { currency: null, amounts: null }) });
  if (!report || report.budgets.length === 0) return null;
  const open = await openPullRequests({ owner, repo, base: pull.baseRef, pages: PAGES }, { client });
  const kept = await commitments.into(branch);
  const others = open.filter(({ number }) => number !== pull.number).map((each) => kept.find(isOf(each)) ?? null);
  for (const each of kept) {
    const isOver = each.recordedAt < now.getTime() && !open.some((live) => isOf(live)(each));
    if (isOver) await commitments.forget(each);
  }
  const { currency } = report.difference.planned;
  const areAll = open.length < PAGES * 100;
  return report.budgets.map((budget) => {
    const { sum, isWhole } = committedUnder({ budget: budget.id, currency }, others);
    if (isWhole && areAll) return { ...budget, openPullRequests: sum.toNumber() };
    return { ...budget, openPullRequests: null, openPullRequestsAtLeast: sum.toNumber() };
  });
}

/** Of what was not read in full no amount is known. */
function amountsOf({ budgets, results, difference }: GateReport): Pick<Commitment, 'currency' | 'amounts'> {
  const isRead = !results.some(({ id, outcome }) => id === 'input/unreadable' && outcome === 'error');
  const amounts = budgets.map(({ id, thisPullRequest: amount }) => ({
    budget: id,
    amount: isRead && amount !== null ? decimalText(decimal(amount)) : null,
  }));
  return { currency: difference.planned.currency, amounts };
}

function isOf(pull: PullRequest): (commitment: Commitment) => boolean {
  return ({ number, headSha }) => number === pull.number && headSha === pull.headSha;
}

/**
 * What pull requests commit under a budget, in its currency. It is not the whole where the amount of one is not known, or
 * in another currency; the sum of the others still counts. One that saves commits nothing: a saving that is promised is
 * no money yet, and whoever may open a pull request could otherwise make room in the budget of others.
 */
export function committedUnder(
  { budget, currency }: { readonly budget: string; readonly currency: string },
  others: readonly (Commitment | null)[],
): { readonly sum: Decimal; readonly isWhole: boolean } {
  const known = others.map((other) => {
    if (other?.amounts === null) return ZERO;
    const amount = other?.amounts.find((each) => each.budget === budget)?.amount ?? null;
    return amount === null || other?.currency !== currency ? null : Decimal.max(ZERO, decimal(amount));
  });
  const sum = known.reduce<Decimal>((total, each) => total.plus(each ?? ZERO), ZERO);
  return { sum, isWhole: !known.includes(null) };
}
