import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { CODE_OWNERS_PATHS, codeOwnersOf, readCodeOwners } from '#app/github/code-owners.ts';
import { NotPermittedError } from '#app/github/github-error.ts';
import type { OverrideCandidate } from '#app/github/override-candidates.ts';
import { createStanding, type OverrideRights, type RefusedBecause, readOverrides } from '#app/github/overrides.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import { readUsageRemarks, type WrittenUsage } from '#app/github/usage-remarks.ts';
import type { Tree } from '#app/source/tree.ts';
import type { GateResult } from './gate-report.ts';
import type { Review } from './review-change.ts';
import type { Base, HeldOverride, UsageRemark } from './review-commits.ts';

interface Context extends RepositoryName {
  readonly base: Base;
  /** The pull request, or those of a merge group. */
  readonly pulls: readonly PullRequest[];
}

/** Why an override does not count, for its reader. */
const REFUSALS: Readonly<Record<RefusedBecause, string>> = {
  edited: 'its comment was edited',
  bot: 'a bot may not override',
  author: 'the author of a pull request may not override in it',
  'last-pusher': 'who pushed last may not override',
  'no-reason': 'it has no reason',
  'not-in-a-team': 'the configuration does not name this person',
  'teams-unreadable': 'the members of the team cannot be read with this token',
  'no-write-access': 'this person cannot write to the repository',
};

/** The overrides of what fires now, those that count and those that do not. Throws UpstreamError. */
export async function heldOverrides(
  review: Review,
  { owner, repo, base, pulls }: Context,
  deps: { readonly client: GitHubClient },
): Promise<readonly HeldOverride[]> {
  const denied = review.report?.results.filter(isOverridable) ?? [];
  const live = denied.map((each) => `${each.id}@${each.overrideDigest}`);
  if (live.length === 0) return [];
  const files = denied.flatMap((each) => each.file ?? []);
  const rights = overrideRights(base.config, { base: base.tree, files });
  const held: HeldOverride[] = [];
  for (const pull of pulls) {
    const { accepted, refused } = await readOverrides({ owner, repo, pull, rights, live }, deps);
    held.push(...accepted.map((each) => heldOverride(each, null)));
    held.push(...refused.map((each) => heldOverride(each, REFUSALS[each.because])));
  }
  return held;
}

function heldOverride(written: OverrideCandidate, refusal: string | null): HeldOverride {
  const { rule, digest, by, writtenAt, reason } = written;
  return { ruleId: rule, digest, by, at: writtenAt, reason, refusal };
}

function isOverridable({ outcome, level, overrideDigest }: GateResult): boolean {
  return outcome === 'deny' && level === 'soft' && overrideDigest !== null;
}

/** What people who may override said of usage in the pull requests, oldest first. Throws UpstreamError. */
export async function heldUsage(
  { owner, repo, base, pulls }: Context,
  deps: { readonly client: GitHubClient },
): Promise<readonly UsageRemark[]> {
  const held: UsageRemark[] = [];
  const rights = overrideRights(base.config, { base: base.tree, files: [] });
  for (const pull of pulls) {
    const standingOf = createStanding({ owner, repo, pull, rights }, deps);
    for (const remark of await remarksOf({ owner, repo, number: pull.number }, deps)) {
      if ((await standingOf(remark)) === null) held.push(remark);
    }
  }
  return held;
}

/** A token that may not read comments has heard nothing; the figures stay as they are then. */
async function remarksOf(
  request: RepositoryName & { readonly number: number },
  deps: { readonly client: GitHubClient },
): Promise<readonly WrittenUsage[]> {
  try {
    return await readUsageRemarks(request, deps);
  } catch (error) {
    if (error instanceof NotPermittedError) return [];
    throw error;
  }
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
