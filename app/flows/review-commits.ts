import type { MergedChange } from '#app/anomaly/rank-suspects.ts';
import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readInfracostConfig } from '#app/config/infracost-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { FinopsError, InputError, UpstreamError } from '#app/errors.ts';
import { type UsageFile, withStatedUsage } from '#app/estimate/usage.ts';
import { readBranch } from '#app/github/account.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { CODE_OWNERS_PATHS } from '#app/github/code-owners.ts';
import { type ChangedFile, compareCommits } from '#app/github/compare-commits.ts';
import { type CommitTree, readTree } from '#app/github/read-tree.ts';
import { namesOf } from '#app/github/tree-links.ts';
import type { Tree } from '#app/source/tree.ts';
import { type Audience, audienceOf } from './audience.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import type { GateDeps } from './gate-change.ts';
import type { CommitmentStore } from './open-commitments.ts';
import type { PolicySurroundings } from './policy-input.ts';
import { publishableReview } from './publishable-report.ts';
import type { RenderManifests } from './read-inputs.ts';
import { type Review, reviewChange } from './review-change.ts';

/** An override of what fires now, and what GitHub says of it at this moment. */
export interface HeldOverride {
  readonly ruleId: string;
  readonly digest: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  /** Why it does not count; null when it does. */
  readonly refusal: string | null;
}

