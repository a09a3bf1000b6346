import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { headApprovals } from '#app/github/head-approvals.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { Base } from './review-commits.ts';

/**
 * The approvals of pull requests as policies see them, with the approvers' teams as far as the base's configuration
 * names teams. Throws UpstreamError.
 */
export async function approvalsOf(
  request: RepositoryName & { readonly pulls: readonly PullRequest[]; readonly base: Base },
  deps: { readonly client: GitHubClient },
): Promise<PolicyInput['approvals']> {
  const { owner, repo, pulls, base } = request;
  const teams = namedTeams(base.config);
  const found: PolicyInput['approvals'] = [];
  for (const pull of pulls) {
    const held = await headApprovals({ owner, repo, pull, teams }, deps);
    found.push(...held.map((each) => ({ ...each, teams: [...each.teams] })));
  }
  return found;
}

/** Teams that may override, and those of the packs that ask who approved. */
function namedTeams(config: FinopsConfig): readonly string[] {
  const ofPacks = Object.values(config.policies.packs).flatMap((block) => {
    const teams: unknown = block['teams'];
    return Array.isArray(teams) ? teams.filter((each) => typeof each === 'string') : [];
  });
  return [...new Set([...config.overrides.teams, ...ofPacks])];
}
