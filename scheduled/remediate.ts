import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { readBilledFacts } from '#app/flows/billed-facts.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { BRANCH_PREFIX } from '#app/flows/remediation-request.ts';
import { weeklyRemediation } from '#app/flows/weekly-remediation.ts';
import { openWorkspace } from '#app/flows/workspace.ts';
import { viewerLogin } from '#app/github/account.ts';
import { ensurePullRequests } from '#app/github/ensure-pull-requests.ts';
import { openAccess } from '#app/github/open-access.ts';
import { readRepository } from '#app/github/repository.ts';
import { findUp } from '#app/source/find-up.ts';
import { originUrl, repositoryOf } from '#app/source/git-tree.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { requestBody, requestTitle } from '#reports/remediation-request.ts';
import { remediationRun } from '#reports/remediation-run.ts';
import type { Job, JobValues, JobWorld } from './job.ts';

/**
 * Looks for what costs less in the repository and, where credentials of AWS are there, in its region, and leaves pull
 * requests for it within the limits of the configuration. It changes nothing else: a merge is the approval.
 */
export const remediateJob: Job = {
  name: 'remediate',
  summary: 'Find what costs less, and open pull requests for it within the limits',
  options: { region: { type: 'string', multiple: true } },
  async run(values, world) {
    const { now, env, cwd, home } = world;
    const workspace = openWorkspace(cwd, { readText: (file) => readFileSync(file, 'utf8') });
    const root = findUp(cwd, ['.github/finops.yml', '.github/finops.yaml'])?.root ?? cwd;
    const access = openAccess({ env, origin: originUrl(root), fetch });
    const { owner, repo } = access;
    const { defaultBranch: base, isPrivate } = await readRepository(access, access);
    const author = await viewerLogin(access);
    const audience = isPrivate || workspace.config.publicAmounts ? 'private' : 'public';
    const found = await makeWarehouse(world, async (database) =>
      weeklyRemediation(
        {
          ...{ workspace, home, now, regions: regionsOf(values, world), createdBy: `finops ${versionOf(home)}` },
          target: { owner, repo, base, author, folder: folderOf(root) },
        },
        {
          billed: await readBilledFacts(database, now),
          readCosts: (query) => readCosts(query, database),
          words: (finding) => ({ title: requestTitle(finding), body: requestBody(finding, audience) }),
        },
      ),
    );
    const outcomes = await ensurePullRequests(found.proposals, { owner, repo, author, prefix: BRANCH_PREFIX }, access);
    return remediationRun({ findings: found.findings, outcomes, audience });
  },
};

/** Without credentials no cloud is asked. */
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'] as const;

/** Regions of `--region`, else the one of the environment where there are credentials. @throws ConfigError without them. */
function regionsOf(values: JobValues, { env }: JobWorld): readonly string[] {
  const named = values['region'];
  const regions = Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
  const hasCredentials = CREDENTIALS.some((name) => env[name]);
  if (regions.length > 0 && !hasCredentials)
    throw new ConfigError('--region needs credentials of AWS', { remedy: 'assume a role that may read' });
  if (!hasCredentials || regions.length > 0) return regions;
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return region ? [region] : [];
}

function folderOf(root: string): string {
  const top = repositoryOf(root);
  return top === null ? '' : relative(top, root).split(sep).join('/');
}

function versionOf(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
