import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ApplyDeps } from '#app/flows/apply-plan.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { planPath, writePlan } from '#app/remediation/read-plan.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { type FakeAws, fakeAws } from './fake-aws.ts';
import { ACCOUNT, type volumePlan } from './plan-builder.ts';

/** A configuration that lets plans of the test's account be executed. */
export const CONFIG = (execution = ''): string =>
  `version: 1\nremediation:\n  execution:\n    enabled: true\n    accounts: ['${ACCOUNT}']\n${execution}`;

/** A repository with a protected branch, a cloud and a database, all of one test. */
export interface ApplyWorld {
  clock: Date;
  readonly github: GitHubDouble;
  readonly repository: RepositoryDouble;
  readonly database: Database;
  readonly aws: FakeAws;
  /** The plan, opened by somebody, approved by two and merged; its path and text. */
  merge(plan: ReturnType<typeof volumePlan>, by?: string): { readonly path: string; readonly text: string };
  deps(): ApplyDeps;
  close(): Promise<void>;
}

export async function applyWorld(): Promise<ApplyWorld> {
  const clock = { now: new Date('2026-11-25T12:00:00Z') };
  const github = await startGitHub({ now: () => clock.now });
  const repository = github.createRepository('acme/infra', { files: { '.github/finops.yml': CONFIG() } });
  repository.repository.protectedBranches.add('main');
  for (const login of ['ann', 'bob']) repository.grant(login, 'write');
  const database = openDatabase('sqlite::memory:');
  await migrate(database);
  const aws = fakeAws();
  return {
    get clock() {
      return clock.now;
    },
    set clock(now: Date) {
      clock.now = now;
    },
    ...{ github, repository, database, aws },
    merge(plan, by = 'finops[bot]') {
      const path = planPath(plan.id);
      const text = writePlan(plan);
      const head = `finops/plan-${repository.repository.pulls.size}`;
      repository.push(head, { [path]: text }, { by });
      const { number } = repository.openPull({ head, by });
      for (const login of ['ann', 'bob']) repository.review(number, login, { state: 'APPROVED', body: '' });
      repository.mergePull(number, 'ann');
      return { path, text };
    },
    deps() {
      const permissions = { contents: 'write', pull_requests: 'read', administration: 'read' } as const;
      return {
        ...{ database, actor: 'finops', now: () => clock.now },
        github: { client: clientOf(github, github.workflowToken(repository, permissions)) },
        openClients: () => aws.clients,
        policies: { assets: readPolicyAssets(join(repositoryRoot, 'policies')), newId: randomUUID },
        book: readPriceBook(join(repositoryRoot, 'dist/prices')),
        wait: async () => {},
        billedSince: async () => null,
      };
    },
    async close() {
      github.verify();
      await github.close();
      await database.tables.destroy();
    },
  };
}
