import type { Deps, RepositoryName } from './client.ts';
import { lastPushers } from './last-pusher.ts';
import { type OverrideCandidate, readOverrideCandidates } from './override-candidates.ts';
import { permissionOf, teamMembership } from './permission.ts';
import type { PullRequest } from './pull-request.ts';

/** Who may override, as read from the base: teams of the configuration, owners from CODEOWNERS. */
export interface OverrideRights {
  /** Slugs of teams of the repository's organization. */
  readonly teams: readonly string[];
  /** Logins, and teams as `organization/slug`. */
  readonly owners: readonly string[];
}

export type RefusedBecause =
  | 'edited'
  | 'bot'
  | 'author'
  | 'last-pusher'
  | 'no-reason'
  | 'not-in-a-team'
  | 'teams-unreadable'
  | 'no-write-access';

export interface Overrides {
  readonly accepted: readonly OverrideCandidate[];
  readonly refused: readonly (OverrideCandidate & { readonly because: RefusedBecause })[];
}

export interface OverridesRequest extends RepositoryName {
  readonly pull: PullRequest;
  readonly rights: OverrideRights;
  /** `RULE@DIGEST` of what fires now: only these are looked at, everything else is void. */
  readonly live: readonly string[];
}

/**
 * The overrides of a pull request that hold at this moment, and those that do not with the reason. Holding means:
 * never edited; written by a person who is neither the author nor the last pusher, is in a team or among the owners
 * that may override, and can write to the repository. All of it is asked of GitHub now. Throws UpstreamError.
 */
export async function readOverrides(request: OverridesRequest, deps: Deps): Promise<Overrides> {
  const { owner, repo, pull, live } = request;
  const candidates = await readOverrideCandidates({ owner, repo, number: pull.number }, deps);
  const current = candidates.filter((each) => live.includes(`${each.rule}@${each.digest}`));
  if (current.length === 0) return { accepted: [], refused: [] };
  const standingOf = createStanding(request, deps);
  const accepted: OverrideCandidate[] = [];
  const refused: (OverrideCandidate & { readonly because: RefusedBecause })[] = [];
  for (const candidate of current) {
    const because = candidate.reason === '' ? 'no-reason' : await standingOf(candidate);
    if (because === null) accepted.push(candidate);
    else refused.push({ ...candidate, because });
  }
  return { accepted, refused };
}

/** What somebody wrote, as far as it decides whether it counts. */
export interface Written {
  readonly by: string;
  readonly isBot: boolean;
  readonly isEdited: boolean;
}

/**
 * Why what somebody wrote does not count on a pull request, null when it does; GitHub is asked at most once for each
 * person, and about the pushes only when there is something to decide. Both throw UpstreamError.
 */
export function createStanding(
  request: RepositoryName & { readonly pull: PullRequest; readonly rights: OverrideRights },
  deps: Deps,
): (written: Written) => Promise<RefusedBecause | null> {
  const { owner, repo, pull } = request;
  const known = new Map<string, RefusedBecause | null>();
  let pushers: readonly string[] | undefined;

  async function refusalOfPerson(login: string): Promise<RefusedBecause | null> {
    pushers ??= await lastPushers({ owner, repo, pull }, deps);
    if (pushers.some((each) => each.toLowerCase() === login.toLowerCase())) return 'last-pusher';
    const may = await mayOverride(request, login, deps);
    if (may !== 'yes') return may;
    const permission = await permissionOf({ owner, repo, login }, deps);
    return permission === 'admin' || permission === 'write' ? null : 'no-write-access';
  }

  return async ({ by, isBot, isEdited }) => {
    if (isBot) return 'bot';
    if (isEdited) return 'edited';
    const login = by.toLowerCase();
    if (login === pull.author.toLowerCase()) return 'author';
    if (!known.has(login)) known.set(login, await refusalOfPerson(by));
    return known.get(login) ?? null;
  };
}

/** Whether the rights name a person, directly or through a team. Throws UpstreamError. */
export async function mayOverride(
  request: RepositoryName & { readonly rights: OverrideRights },
  login: string,
  deps: Deps,
): Promise<'yes' | 'not-in-a-team' | 'teams-unreadable'> {
  const { owner, rights } = request;
  const isNamed = rights.owners.some((each) => each.toLowerCase() === login.toLowerCase());
  if (isNamed) return 'yes';
  const teams = [
    ...rights.teams.map((team) => ({ organization: owner, team })),
    ...rights.owners.flatMap((each) => {
      const [organization = '', team = ''] = each.split('/');
      return team === '' ? [] : { organization, team };
    }),
  ];
  let isUnreadable = false;
  for (const team of teams) {
    const membership = await teamMembership({ ...team, login }, deps);
    if (membership === 'member') return 'yes';
    isUnreadable ||= membership === 'not-permitted';
  }
  return isUnreadable ? 'teams-unreadable' : 'not-in-a-team';
}
