import { z } from 'zod';
import { readBranch } from './account.ts';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { readFileAt } from './commit-files.ts';
import { compareCommits } from './compare-commits.ts';
import { type PullRequest, pullRequestsWithCommit } from './pull-request.ts';

/** A file that came to a protected branch through one merged pull request, and is still what was reviewed there. */
export interface MergedFile {
  readonly state: 'merged';
  readonly pull: PullRequest;
  readonly isAuthorBot: boolean;
  readonly mergedBy: string;
  /** An instant in UTC. */
  readonly mergedAt: string;
  readonly mergeSha: string;
  readonly baseSha: string;
}

/** Or why it cannot be said to be one. */
export type MergedFileAnswer = MergedFile | { readonly state: 'refused'; readonly reason: string };

const Commits = z.array(z.object({ sha: z.string() }));
const Merged = z.object({
  merged_at: z.string().nullish(),
  merged_by: z.object({ login: z.string() }).nullish(),
  user: z.object({ type: z.string() }).nullable(),
});

/**
 * The pull request that brought a file to a branch. Refused unless the branch is protected, the text here is the text at
 * the branch, at the merge commit and at the final head of exactly one merged pull request, and the merge is in the
 * branch's history. Throws UpstreamError.
 */
export async function readMergedFile(
  request: RepositoryName & { readonly branch: string; readonly path: string; readonly text: string },
  deps: Deps,
): Promise<MergedFileAnswer> {
  const { owner, repo, branch, path, text } = request;
  const base = await readBranch({ owner, repo, branch }, deps);
  if (!base) return refused(`there is no branch ${branch}`);
  if (!base.isProtected)
    return refused(`${branch} is not protected, so that anybody who can write could have put it there`);
  const at = (sha: string): Promise<string | null> => readFileAt({ owner, repo, path, sha }, deps);
  if ((await at(base.sha)) !== text) return refused(`${branch} does not have this text of ${path}`);
  const pull = await mergedPull(request, base.sha, deps);
  if (typeof pull === 'string') return refused(pull);
  const mergeSha = pull.mergedAs ?? '';
  if ((await at(mergeSha)) !== text) return refused(`the merge of #${pull.number} has another text of ${path}`);
  if ((await at(pull.headSha)) !== text)
    return refused(`what was reviewed in #${pull.number} is another text of ${path}`);
  const compared = await compareCommits({ owner, repo, base: mergeSha, head: base.sha }, deps);
  if (compared.mergeBase !== mergeSha)
    return refused(`the merge of #${pull.number} is not in the history of ${branch}`);
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const parameters = { owner, repo, pull_number: pull.number };
  const facts = await ask({ route, parameters, schema: Merged }, deps);
  if (!facts.merged_at) return refused(`#${pull.number} is not merged`);
  return {
    state: 'merged',
    pull,
    isAuthorBot: facts.user?.type !== 'User',
    mergedBy: facts.merged_by?.login ?? 'ghost',
    mergedAt: facts.merged_at,
    mergeSha,
    baseSha: base.sha,
  };
}

function refused(reason: string): { readonly state: 'refused'; readonly reason: string } {
  return { state: 'refused', reason };
}

/** The one pull request that merged the newest commit of the path into the branch; a text says why there is none. */
async function mergedPull(
  { owner, repo, branch, path }: RepositoryName & { readonly branch: string; readonly path: string },
  sha: string,
  deps: Deps,
): Promise<PullRequest | string> {
  const route = 'GET /repos/{owner}/{repo}/commits';
  const [newest] = await ask({ route, parameters: { owner, repo, sha, path, per_page: 1 }, schema: Commits }, deps);
  if (!newest) return `no commit of ${branch} has ${path}`;
  const pulls = await pullRequestsWithCommit({ owner, repo, sha: newest.sha }, deps);
  const merged = pulls.filter((each) => each.mergedAs !== null && each.baseRef === branch);
  const [only, ...others] = merged;
  if (!only) return `${path} came to ${branch} without a pull request`;
  return others.length === 0 ? only : `${path} came to ${branch} through several pull requests`;
}