/** What a person who may override said of a resource's usage. */
export interface UsageRemark {
  readonly address: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What the base decides, as far as rights depend on it. */
export interface Base {
  readonly config: FinopsConfig;
  readonly tree: Tree;
}

export interface CommitsReviewRequest extends RepositoryName {
  /** The branch that the change goes into; its own files decide where it is protected, else the default branch's. */
  readonly baseRef: string;
  readonly defaultBranch: string;
  /** In a public one no contracted price is used, unless the configuration says so. */
  readonly isPrivate: boolean;
  /** Sha that the head is compared with: where the two parted is the prior side. Null: the base branch. */
  readonly comparedWith: string | null;
  readonly headSha: string;
  /** The planned side where the door already has it (a checkout); null: read through the API. */
  readonly planned: Tree | null;
  /** Sha of the prior side; null: the merge base. */
  readonly priorSha: string | null;
  /** Directory that is judged; an empty text is everything. */
  readonly path: string;
  /** The files where a comparison does not list them all; null when nobody does, and then everything counts. */
  readonly listFiles: () => Promise<readonly ChangedFile[] | null>;
  readonly around: (changed: readonly string[]) => PolicySurroundings;
  /** Who asks for the change, and who approves it at this moment; left out: nobody. */
  readonly peopleOf?: (base: Base) => Promise<Pick<PolicySurroundings, 'actor' | 'approvals'>>;
  /** The overrides that were given for what the review denies. */
  readonly overridesOf: (review: Review, base: Base) => Promise<readonly HeldOverride[]>;
  /** What people who may override said of usage; the newest last. */
  readonly usageOf: (base: Base) => Promise<readonly UsageRemark[]>;
  /** Budgets with what others already commit, once it is known what this change adds; null: nobody knows. */
  readonly committedOf?: (review: Review, config: FinopsConfig) => Promise<PolicySurroundings['budgets'] | null>;
}

export interface ReviewCommitsDeps {
  readonly client: GitHubClient;
  readonly now: Date;
  /** Prices under the base's configuration; files that it names are read from the base. */
  readonly pricing: (config: FinopsConfig, base: Tree, audience: Audience) => (usage: UsageFile) => EstimateInputsDeps;
  readonly readUsage: (text: string, file: string) => UsageFile;
  /** Policies, waivers and levels of the base with the overrides that hold. */
  readonly policies: (config: FinopsConfig, base: Tree, overrides: readonly HeldOverride[]) => GateDeps['evaluate'];
  /** Renders charts and kustomizations where the base's configuration allows it; left out: nothing is rendered. */
  readonly openRenderer?: (tree: Tree) => RenderManifests;
  /** Where it is kept what open pull requests commit of budgets; left out: nobody knows. */
  readonly commitments?: CommitmentStore;
  /** Keeps what a judged pull request adds by resource, for whoever looks for the cause of an incident; left out: nobody. */
  readonly keepChange?: (change: MergedChange) => Promise<void>;
}

/** A review with what publishing it needs. */
export interface CommitsReview {
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
 * Reviews one commit against another: configuration, policies, waivers and rights from the base; estimates of both
 * sides; verdict; overrides as GitHub confirms them now. Publishes nothing. What cannot be judged is a review with a
 * `failure`.
 * @throws UpstreamError when GitHub does not answer: then there is no review at all, and it is to be tried again.
 */
export async function reviewCommits(request: CommitsReviewRequest, deps: ReviewCommitsDeps): Promise<CommitsReview> {
  const { owner, repo, headSha } = request;
  const known = new Map<string, Uint8Array>();
  const { trusted, tip } = await readTips(request, deps);
  const base = await readTree({ owner, repo, sha: trusted, wants: isPolicyFile, known }, deps);
  const comparison = await compareCommits({ owner, repo, base: request.comparedWith ?? tip, head: headSha }, deps);
  const priorSha = request.priorSha ?? comparison.mergeBase;
  const identity = { priorSha, baseSha: base.sha };
  let config: FinopsConfig;
  try {
    config = publicConfig(await configOf(base, deps), request);
  } catch (error) {
    if (!(error instanceof FinopsError) || error instanceof UpstreamError) throw error;
    const failure = `the base's configuration is wrong: ${error.message}`;
    return { ...identity, config: DEFAULT_CONFIG, review: { conclusion: 'failure', report: null, failure } };
  }
  const sides = { owner, repo, wants: isIac, known };
  const prior = await readTree({ ...sides, sha: priorSha }, deps);
  const planned = request.planned ?? (await readTree({ ...sides, sha: headSha }, deps));
  const links = new Map([prior, planned].flatMap((tree) => (isLazy(tree) ? [...tree.links] : [])));
  const listed = (comparison.files ?? (await request.listFiles()))?.flatMap(pathsOf) ?? null;
  const changed = listed && [...new Set(listed.flatMap((path) => namesOf(path, links)))];
  const remarks = await request.usageOf({ config, tree: base });
  const people = await request.peopleOf?.({ config, tree: base });
  let around = { ...request.around(changed ?? []), ...people };
  const pricing = deps.pricing(config, base, audienceOf(config, request));
  const judge = (overrides: readonly HeldOverride[]): Promise<Review> =>
    reviewChange(
      { prior, planned, base, origin: `${owner}/${repo}`, path: request.path, changed, config, around },
      {
        estimating: (usage) => pricing(withStatedUsage(usage, remarks)),
        readUsage: deps.readUsage,
        evaluate: deps.policies(config, base, overrides),
        ...(deps.openRenderer ? { openRenderer: deps.openRenderer } : {}),
      },
    );
  let review = await judge([]);
  while (await loadMissed([base, prior, planned], deps)) review = await judge([]);
  const budgets = await request.committedOf?.(review, config);
  if (budgets) {
    around = { ...around, budgets };
    review = await judge([]);
  }
  const held = await request.overridesOf(review, { config, tree: base });
  if (held.length > 0) review = await judge(held);
  return { ...identity, config, review: publishableReview(review, { ...request, config, around }) };
}

/** The configuration that counts for changes into a branch, and the tree it was read from. Throws as `reviewCommits`. */
export async function readBase(
  request: RepositoryName & { readonly baseRef: string; readonly defaultBranch: string },
  deps: Pick<ReviewCommitsDeps, 'client'>,
): Promise<{ readonly config: FinopsConfig; readonly tree: CommitTree; readonly tip: string }> {
  const { owner, repo } = request;
  const { trusted, tip } = await readTips(request, deps);
  const tree = await readTree({ owner, repo, sha: trusted, wants: isPolicyFile }, deps);
  return { config: await configOf(tree, deps), tree, tip };
}

interface Tips {
  /** Whose files count: the base branch where it is protected, else the default branch. */
  readonly trusted: string;
  /** Of the base branch. */
  readonly tip: string;
}

/** Throws InputError when a branch is gone, UpstreamError. */
async function readTips(
  request: RepositoryName & { readonly baseRef: string; readonly defaultBranch: string },
  deps: Pick<ReviewCommitsDeps, 'client'>,
): Promise<Tips> {
  const { owner, repo, baseRef, defaultBranch } = request;
  const base = await readBranch({ owner, repo, branch: baseRef }, deps);
  if (!base) throw new InputError(`the branch ${baseRef} is gone`, { remedy: 'retarget the pull request' });
  if (baseRef === defaultBranch || base.isProtected) return { trusted: base.sha, tip: base.sha };
  const main = await readBranch({ owner, repo, branch: defaultBranch }, deps);
  if (!main) throw new InputError(`the branch ${defaultBranch} is gone`, { remedy: 'name a default branch' });
  return { trusted: main.sha, tip: base.sha };
}

async function configOf(base: CommitTree, deps: Pick<ReviewCommitsDeps, 'client'>): Promise<FinopsConfig> {
  await base.loadMissed(deps);
  for (const file of CONFIG_FILES) {
    const content = base.read(file);
    if (!content) continue;
    const text = new TextDecoder().decode(content);
    return file === 'infracost.yml' ? readInfracostConfig(text, file) : readConfig(text, file);
  }
  return DEFAULT_CONFIG;
}

/** Contracted rates are nobody's business outside: whoever can read the comment could work them out of it. */
export function publicConfig(config: FinopsConfig, { isPrivate }: { readonly isPrivate: boolean }): FinopsConfig {
  if (audienceOf(config, { isPrivate }) === 'team') return config;
  const { discounts: _discounts, ...listed } = config;
  return listed;
}

function pathsOf(file: ChangedFile): readonly string[] {
  return file.previousPath === null ? [file.path] : [file.path, file.previousPath];
}

function isPolicyFile(path: string, sizeBytes: number): boolean {
  if (sizeBytes > MAX_SMALL_FILE) return false;
  return CONFIG_FILES.includes(path) || path.startsWith('.finops/') || CODE_OWNERS_PATHS.some((each) => each === path);
}

function isIac(path: string, sizeBytes: number): boolean {
  return sizeBytes <= MAX_SMALL_FILE && IAC_FILE.test(path) && !/(^|\/)(node_modules|\.terraform)\//.test(path);
}

async function loadMissed(trees: readonly Tree[], deps: Pick<ReviewCommitsDeps, 'client'>): Promise<boolean> {
  let loaded = false;
  for (const tree of trees) if (isLazy(tree) && (await tree.loadMissed(deps))) loaded = true;
  return loaded;
}

function isLazy(tree: Tree): tree is CommitTree {
  return 'loadMissed' in tree;
}
