import type { Deps, RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';
import { lastPushers } from './last-pusher.ts';
import { permissionOf, teamMembership } from './permission.ts';
import type { PullRequest } from './pull-request.ts';
import { readDecisions } from './reviews.ts';

/** Somebody who approves the head of a pull request at this moment. */
export interface HeadApproval {
  readonly login: string;
  /** Those of the teams that were asked about. */
  readonly teams: readonly string[];
  readonly sha: string;
  /** An instant in UTC. */
  readonly submittedAt: string;
}

export interface HeadApprovalsRequest extends RepositoryName {
  readonly pull: PullRequest;
  /** Slugs of teams of the repository's organization. */
  readonly teams: readonly string[];
}

/**
 * The approvals of a pull request that hold at this moment: of its head itself, not taken back, by a person who is
 * neither its author nor the last pusher and can write to the repository: anybody may press the button in a public one.
 * Empty where the token may not read reviews. Throws UpstreamError.
 */
export async function headApprovals(request: HeadApprovalsRequest, deps: Deps): Promise<readonly HeadApproval[]> {
  const { owner, repo, pull } = request;
  const approving = (await decisionsOf(request, deps)).filter(
    (each) => each.state === 'APPROVED' && each.sha === pull.headSha && !each.isBot,
  );
  if (approving.length === 0) return [];
  const pushers = await lastPushers({ owner, repo, pull }, deps);
  const barred = [pull.author, ...pushers].map((login) => login.toLowerCase());
  const held: HeadApproval[] = [];
  for (const { login, sha, submittedAt } of approving) {
    if (barred.includes(login.toLowerCase())) continue;
    const permission = await permissionOf({ owner, repo, login }, deps);
    if (permission !== 'admin' && permission !== 'write') continue;
    held.push({ login, teams: await teamsOf(request, login, deps), sha, submittedAt });
  }
  return held;
}

async function decisionsOf({ owner, repo, pull }: HeadApprovalsRequest, deps: Deps) {
  try {
    return await readDecisions({ owner, repo, number: pull.number }, deps);
  } catch (error) {
    if (error instanceof NotPermittedError || error instanceof NotFoundError) return [];
    throw error;
  }
}

async function teamsOf({ owner, teams }: HeadApprovalsRequest, login: string, deps: Deps): Promise<readonly string[]> {
  const own: string[] = [];
  for (const team of teams) {
    if ((await teamMembership({ organization: owner, team, login }, deps)) === 'member') own.push(team);
  }
  return own;
}
