import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { openPostgres } from '#app/warehouse/open-postgres.ts';
import { type ActionRun, runAction } from '#test/support/action.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import { type PostgresServer, startPostgres } from '#test/support/postgres.ts';

/**
 * m5.large in us-east-1 lists at $0.096 an hour (https://aws.amazon.com/ec2/pricing/on-demand/), contracted 0.0864; a NAT
 * gateway at 0.045 an hour and 0.045 a GB (https://aws.amazon.com/vpc/pricing/), of which October had 1,000. Listed 70.08 +
 * 0.80 (8 GB of gp2) + 32.85 = 103.73; billed 63.072 + 0.80 + 32.85 + 45 = 141.722.
 */
const LISTED = '103.73';
const BILLED = '141.722';
const MAIN = [
  'provider "aws" {\n  region = "us-east-1"\n}',
  'resource "aws_instance" "web" {\n  ami           = "ami-1"\n  instance_type = "m5.large"\n}',
  'resource "aws_nat_gateway" "a" {}\n',
].join('\n');

let postgres: PostgresServer;
let address: string;
let github: GitHubDouble;

beforeAll(async () => {
  postgres = await startPostgres();
  address = await postgres.newDatabase();
  const database = openPostgres(address);
  await migrate(database);
  const machine = {
    SkuMeter: 'BoxUsage:m5.large',
    SkuPriceId: 'ABC.JRTCKXETXF.6YS6EN2CT7',
    PricingUnit: 'Hrs',
    ListUnitPrice: '0.096',
    ContractedUnitPrice: '0.0864',
  };
  const traffic = { SkuMeter: 'NatGateway-Bytes', ConsumedUnit: 'GB', ConsumedQuantity: '1000', ResourceId: 'nat-a' };
  const recent = { ChargePeriodStart: '2026-11-20T00:00:00Z', EffectiveCost: '777', ServiceName: 'Other' };
  await putCharges([charge(machine), charge(traffic), charge(recent)], database);
  await database.tables.destroy();
}, 120_000);
afterAll(() => postgres.close());
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  github.verify();
  await github.close();
});

async function propose(options: {
  readonly isPrivate: boolean;
  readonly config?: string;
  readonly budgets?: string;
}): Promise<{
  readonly ran: ActionRun;
  /** Everything that others can read. */
  readonly said: string;
}> {
  const { isPrivate, config = 'version: 1\n', budgets } = options;
  const files = { '.github/finops.yml': config, ...(budgets === undefined ? {} : { '.finops/budgets.yml': budgets }) };
  const repository = github.createRepository('acme/infra', { files, isPrivate });
  repository.push('feature', { 'infra/main.tf': MAIN }, { by: 'alice' });
  repository.openPull({ head: 'feature', by: 'alice' });
  const permissions = { contents: 'read', pull_requests: 'write', members: 'read' } as const;
  const ran = await runAction({
    inputs: { 'github-token': github.workflowToken(repository, permissions), 'database-url': address },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'pull_request', GITHUB_API_URL: `${github.url}/api/v3` },
    event: { pull_request: { number: 1 }, repository: { default_branch: 'main', private: isPrivate } },
    workspace: mkdtempSync(join(tmpdir(), 'finops-empty-')),
  });
  return { ran, said: [ran.log, ran.summary, ...repository.comments(1).map((each) => each.body)].join('\n') };
}

async function estimate(given: string, isPrivate: boolean): Promise<ActionRun> {
  return await runAction({
    inputs: { command: 'estimate', 'database-url': given },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: 'push' },
    event: { repository: { default_branch: 'main', private: isPrivate } },
    workspace: folderWith({ 'infra/main.tf': MAIN }),
  });
}

describe('the Action with database-url', () => {
  it('uses contracted prices and measured consumption in a private repository', async () => {
    const { ran, said } = await propose({ isPrivate: true });
    expect(ran.outputs['monthly-cost']).toBe(BILLED);
    expect(said).toContain('$141.72');
  });

  it('shows neither in a public one, unless its base says publicAmounts', async () => {
    const { ran, said } = await propose({ isPrivate: false });
    expect(ran.outputs['monthly-cost']).toBe(LISTED);
    expect(said).not.toMatch(/141\.72|63\.07|0\.0864|1,?000 GB/);
    await github.close();
    github = await startGitHub();
    const proud = await propose({ isPrivate: false, config: 'version: 1\npublicAmounts: true\n' });
    expect(proud.ran.outputs['monthly-cost']).toBe(BILLED);
  });

  it('tells policies what is billed under a budget of the base, and nobody else in a public repository', async () => {
    const config = 'version: 1\nbudgets: .finops/budgets.yml\npolicies:\n  packs:\n    budgets: {}\n';
    // 777 were billed in November: with this change it is more than 800.
    const budgets = '- { id: all, limit: 800 }\n';
    const known = await propose({ isPrivate: true, config, budgets });
    expect(known.ran.outputs['decision']).toBe('deny');
    expect(known.said).toContain('777');
    await github.close();
    github = await startGitHub();
    const shy = await propose({ isPrivate: false, config, budgets });
    expect(shy.ran.outputs['decision']).toBe('deny');
    expect(shy.said).not.toContain('777');
  });

  it('does the same where there is no pull request', async () => {
    const costs = [await estimate(address, true), await estimate(address, false)];
    expect(costs.map((each) => each.outputs['monthly-cost'])).toEqual([BILLED, LISTED]);
  });

  it('says in one line what to give in place of SQLite, and does not judge', async () => {
    const ran = await estimate('sqlite:.finops/finops.db', true);
    expect([ran.status, ran.outputs['decision']]).toEqual([2, 'error']);
    expect(ran.log).toContain('the Action cannot open SQLite');
    expect(ran.log).toContain('postgres://');
  });

  it('does not judge without the charges it was told to use, and never shows the address', async () => {
    const ran = await estimate('postgres://finops:hunter2@127.0.0.1:1/none', true);
    expect([ran.status, ran.outputs['decision'], ran.outputs['monthly-cost']]).toEqual([4, 'error', undefined]);
    expect(ran.log).toContain('check the input database-url');
    expect(ran.log).not.toContain('hunter2');
  });
});
