import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { headApprovals } from '#app/github/head-approvals.ts';
import { teamsOfPerson } from '#app/github/permission.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { Base } from './review-commits.ts';

/**
 * Who asks for a change and who approves it, as policies see them: the author with all teams where there is one author's
 * pull request, and the approvals of all, with the approvers' teams as far as the base's configuration names teams.
 * Throws UpstreamError.
 */
export async function peopleOf(
  request: RepositoryName & { readonly pulls: readonly PullRequest[]; readonly base: Base },
  deps: { readonly client: GitHubClient },
): Promise<Pick<PolicyInput, 'actor' | 'approvals'>> {
  const { owner, repo, pulls, base } = request;
  const teams = namedTeams(base.config);
  const [first, ...others] = pulls;
  const login = first && others.length === 0 ? first.author : null;
  const actor =
    login === null ? null : { login, teams: [...(await teamsOfPerson({ organization: owner, login }, deps))] };
  const approvals: PolicyInput['approvals'] = [];
  for (const pull of pulls) {
    const held = await headApprovals({ owner, repo, pull, teams }, deps);
    approvals.push(...held.map((each) => ({ ...each, teams: [...each.teams] })));
  }
  return { actor, approvals };
}

/** Teams that may override, and those of the packs that ask who approved. */
function namedTeams(config: FinopsConfig): readonly string[] {
  const ofPacks = Object.values(config.policies.packs).flatMap((block) => {
    const teams: unknown = block['teams'];
    return Array.isArray(teams) ? teams.filter((each) => typeof each === 'string') : [];
  });
  return [...new Set([...config.overrides.teams, ...ofPacks])];
}
