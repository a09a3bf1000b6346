import { relative, sep } from 'node:path';
import { viewerLogin } from '#app/github/account.ts';
import { type GitHubAccess, openAccess } from '#app/github/open-access.ts';
import { originUrl, repositoryOf } from '#app/source/git-tree.ts';
import type { World } from './command.ts';

/** The repository of a directory on GitHub, and who may speak with it. @throws ConfigError as `openAccess`. */
export function gitHubAccess(root: string, world: Pick<World, 'env'>): GitHubAccess {
  return openAccess({ env: world.env, origin: originUrl(root), fetch });
}

/** Login that the token writes as. Throws UpstreamError. */
export function loginOf(access: GitHubAccess): Promise<string> {
  return viewerLogin(access);
}

/** Path of a directory in its git repository, with `/`; empty for the root, and outside of git. */
export function folderInRepository(root: string): string {
  const top = repositoryOf(root);
  return top === null ? '' : relative(top, root).split(sep).join('/');
}
