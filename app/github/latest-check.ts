import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';

export interface LatestCheck {
  readonly id: number;
  readonly isCompleted: boolean;
  readonly conclusion: string | null;
  readonly title: string | null;
}

const Runs = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      status: z.string(),
      conclusion: z.string().nullable(),
      output: z.object({ title: z.string().nullable() }),
    }),
  ),
});

/** The newest check run of a name and an App on a commit; null when there is none. Throws UpstreamError. */
export async function latestCheck(
  request: RepositoryName & { readonly sha: string; readonly name: string; readonly appId: number },
  deps: Deps,
): Promise<LatestCheck | null> {
  const { owner, repo, sha, name, appId } = request;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const parameters = { owner, repo, ref: sha, check_name: name, app_id: appId };
  const { check_runs: runs } = await ask({ route, parameters, schema: Runs }, deps);
  const newest = runs.toSorted((one, other) => other.id - one.id)[0];
  if (!newest) return null;
  const { id, status, conclusion, output } = newest;
  return { id, isCompleted: status === 'completed', conclusion, title: output.title };
}
