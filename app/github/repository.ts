import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';

/** What is asked of a repository before something is written to it. */
export interface RepositoryFacts {
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

const Answer = z.object({ default_branch: z.string(), private: z.boolean() });

/** Default branch and visibility, now. Throws UpstreamError. */
export async function readRepository({ owner, repo }: RepositoryName, deps: Deps): Promise<RepositoryFacts> {
  const route = 'GET /repos/{owner}/{repo}';
  const answer = await ask({ route, parameters: { owner, repo }, schema: Answer }, deps);
  return { defaultBranch: answer.default_branch, isPrivate: answer.private };
}
