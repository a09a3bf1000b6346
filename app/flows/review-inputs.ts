import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { FinopsError, UpstreamError } from '#app/errors.ts';
import { guardedUsage, NO_USAGE, type UsageFile, withStatedUsage } from '#app/estimate/usage.ts';
import type { RepositoryName } from '#app/github/client.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import type { Tree } from '#app/source/tree.ts';
import { audienceOf } from './audience.ts';
import { configuredUsage } from './configured-usage.ts';
import { gateChange } from './gate-change.ts';
import { heldOverrides, heldUsage } from './held-overrides.ts';
import type { PolicySurroundings } from './policy-input.ts';
import { publishableReview } from './publishable-report.ts';
import type { Inputs } from './read-inputs.ts';
import { conclusionOf, type Review } from './review-change.ts';
import {
  type Base,
  type CommitsReview,
  type HeldOverride,
  publicConfig,
  type ReviewCommitsDeps,
  readBase,
} from './review-commits.ts';

export interface InputsReviewRequest extends RepositoryName {
  readonly baseRef: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The pull request, or those of a merge group. */
  readonly pulls: readonly PullRequest[];
  readonly around: PolicySurroundings;
  /** Both sides, read from what the workflow made: a plan, two directories. */
  readonly read: () => { readonly prior: Inputs; readonly planned: Inputs };
  /** Where the head's usage file lies. */
  readonly workspace: Tree;
}

/**
 * Reviews what a workflow made of a pull request. Only the two sides come from its workspace: configuration, policies,
 * waivers and rights are the base's, as in every review. Publishes nothing; throws UpstreamError.
 */
export async function reviewInputs(request: InputsReviewRequest, deps: ReviewCommitsDeps): Promise<CommitsReview> {
  const { owner, repo, baseRef, defaultBranch, pulls } = request;
  const about = { priorSha: '', baseSha: '', config: DEFAULT_CONFIG };
  try {
    const read = await readBase({ owner, repo, baseRef, defaultBranch }, deps);
    const base: Base = { tree: read.tree, config: publicConfig(read.config, request) };
    let review = await judge(request, { base, overrides: [] }, deps);
    while (await read.tree.loadMissed(deps)) review = await judge(request, { base, overrides: [] }, deps);
    const overrides = await heldOverrides(review, { owner, repo, base, pulls }, deps);
    if (overrides.length > 0) review = await judge(request, { base, overrides }, deps);
    const around = { ...request, config: base.config };
    return { ...about, baseSha: read.tip, config: base.config, review: publishableReview(review, around) };
  } catch (error) {
    if (!(error instanceof FinopsError) || error instanceof UpstreamError) throw error;
    const remedy = error.remedy ? `; ${error.remedy}` : '';
    return { ...about, review: { conclusion: 'failure', report: null, failure: `${error.message}${remedy}` } };
  }
}

async function judge(
  request: InputsReviewRequest,
  { base, overrides }: { readonly base: Base; readonly overrides: readonly HeldOverride[] },
  deps: ReviewCommitsDeps,
): Promise<Review> {
  const { owner, repo, pulls, around } = request;
  const remarks = await heldUsage({ owner, repo, base, pulls }, deps);
  const usage = withStatedUsage(
    guardedUsage(usageIn(base.tree, base, deps), usageIn(request.workspace, base, deps)),
    remarks,
  );
  const estimating = deps.pricing(base.config, base.tree, audienceOf(base.config, request))(usage);
  const evaluate = deps.policies(base.config, base.tree, overrides);
  const report = await gateChange({ ...request.read(), around }, { estimating, evaluate });
  return { conclusion: conclusionOf(report), report, failure: null };
}

function usageIn(tree: Tree, { config }: Base, deps: ReviewCommitsDeps): UsageFile {
  return configuredUsage(config, (path) => {
    const content = tree.read(path);
    return content ? deps.readUsage(new TextDecoder().decode(content), path) : NO_USAGE;
  });
}
