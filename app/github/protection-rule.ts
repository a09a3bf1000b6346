import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';

/** Answers an environment that waits for the gate's verdict. Throws UpstreamError. */
export async function answerProtectionRule(
  request: RepositoryName & {
    readonly runId: number;
    readonly environment: string;
    readonly state: 'approved' | 'rejected';
    readonly comment: string;
  },
  deps: Deps,
): Promise<void> {
  const { owner, repo, runId, environment, state, comment } = request;
  const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule';
  const parameters = {
    owner,
    repo,
    run_id: runId,
    environment_name: environment,
    state,
    comment: comment.slice(0, 1000),
  };
  await ask({ route, parameters, schema: z.unknown() }, deps);
}
