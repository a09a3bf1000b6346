import type { FinopsConfig } from '#app/config/finops-config.ts';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { FinopsError, UpstreamError } from '#app/errors.ts';
import type { UsageFile } from '#app/estimate/usage.ts';
import { isBranchProtected } from '#app/github/account.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { CODE_OWNERS_PATHS, codeOwnersOf, readCodeOwners } from '#app/github/code-owners.ts';
import { compareCommits, listChangedFiles } from '#app/github/compare-commits.ts';
import { type OverrideRights, readOverrides } from '#app/github/overrides.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import { type CommitTree, readTree } from '#app/github/read-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import type { GateDeps } from './gate-change.ts';
import { type Review, reviewChange } from './review-change.ts';

/** An override that GitHub says holds at this moment. */
export interface HeldOverride {
  readonly ruleId: string;
  readonly digest: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

export interface PullRequestReviewRequest extends RepositoryName {
  readonly pull: PullRequest;
  /** The planned side where the door already has it (a checkout); null: read through the API. */
  readonly planned: Tree | null;
  /** Sha that the planned side is compared with; null: the merge base of base and head. */
  readonly priorSha: string | null;
}

export interface PullRequestReviewDeps {
  readonly client: GitHubClient;
  readonly now: Date;
  /** Prices under the base's configuration; files that it names are read from the base. */
  readonly pricing: (config: FinopsConfig, base: Tree) => (usage: UsageFile) => EstimateInputsDeps;
  readonly readUsage: (text: string, file: string) => UsageFile;
  /** Policies, waivers and levels of the base with the overrides that hold. */
  readonly policies: (config: FinopsConfig, base: Tree, overrides: readonly HeldOverride[]) => GateDeps['evaluate'];
}

/** A review with what publishing it needs. */
export interface PullRequestReview {
  readonly review: Review;
  readonly config: FinopsConfig;
  /** Merge base (or first parent) that was compared with. */
  readonly priorSha: string;
  readonly baseSha: string;
}

const CONFIG_FILES: readonly string[] = ['.github/finops.yml', '.github/finops.yaml', 'infracost.yml'];
const IAC_FILE = /\.(tf|tofu|tfvars|hcl|tpl|tftpl|tmpl)(\.json)?$|\.(ya?ml|json)$/;
const MAX_SMALL_FILE = 1 << 20;

/**
 * Reviews a pull request: configuration, policies, waivers and rights from the base; estimates of both sides; verdict;
 * overrides as GitHub confirms them now. Publishes nothing. What cannot be judged is a review with a `failure`.
 * @throws UpstreamError when GitHub does not answer: then there is no review at all, and it is to be tried again.
 */
export async function reviewPullRequest(
  request: PullRequestReviewRequest,
  deps: PullRequestReviewDeps,
): Promise<PullRequestReview> {
  const { owner, repo, pull } = request;
  const known = new Map<string, Uint8Array>();
  const trusted = await trustedRef(request, deps);
  const base = await readTree({ owner, repo, sha: trusted, wants: isPolicyFile, known }, deps);
  const comparison = await compareCommits({ owner, repo, base: pull.baseRef, head: pull.headSha }, deps);
  const priorSha = request.priorSha ?? comparison.mergeBase;
  const identity = { priorSha, baseSha: base.sha };
  let config: FinopsConfig;
  try {
    config = await configOf(base, deps);
  } catch (error) {
    if (!(error instanceof FinopsError) || error instanceof UpstreamError) throw error;
    const failure = `the base's configuration is wrong: ${error.message}`;
    return { ...identity, config: DEFAULT_CONFIG, review: { conclusion: 'failure', report: null, failure } };
  }
  const changed = comparison.files?.flatMap(pathsOf) ?? (await allChanged(request, deps));
  const sides = { owner, repo, wants: isIac, known };
  const prior = await readTree({ ...sides, sha: priorSha }, deps);
  const planned = request.planned ?? (await readTree({ ...sides, sha: pull.headSha }, deps));
  const around = surroundingsOf(pull, { changed: changed ?? [], now: deps.now });
  const judge = (overrides: readonly HeldOverride[]): Promise<Review> =>
    reviewChange(
      { prior, planned, changed, config, around },
      {
        estimating: deps.pricing(config, base),
        readUsage: deps.readUsage,
        evaluate: deps.policies(config, base, overrides),
      },
    );
  let review = await judge([]);
  while (await loadMissed([base, prior, planned], deps)) review = await judge([]);
  const held = await heldOverrides(review, { request, config, base }, deps);
  return { ...identity, config, review: held.length > 0 ? await judge(held) : review };
}

/** Whose files count: the base branch where it is protected, else the default branch. */
async function trustedRef(
  { owner, repo, pull }: PullRequestReviewRequest,
  deps: PullRequestReviewDeps,
): Promise<string> {
  if (pull.baseRef === pull.defaultBranch) return pull.baseRef;
  const isProtected = await isBranchProtected({ owner, repo, branch: pull.baseRef }, deps);
  return isProtected ? pull.baseRef : pull.defaultBranch;
}

async function configOf(base: CommitTree, deps: PullRequestReviewDeps): Promise<FinopsConfig> {
  await base.loadMissed(deps);
  for (const file of CONFIG_FILES.slice(0, 2)) {
    const content = base.read(file);
    if (content) return readConfig(new TextDecoder().decode(content), file);
  }
  return DEFAULT_CONFIG;
}

async function allChanged(
  { owner, repo, pull }: PullRequestReviewRequest,
  deps: PullRequestReviewDeps,
): Promise<readonly string[] | null> {
  const { files, isComplete } = await listChangedFiles({ owner, repo, number: pull.number }, deps);
  return isComplete ? files.flatMap(pathsOf) : null;
}

function pathsOf(file: { readonly path: string; readonly previousPath: string | null }): readonly string[] {
  return file.previousPath === null ? [file.path] : [file.path, file.previousPath];
}

function isPolicyFile(path: string, sizeBytes: number): boolean {
  if (sizeBytes > MAX_SMALL_FILE) return false;
  return CONFIG_FILES.includes(path) || path.startsWith('.finops/') || CODE_OWNERS_PATHS.some((each) => each === path);
}

function isIac(path: string, sizeBytes: number): boolean {
  return sizeBytes <= MAX_SMALL_FILE && IAC_FILE.test(path) && !/(^|\/)(node_modules|\.terraform)\//.test(path);
}

async function loadMissed(trees: readonly Tree[], deps: PullRequestReviewDeps): Promise<boolean> {
  let loaded = false;
  for (const tree of trees) if (isLazy(tree) && (await tree.loadMissed(deps))) loaded = true;
  return loaded;
}

function isLazy(tree: Tree): tree is CommitTree {
  return 'loadMissed' in tree;
}

function surroundingsOf(pull: PullRequest, about: { readonly changed: readonly string[]; readonly now: Date }) {
  return {
    now: about.now,
    environment: null,
    pullRequest: {
      number: pull.number,
      author: pull.author,
      title: pull.title,
      labels: [...pull.labels],
      base: pull.baseRef,
      head: pull.headSha,
      draft: pull.draft,
      files: [...about.changed],
    },
    actor: { login: pull.author, teams: [] },
    budgets: [],
    anomalies: [],
    waivers: [],
    approvals: [],
  };
}

interface OverrideContext {
  readonly request: PullRequestReviewRequest;
  readonly config: FinopsConfig;
  readonly base: Tree;
}

/** Only what fires now can be overridden, and only GitHub says who may. */
async function heldOverrides(
  review: Review,
  { request, config, base }: OverrideContext,
  deps: PullRequestReviewDeps,
): Promise<readonly HeldOverride[]> {
  const denied = review.report?.results.filter((each) => each.outcome === 'deny' && each.overrideDigest !== null) ?? [];
  const live = denied.map((each) => `${each.id}@${each.overrideDigest}`);
  if (live.length === 0) return [];
  const files = denied.flatMap((each) => each.file ?? []);
  const rights = overrideRights(config, { base, files });
  const { owner, repo, pull } = request;
  const { accepted } = await readOverrides({ owner, repo, pull, rights, live }, deps);
  return accepted.map((each) => {
    return { ruleId: each.rule, digest: each.digest, by: each.by, at: each.writtenAt, reason: each.reason };
  });
}

/** Teams of the configuration; with `codeowners` also the owners of the files that are denied. */
export function overrideRights(
  config: FinopsConfig,
  at: { readonly base: Tree; readonly files: readonly string[] },
): OverrideRights {
  const { teams, codeowners } = config.overrides;
  if (!codeowners) return { teams, owners: [] };
  for (const path of CODE_OWNERS_PATHS) {
    const content = at.base.read(path);
    if (!content) continue;
    const rules = readCodeOwners(new TextDecoder().decode(content));
    const owners = at.files.flatMap((file) => codeOwnersOf(rules, file));
    return { teams, owners: [...new Set(owners)] };
  }
  return { teams, owners: [] };
}
