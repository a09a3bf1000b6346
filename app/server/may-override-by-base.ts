import { overrideRights } from '#app/flows/held-overrides.ts';
import { readBase } from '#app/flows/review-commits.ts';
import { compareCommits } from '#app/github/compare-commits.ts';
import { mayOverride } from '#app/github/overrides.ts';
import type { MayOverride } from './review-port.ts';

/**
 * Whether the base names a person among those who may override. With `codeowners` the owners of all changed files
 * count, so that this is the answer of a receipt; the review asks again for the files that are denied.
 */
export const mayOverrideByBase: MayOverride = async ({ owner, repo, pull, login }, { client }) => {
  const { baseRef, defaultBranch, headSha } = pull;
  const { config, tree, tip } = await readBase({ owner, repo, baseRef, defaultBranch }, { client });
  const files = config.overrides.codeowners
    ? (await compareCommits({ owner, repo, base: tip, head: headSha }, { client })).files
    : [];
  const rights = overrideRights(config, { base: tree, files: (files ?? []).map((each) => each.path) });
  return mayOverride({ owner, repo, rights }, login, { client });
};
