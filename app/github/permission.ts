import { z } from 'zod';
import { ask, askGraphQl, askPages, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';

export type Permission = 'admin' | 'write' | 'read' | 'none';

/** `maintain` counts as `write` and `triage` as `read`, in the field that is read. */
const Answer = z.object({ permission: z.enum(['admin', 'write', 'read', 'none']) });

/** What a person may do in a repository, now; `none` for an unknown one. Throws UpstreamError. */
export async function permissionOf(
  request: RepositoryName & { readonly login: string },
  deps: Deps,
): Promise<Permission> {
  const { owner, repo, login } = request;
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
  try {
    return (await ask({ route, parameters: { owner, repo, username: login }, schema: Answer }, deps)).permission;
  } catch (error) {
    if (error instanceof NotFoundError) return 'none';
    throw error;
  }
}

/** Whether a person is in a team, now; `not-permitted` when the token may not read teams. Throws UpstreamError. */
export async function teamMembership(
  request: { readonly organization: string; readonly team: string; readonly login: string },
  deps: Deps,
): Promise<'member' | 'none' | 'not-permitted'> {
  const { organization, team, login } = request;
  const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
  const parameters = { org: organization, team_slug: team, username: login };
  const schema = z.object({ state: z.enum(['active', 'pending']) });
  try {
    return (await ask({ route, parameters, schema }, deps)).state === 'active' ? 'member' : 'none';
  } catch (error) {
    if (error instanceof NotFoundError) return 'none';
    if (error instanceof NotPermittedError) return 'not-permitted';
    throw error;
  }
}

/** Logins of a team, child teams too; null when the token may not read it or there is none. Throws UpstreamError. */
export async function teamMembers(
  request: { readonly organization: string; readonly team: string },
  deps: Deps,
): Promise<readonly string[] | null> {
  const route = 'GET /orgs/{org}/teams/{team_slug}/members';
  const parameters = { org: request.organization, team_slug: request.team };
  const schema = z.array(z.object({ login: z.string() }));
  try {
    const { items } = await askPages({ route, parameters, schema, pages: 20 }, deps);
    return items.map((each) => each.login);
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof NotPermittedError) return null;
    throw error;
  }
}

const Teams = z.object({
  organization: z.object({ teams: z.object({ nodes: z.array(z.object({ slug: z.string() }).nullable()) }) }).nullable(),
});

/**
 * Slugs of the teams of an organization that a person is in, the first hundred, now; none where the owner is a person,
 * or where the token may not read teams. Throws UpstreamError.
 */
export async function teamsOfPerson(
  request: { readonly organization: string; readonly login: string },
  deps: Deps,
): Promise<readonly string[]> {
  const query = `query readTeams($organization: String!, $login: String!) {
    organization(login: $organization) { teams(first: 100, userLogins: [$login]) { nodes { slug } } }
  }`;
  try {
    const { organization } = await askGraphQl({ query, variables: { ...request }, schema: Teams }, deps);
    return organization?.teams.nodes.flatMap((each) => each?.slug ?? []) ?? [];
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof NotPermittedError) return [];
    throw error;
  }
}
