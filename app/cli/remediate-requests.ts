import { proposeRemediations } from '#app/flows/propose-remediations.ts';
import { BRANCH_PREFIX, type RequestTarget } from '#app/flows/remediation-request.ts';
import { ensurePullRequests, type RequestOutcome } from '#app/github/ensure-pull-requests.ts';
import { readRepository } from '#app/github/repository.ts';
import { requestBody, requestTitle } from '#reports/remediation-request.ts';
import type { World } from './command.ts';
import { folderInRepository, gitHubAccess, loginOf } from './github-access.ts';
import type { EverythingFound } from './remediate-kit.ts';
import { versionOf } from './version.ts';

/**
 * Leaves one pull request for each finding that can be edited or planned, the largest saving first, within the limits.
 * Throws UpstreamError.
 */
export async function openPullRequests(
  wanted: Pick<EverythingFound, 'code' | 'cloud'>,
  { found, world }: { readonly found: EverythingFound; readonly world: World },
): Promise<readonly RequestOutcome[]> {
  const { root, tree, config } = found.repository;
  const access = gitHubAccess(root, world);
  const { owner, repo } = access;
  const { defaultBranch: base, isPrivate } = await readRepository(access, access);
  const author = await loginOf(access);
  const target: RequestTarget = {
    ...{ owner, repo, base, author, tree, folder: folderInRepository(root), now: world.now },
    settings: config.remediation.pullRequests,
  };
  const audience = isPrivate || config.publicAmounts ? 'private' : 'public';
  const proposals = proposeRemediations(
    { ...wanted, found: found.found, target, createdBy: `finops ${versionOf(world.home)}` },
    {
      estimating: found.deps,
      words: (finding) => ({ title: requestTitle(finding), body: requestBody(finding, audience) }),
    },
  );
  return ensurePullRequests(proposals, { owner, repo, author, prefix: BRANCH_PREFIX }, access);
}
