import { proveEdit } from '#app/flows/prove-edits.ts';
import { remediationRequest } from '#app/flows/remediation-request.ts';
import { ensurePullRequest } from '#app/github/ensure-pull-request.ts';
import { readRepository } from '#app/github/repository.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import { requestBody, requestTitle } from '#reports/remediation-request.ts';
import type { World } from './command.ts';
import { folderInRepository, gitHubAccess, loginOf } from './github-access.ts';
import type { FoundInCode } from './remediate-kit.ts';

/** What became of one finding. */
export interface RequestOutcome {
  readonly id: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly reason?: string;
}

/**
 * Leaves one pull request for each finding that can be edited, the largest saving first, within the limits. Every edit is
 * proven before anything is asked of GitHub. Throws UpstreamError.
 */
export async function openPullRequests(
  findings: readonly CodeFinding[],
  { found, world }: { readonly found: FoundInCode; readonly world: World },
): Promise<readonly RequestOutcome[]> {
  const editable = findings.filter((each) => each.finding.edits.kind === 'literals');
  if (editable.length === 0) return [];
  const { root, tree, config } = found.repository;
  const access = gitHubAccess(root, world);
  const { defaultBranch, isPrivate } = await readRepository(access, access);
  const target = {
    ...access,
    base: defaultBranch,
    author: await loginOf(access),
    folder: folderInRepository(root),
    tree,
    settings: config.remediation.pullRequests,
    now: world.now,
  };
  const audience = isPrivate || config.publicAmounts ? 'private' : 'public';
  const outcomes: RequestOutcome[] = [];
  for (const code of editable) {
    const { finding } = code;
    const proof = proveEdit(found.found, code, found.deps);
    if (proof.kind === 'refuted') {
      outcomes.push({ id: finding.id, outcome: 'refuted', url: null, reason: proof.reason });
      continue;
    }
    const files = new Map(
      [...proof.files].map(([path, after]) => [path, { before: decoded(tree.read(path)), after }] as const),
    );
    const content = { finding, title: requestTitle(finding), body: requestBody(finding, audience), files };
    const { outcome, url } = await ensurePullRequest(remediationRequest(content, target), access);
    outcomes.push({ id: finding.id, outcome, url });
  }
  return outcomes;
}

function decoded(content: Uint8Array | null): string | null {
  return content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}
