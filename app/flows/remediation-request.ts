import { CODE_OWNERS_PATHS, codeOwnersOf, readCodeOwners } from '#app/github/code-owners.ts';
import type { PullRequestRequest } from '#app/github/ensure-pull-request.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import type { Tree } from '#app/source/tree.ts';

/** Prefix of every branch of ours. */
export const BRANCH_PREFIX = 'finops/';

/** What a pull request carries: a finding, its words, and the files as they were read and shall be. */
export interface RequestContent {
  /** Of the finding, or of its plan. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** By path in the tree; before is null for a new file. */
  readonly files: ReadonlyMap<string, { readonly before: string | null; readonly after: string }>;
  /** Left as it is while it is open: what was reviewed is not changed under the reviewers. */
  readonly keepOpen?: true;
}

/** Where it is opened, and as whom. */
export interface RequestTarget {
  readonly owner: string;
  readonly repo: string;
  readonly base: string;
  readonly author: string;
  /** Path of the tree's root in the repository; empty where they are the same. */
  readonly folder: string;
  readonly tree: Tree;
  readonly settings: RemediationSettings['pullRequests'];
  readonly now: Date;
}

/** The pull request that `ensurePullRequest` shall leave; owners of the files (CODEOWNERS of the base) are assigned. */
export function remediationRequest(content: RequestContent, target: RequestTarget): PullRequestRequest {
  const { owner, repo, base, author, folder, settings, now } = target;
  const inRepository = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  const files = new Map([...content.files].map(([path, change]) => [inRepository(path), change] as const));
  return {
    owner,
    repo,
    base,
    author,
    branch: branchOf(content.id),
    prefix: BRANCH_PREFIX,
    title: content.title,
    body: content.body,
    files,
    labels: settings.labels,
    assignees: settings.assignCodeowners ? ownersOf([...files.keys()], target.tree) : [],
    limits: settings,
    now,
    ...(content.keepOpen ? { keepOpen: content.keepOpen } : {}),
  };
}

/** The branch of a finding or a plan. */
export function branchOf(id: string): string {
  return `${BRANCH_PREFIX}${id}`;
}

/** People among the owners of the files; a team cannot be assigned. */
function ownersOf(paths: readonly string[], tree: Tree): readonly string[] {
  const content = CODE_OWNERS_PATHS.map((path) => tree.read(path)).find((each) => each !== null);
  if (!content) return [];
  const rules = readCodeOwners(new TextDecoder().decode(content));
  const owners = paths.flatMap((path) => codeOwnersOf(rules, path)).filter((owner) => !owner.includes('/'));
  return [...new Set(owners)];
}
