import { bypassOf, requiredApprovals } from './branch-rules.ts';
import type { Deps, RepositoryName } from './client.ts';
import { lastPushers } from './last-pusher.ts';
import type { MergedFile } from './merged-file.ts';
import { permissionOf } from './permission.ts';
import { type Decision, readDecisions, teamsOf } from './reviews.ts';

/** Who approved a merged pull request, or why it does not count as approved. */
export type ApprovalAnswer =
  | {
      readonly state: 'approved';
      readonly approvers: readonly string[];
      readonly needed: number;
      /** `unreadable` where the token may not ask who went past the rules; the approvals were counted all the same. */
      readonly bypass: 'none' | 'unreadable';
      readonly decisions: readonly (Decision & { readonly teams: readonly string[] })[];
    }
  | { readonly state: 'refused'; readonly reason: string };

export interface ApprovalRequest extends RepositoryName {
  readonly merged: MergedFile;
  /** Slugs of teams of the repository's organization; empty: whoever can write. */
  readonly teams: readonly string[];
  /** The branch's own rules may ask for more. */
  readonly needed: number;
}

/** An author that is a bot cannot be one of two pairs of eyes. */
const NEEDED_FOR_BOTS = 2;

/**
 * Whether enough people approved exactly what was merged: each decided before the merge, on the final head, never took it
 * back, is neither the author nor the last pusher nor a bot, and can write (and is in a team) now. A request for changes
 * that stands, and a merge that went past the branch's rules, refuse. Throws UpstreamError.
 */
export async function checkApproval(request: ApprovalRequest, deps: Deps): Promise<ApprovalAnswer> {
  const { owner, repo, merged, teams } = request;
  const { pull } = merged;
  const branch = pull.baseRef;
  const bypass = await bypassOf({ owner, repo, branch, sha: merged.mergeSha }, deps);
  if (bypass !== null && bypass !== 'unreadable')
    return refused(`${bypass.by} merged #${pull.number} past the rules of ${branch}`);
  const byRules = await requiredApprovals({ owner, repo, branch }, deps);
  const needed = Math.max(request.needed, byRules, merged.isAuthorBot ? NEEDED_FOR_BOTS : 1);
  const pushers = await lastPushers({ owner, repo, pull }, deps);
  const barred = [pull.author, ...pushers].map((login) => login.toLowerCase());
  const decisions: (Decision & { readonly teams: readonly string[] })[] = [];
  for (const decision of await readDecisions({ owner, repo, number: pull.number }, deps)) {
    if (decision.isBot || barred.includes(decision.login.toLowerCase())) continue;
    const permission = await permissionOf({ owner, repo, login: decision.login }, deps);
    if (permission !== 'admin' && permission !== 'write') continue;
    if (decision.state === 'CHANGES_REQUESTED')
      return refused(`${decision.login} asked for changes of #${pull.number}`);
    if (decision.sha !== pull.headSha || decision.submittedAt > merged.mergedAt) continue;
    const own = await teamsOf(decision.login, { organization: owner, teams }, deps);
    if (teams.length === 0 || own.length > 0) decisions.push({ ...decision, teams: own });
  }
  const approvers = decisions.map((each) => each.login);
  if (approvers.length < needed) {
    const names = approvers.length === 0 ? 'nobody' : approvers.join(', ');
    return refused(
      `#${pull.number} needs ${needed} approvals of its final head by people who may give them; ${names} did`,
    );
  }
  return { state: 'approved', approvers, needed, bypass: bypass ?? 'none', decisions };
}

function refused(reason: string): { readonly state: 'refused'; readonly reason: string } {
  return { state: 'refused', reason };
}
