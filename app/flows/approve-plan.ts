import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { type ApprovalAnswer, checkApproval } from '#app/github/approval.ts';
import type { Deps, RepositoryName } from '#app/github/client.ts';
import { type MergedFile, readMergedFile } from '#app/github/merged-file.ts';
import { type CommitTree, readTree } from '#app/github/read-tree.ts';
import { readRepository } from '#app/github/repository.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import { type CheckedPlan, planIdOf } from '#app/remediation/read-plan.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import type { Tree } from '#app/source/tree.ts';
import type { PoliciesDeps } from './open-policies.ts';
import { judgePlan } from './plan-policies.ts';

/** A plan file where it lies, and the repository that it belongs to. */
export interface ApplyRequest extends RepositoryName {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

export interface ApproveDeps {
  readonly github: Deps;
  readonly policies: PoliciesDeps;
  readonly book: PriceBook;
  readonly now: () => Date;
}

/** A plan that was merged and approved, and the settings of the base that hold for it. */
export interface Approved {
  readonly merged: MergedFile;
  readonly approval: ApprovalAnswer & { readonly state: 'approved' };
  readonly settings: RemediationSettings;
}

/**
 * Merge, reviews and policies, all asked of GitHub now; why not, where one of them does not hold.
 * @throws UpstreamError; ConfigError where the configuration of the base is wrong.
 */
export async function approvePlan(
  { plan, action }: CheckedPlan,
  request: ApplyRequest,
  deps: ApproveDeps,
): Promise<Approved | { readonly refused: string }> {
  const { owner, repo, path, text } = request;
  if (planIdOf(path) !== plan.id) return { refused: `${path} holds the plan ${plan.id}` };
  const { defaultBranch: branch } = await readRepository({ owner, repo }, deps.github);
  const merged = await readMergedFile({ owner, repo, branch, path, text }, deps.github);
  if (merged.state === 'refused') return { refused: merged.reason };
  const tree = await baseTree({ owner, repo, sha: merged.baseSha }, deps.github);
  const config = configOf(tree);
  await loadNamed(tree, config, deps.github);
  const { approvals, execution } = config.remediation;
  const least = action.isDestructive ? Math.max(approvals.destructive, approvals.minimum) : approvals.minimum;
  const needed = Math.max(plan.approvals, least);
  const approval = await checkApproval({ owner, repo, merged, teams: approvals.teams, needed }, deps.github);
  if (approval.state === 'refused') return { refused: approval.reason };
  const denied = await judgePlan(
    {
      ...{ tree, config, path, book: deps.book, now: deps.now() },
      pull: merged.pull,
      approvals: approval.decisions.map(({ login, teams, sha, submittedAt }) => ({
        ...{ login, sha, submittedAt },
        teams: [...teams],
      })),
    },
    deps.policies,
  );
  return denied === null ? { merged, approval, settings: { ...config.remediation, execution } } : { refused: denied };
}

/** What of the base decides: its configuration, policies, waivers. */
function baseTree(request: RepositoryName & { readonly sha: string }, deps: Deps): Promise<CommitTree> {
  const wants = (path: string): boolean => /^\.(github\/finops\.ya?ml$|finops\/)/.test(path) || path.endsWith('.rego');
  return readTree({ ...request, wants, wantsFolder: (path) => path.startsWith('.') }, deps);
}

/** Files that the configuration names, wherever they lie. */
async function loadNamed(tree: CommitTree, config: FinopsConfig, deps: Deps): Promise<void> {
  const { bundle, bundleKey } = config.policies;
  for (const path of [config.waivers, config.budgets, bundle, bundleKey?.file]) if (path !== undefined) tree.read(path);
  await tree.loadMissed(deps);
}

function configOf(tree: Tree): FinopsConfig {
  const file = ['.github/finops.yml', '.github/finops.yaml'].find((path) => tree.read(path) !== null);
  const content = file === undefined ? null : tree.read(file);
  return file === undefined || content === null ? DEFAULT_CONFIG : readConfig(new TextDecoder().decode(content), file);
}
