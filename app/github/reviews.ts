import { z } from 'zod';
import { askPages, type Deps, type RepositoryName } from './client.ts';
import { teamMembership } from './permission.ts';

/** What one person last decided in a review, and of which commit. */
export interface Decision {
  readonly login: string;
  readonly isBot: boolean;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED';
  readonly sha: string;
  /** An instant in UTC. */
  readonly submittedAt: string;
}

const Review = z.object({
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullish(),
  submitted_at: z.string().nullish(),
});
const MOST_PAGES = 30;

/**
 * The last decision of each reviewer: a dismissed one is none, and a remark without a decision changes nothing.
 * https://docs.github.com/en/rest/pulls/reviews (read 2026-11-26). Throws UpstreamError.
 */
export async function readDecisions(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<readonly Decision[]> {
  const { owner, repo, number } = request;
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const parameters = { owner, repo, pull_number: number };
  const { items } = await askPages({ route, parameters, schema: z.array(Review), pages: MOST_PAGES }, deps);
  const latest = new Map<string, Decision | null>();
  for (const { user, state, commit_id, submitted_at } of items) {
    if (!user) continue;
    const login = user.login.toLowerCase();
    if (state === 'DISMISSED') latest.set(login, null);
    if (state !== 'APPROVED' && state !== 'CHANGES_REQUESTED') continue;
    const isBot = user.type !== 'User';
    latest.set(login, { login: user.login, isBot, state, sha: commit_id ?? '', submittedAt: submitted_at ?? '' });
  }
  return [...latest.values()].filter((each) => each !== null);
}

/** Those of the teams that a person is in, now. Throws UpstreamError. */
export async function teamsOf(
  login: string,
  at: { readonly organization: string; readonly teams: readonly string[] },
  deps: Deps,
): Promise<string[]> {
  const own: string[] = [];
  for (const team of at.teams) {
    if ((await teamMembership({ organization: at.organization, team, login }, deps)) === 'member') own.push(team);
  }
  return own;
}
