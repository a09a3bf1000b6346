import type { MergedChange } from '#app/anomaly/rank-suspects.ts';
import { FinopsError } from '#app/errors.ts';
import { difference } from '#app/estimate/difference.ts';
import { estimateInputs, withoutWarnings } from '#app/flows/estimate-inputs.ts';
import { mergedChange } from '#app/flows/merged-change.ts';
import { originUrl, repositoryOf } from '#app/source/git-tree.ts';
import { mergedCommits } from '#app/source/merged-commits.ts';
import type { Invocation, World } from './command.ts';
import { readEstimating } from './estimating.ts';
import { maxInputBytes } from './input-options.ts';
import { openRepository } from './repository.ts';
import { readCommits } from './sides.ts';

/** Each is estimated twice; more than these are not looked at. */
const MOST_COMMITS = 20;

/**
 * What was merged into the checked-out branch between two instants, each commit estimated against the one before it; nothing
 * outside of a checkout. A commit that cannot be read is left out: it can still be the cause, and nobody says otherwise.
 */
export async function mergedChanges(
  span: { readonly from: string; readonly to: string },
  at: { readonly invocation: Invocation; readonly world: World },
): Promise<readonly MergedChange[]> {
  const root = repositoryOf(at.world.cwd);
  if (root === null) return [];
  const repository = openRepository(at.world.cwd, maxInputBytes(at.invocation));
  const name = repositoryName(root);
  const changes: MergedChange[] = [];
  for (const commit of mergedCommits(root, { ...span, limit: MOST_COMMITS })) {
    const { number, title } = commit;
    const mergedAt = new Date(commit.mergedAt).toISOString();
    try {
      const change = await readCommits({ prior: commit.parent, planned: commit.sha }, { ...at, repository, root });
      const deps = await readEstimating(at.invocation, {
        repository,
        world: at.world,
        sides: [change.prior, change.planned],
      });
      const planned = estimateInputs(change.planned, deps);
      const prior = estimateInputs(change.prior, { ...deps, usage: withoutWarnings(deps.usage) });
      deps.progress.end();
      changes.push(mergedChange({ repository: name, number, title, mergedAt }, difference(prior, planned)));
    } catch (error) {
      if (!(error instanceof FinopsError)) throw error;
      // An old commit need not be readable with today's configuration; the others still are.
    }
  }
  return changes;
}

/** `owner/name` of a repository on GitHub, null where origin is none. */
function repositoryName(root: string): string | null {
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(originUrl(root) ?? '')?.[1] ?? null;
}
