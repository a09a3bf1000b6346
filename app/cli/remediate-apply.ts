import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { applyPlan } from '#app/flows/apply-plan.ts';
import type { ApplyRequest, ApproveDeps } from '#app/flows/approve-plan.ts';
import { billedSince } from '#app/flows/billed-since.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { previewPlan } from '#app/flows/preview-plan.ts';
import { rollbackPlan } from '#app/flows/rollback-plan.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { openAwsClients } from '#app/remediation/aws/clients.ts';
import { readPlan } from '#app/remediation/read-plan.ts';
import { type PlanOutcome, planJson, planText } from '#reports/plan-text.ts';
import { awsCredentials } from './aws-credentials.ts';
import type { Invocation, World } from './command.ts';
import { folderInRepository, gitHubAccess, loginOf } from './github-access.ts';

import { readText } from './read-json.ts';
import { withCosts } from './remediate-cloud.ts';
import { openRepository, pathInTree } from './repository.ts';
import { chosenFormat, writeResult } from './result.ts';

const MOST_BYTES = 1 << 20;
const STATUS: Readonly<Record<PlanOutcome['outcome'], number>> = {
  'dry-run': 0,
  done: 0,
  refused: 1,
  failed: 4,
  rolled_back: 4,
};

/**
 * `finops remediate apply PLAN`: what an execution would find; with `--execute` the execution of a merged plan. No option
 * leaves out the verification of merge and reviews.
 */
export async function remediateApply(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const [file, ...others] = invocation.positionals;
  if (file === undefined || others.length > 0)
    throw new ConfigError('finops remediate apply needs one PLAN', { remedy: 'name .finops/plans/ID.yml' });
  const isExecuted = invocation.values['execute'] === true;
  const outcome = isExecuted ? await execute(file, { world, flow: applyPlan }) : await preview(file, world);
  writeResult(format === 'json' ? planJson(outcome) : planText(outcome), invocation, world);
  return STATUS[outcome.outcome];
}

/** `finops remediate rollback PLAN`: puts back what an execution changed; without `--execute` only says whether it can. */
export async function remediateRollback(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const [file, ...others] = invocation.positionals;
  if (file === undefined || others.length > 0)
    throw new ConfigError('finops remediate rollback needs one PLAN', { remedy: 'name .finops/plans/ID.yml' });
  if (invocation.values['execute'] !== true) {
    const outcome = await preview(file, world);
    writeResult(format === 'json' ? planJson(outcome) : planText(outcome), invocation, world);
    return 0;
  }
  const outcome = await execute(file, { world, flow: rollbackPlan });
  writeResult(format === 'json' ? planJson(outcome) : planText(outcome), invocation, world);
  return outcome.outcome === 'rolled_back' ? 0 : STATUS[outcome.outcome];
}

async function execute(
  file: string,
  { world, flow }: { readonly world: World; readonly flow: typeof applyPlan },
): Promise<PlanOutcome> {
  const { request, approving, actor } = await requestOf(file, world);
  return makeWarehouse(world, async (database) => {
    const { readCosts } = await import('#app/warehouse/cost-query.ts');
    return flow(request, {
      ...approving,
      database,
      actor,
      openClients: (region) => openAwsClients(region),
      wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      billedSince: billedSince((query) => readCosts(query, database), world.now),
    });
  });
}

async function preview(file: string, world: World): Promise<PlanOutcome> {
  const path = resolve(world.cwd, file);
  const { config } = openRepository(path, MOST_BYTES);
  const checked = readPlan(readText(path, world.cwd), file);
  const asked = world.env['GITHUB_TOKEN'] ? await requestOf(file, world) : null;
  const clients = awsCredentials(world) ? openAwsClients(checked.plan.resource.region) : null;
  const found = await withCosts(world, (readCosts) =>
    previewPlan(checked, asked?.request ?? null, {
      ...{ clients, settings: config.remediation.execution, now: world.now },
      approving: asked?.approving ?? null,
      billedSince: readCosts ? billedSince(readCosts, world.now) : async () => null,
    }),
  );
  return { plan: checked.plan, outcome: 'dry-run', reason: null, steps: [], ...found };
}

/** The plan as the repository knows it, and what its approval is asked with. */
async function requestOf(
  file: string,
  world: World,
): Promise<{ readonly request: ApplyRequest; readonly approving: ApproveDeps; readonly actor: string }> {
  const path = resolve(world.cwd, file);
  const text = readText(path, world.cwd);
  const repository = openRepository(path, MOST_BYTES);
  const access = gitHubAccess(repository.root, world);
  const folder = folderInRepository(repository.root);
  const inRepository = [folder, pathInTree(repository, path)].filter((part) => part !== '').join('/');
  const approving: ApproveDeps = {
    github: access,
    policies: { assets: readPolicyAssets(join(world.home, 'policies')), newId: randomUUID },
    book: readPriceBook(join(world.home, 'dist/prices')),
    // The real clock, whatever FINOPS_NOW says: a frozen one would bring back what has expired.
    now: () => new Date(),
  };
  const { owner, repo } = access;
  return { request: { owner, repo, path: inRepository, text }, approving, actor: await loginOf(access) };
}
