import { createHash } from 'node:crypto';
import { cloudFinding } from '#app/flows/find-in-cloud.ts';
import { proveEdit } from '#app/flows/prove-edits.ts';
import { type RequestContent, type RequestTarget, remediationRequest } from '#app/flows/remediation-request.ts';
import { ensurePullRequest } from '#app/github/ensure-pull-request.ts';
import { readRepository } from '#app/github/repository.ts';
import { type CloudFinding, cloudFindingId } from '#app/remediation/make-plan.ts';
import { type RequestAudience, requestBody, requestTitle } from '#reports/remediation-request.ts';
import type { World } from './command.ts';
import { folderInRepository, type GitHubAccess, gitHubAccess, loginOf } from './github-access.ts';
import type { EverythingFound } from './remediate-kit.ts';
import { type PlanFileChange, planFileOf } from './remediate-plan-file.ts';

/** What became of one finding. */
export interface RequestOutcome {
  readonly id: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly reason?: string;
}

interface Open {
  readonly found: EverythingFound;
  readonly world: World;
}

/**
 * Leaves one pull request for each finding that can be edited or planned, the largest saving first, within the limits.
 * Every edit is proven before anything is asked of GitHub about it. Throws UpstreamError.
 */
export async function openPullRequests(
  wanted: Pick<EverythingFound, 'code' | 'cloud'>,
  { found, world }: Open,
): Promise<readonly RequestOutcome[]> {
  const editable = wanted.code.filter((each) => each.finding.edits.kind === 'literals');
  if (editable.length + wanted.cloud.length === 0) return [];
  const { root, tree, config } = found.repository;
  const access = gitHubAccess(root, world);
  const { defaultBranch, isPrivate } = await readRepository(access, access);
  const target: RequestTarget = {
    ...{ owner: access.owner, repo: access.repo, base: defaultBranch, author: await loginOf(access) },
    ...{ folder: folderInRepository(root), tree, settings: config.remediation.pullRequests, now: world.now },
  };
  const audience: RequestAudience = isPrivate || config.publicAmounts ? 'private' : 'public';
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
    outcomes.push(await ensured(content, target, access));
  }
  for (const cloud of wanted.cloud) {
    const file = planFileOf(cloud, { repository: found.repository, world });
    if (file.holds) outcomes.push({ id: cloudFindingId(cloud), outcome: 'planned', url: null, reason: file.path });
    else outcomes.push(await ensured(planContent(cloud, { file, audience }), target, access));
  }
  return outcomes;
}

async function ensured(content: RequestContent, target: RequestTarget, access: GitHubAccess): Promise<RequestOutcome> {
  const { outcome, url } = await ensurePullRequest(remediationRequest(content, target), access);
  return { id: content.finding.id, outcome, url };
}

/** A plan is written once: one that is open for review is not made anew, which would void its approvals. */
function planContent(
  cloud: CloudFinding,
  { file, audience }: { readonly file: PlanFileChange; readonly audience: RequestAudience },
): RequestContent {
  const finding = cloudFinding(cloud);
  const { path, before, after } = file;
  const files = new Map([[path, { before, after }]]);
  // After a plan that expired, a pull request of its own: the former one is merged.
  const variant = before === null ? {} : { variant: createHash('sha256').update(before).digest('hex').slice(0, 8) };
  return {
    ...{ finding, title: requestTitle(finding), body: requestBody(finding, audience), files, keepOpen: true },
    ...variant,
  };
}

function decoded(content: Uint8Array | null): string | null {
  return content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}
