import { z } from 'zod';
import { ask, askPages, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';

const Rule = z.object({
  type: z.string(),
  parameters: z.object({ required_approving_review_count: z.number().optional() }).optional(),
});

/** How many approvals the rulesets of a branch ask for; 0 where they ask for none. Throws UpstreamError. */
export async function requiredApprovals(
  request: RepositoryName & { readonly branch: string },
  deps: Deps,
): Promise<number> {
  const { owner, repo, branch } = request;
  const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}';
  const { items } = await askPages(
    { route, parameters: { owner, repo, branch }, schema: z.array(Rule), pages: 3 },
    deps,
  );
  const counts = items.filter((each) => each.type === 'pull_request').map((each) => each.parameters);
  return Math.max(0, ...counts.map((each) => each?.required_approving_review_count ?? 0));
}

const Suite = z.object({
  after_sha: z.string().nullish(),
  result: z.string().nullish(),
  actor_name: z.string().nullish(),
});

/**
 * Whether a push to a branch went past its rules: who did it; null when nobody; `unreadable` for a token that may not ask
 * (it needs `administration: read`). GitHub keeps this for a month. Throws UpstreamError.
 */
export async function bypassOf(
  request: RepositoryName & { readonly branch: string; readonly sha: string },
  deps: Deps,
): Promise<{ readonly by: string } | null | 'unreadable'> {
  const { owner, repo, branch, sha } = request;
  const route = 'GET /repos/{owner}/{repo}/rulesets/rule-suites';
  const wanted = { ref: `refs/heads/${branch}`, time_period: 'month', rule_suite_result: 'bypass', per_page: 100 };
  try {
    const suites = await ask({ route, parameters: { owner, repo, ...wanted }, schema: z.array(Suite) }, deps);
    const found = suites.find((each) => each.after_sha === sha && each.result === 'bypass');
    return found ? { by: found.actor_name ?? 'somebody' } : null;
  } catch (error) {
    if (error instanceof NotPermittedError || error instanceof NotFoundError) return 'unreadable';
    throw error;
  }
}
