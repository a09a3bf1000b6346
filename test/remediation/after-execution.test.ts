import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPlan } from '#app/flows/apply-plan.ts';
import { readLedger } from '#app/flows/remediation-ledger.ts';
import { rollbackPlan } from '#app/flows/rollback-plan.ts';
import { savingsLedger } from '#app/flows/savings-ledger.ts';
import { verifyExecutions } from '#app/flows/verify-executions.ts';
import { decimalText } from '#app/measure/decimal.ts';
import { addDays } from '#app/remediation/realised-savings.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import { charge } from '#test/support/charge.ts';
import { type ApplyWorld, applyWorld, CONFIG } from './apply-support.ts';
import { action, volumePlan } from './plan-builder.ts';

let world: ApplyWorld;
beforeEach(async () => {
  world = await applyWorld();
});
afterEach(() => world.close());

const MODIFY = volumePlan({ action: action('modify-volume'), params: { iops: 3000, throughput: 125 } });

async function executed(plan: ReturnType<typeof volumePlan>) {
  const merged = world.merge(plan);
  const request = { owner: 'acme', repo: 'infra', ...merged };
  expect((await applyPlan(request, world.deps())).outcome).toBe('done');
  return request;
}

describe('a rollback', () => {
  it('puts back what an execution changed, once, and says so in the audit log', async () => {
    const request = await executed(MODIFY);
    expect(world.aws.volume?.type).toBe('gp3');
    const report = await rollbackPlan(request, world.deps());
    expect(report).toMatchObject({ outcome: 'rolled_back', approvers: ['ann', 'bob'] });
    expect(world.aws.volume?.type).toBe('gp2');
    expect((await rollbackPlan(request, world.deps())).reason).toBe('it was put back already');
    const events = (await readLedger(world)).map((each) => each.event);
    expect(events.slice(-2)).toEqual(['rollback.begun', 'rolled_back']);
  });

  it('of what nothing undoes names the snapshot', async () => {
    const request = await executed(volumePlan());
    const report = await rollbackPlan(request, world.deps());
    expect(report.outcome).toBe('refused');
    expect(report.reason).toContain('The snapshot is snap-1.');
  });

  it('of what was never executed is refused, and so is one that a rail stops', async () => {
    const request = { owner: 'acme', repo: 'infra', ...world.merge(MODIFY) };
    expect((await rollbackPlan(request, world.deps())).reason).toContain('does not know it as executed');
    expect((await applyPlan(request, world.deps())).outcome).toBe('done');
    const frozen = CONFIG("    freeze: [{ from: '2026-11-20', until: '2026-11-30', reason: sale }]\n");
    world.repository.push('main', { '.github/finops.yml': frozen }, { by: 'ann' });
    expect((await rollbackPlan(request, world.deps())).reason).toContain('freeze');
    expect(world.aws.volume?.type).toBe('gp3');
  });
});

describe('after an execution', () => {
  /** A dollar a day for the volume until it was deleted, ten cents for its snapshot since, another resource on every day. */
  async function bill(): Promise<void> {
    const cost = (ResourceId: string, day: string, EffectiveCost: string) =>
      charge({
        ...{ ResourceId, EffectiveCost, BilledCost: EffectiveCost },
        ...{ ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` },
      });
    const days = Array.from({ length: 44 }, (_, at) => addDays('2026-10-28', at));
    const volume = 'arn:aws:ec2:us-east-1:123456789012:volume/vol-0123456789abcdef0';
    await putCharges(
      days.flatMap((day) => [
        cost('other', day, '7'),
        ...(day <= '2026-11-25' ? [cost(volume, day, '1')] : [cost('snap-1', day, '0.1')]),
      ]),
      world.database,
    );
  }

  const costs = (query: Parameters<typeof readCosts>[0]) => readCosts(query, world.database);

  it('the bill shows what it saved, less the snapshot', async () => {
    await executed(volumePlan());
    await bill();
    const now = new Date('2026-12-11T00:00:00Z');
    const [found] = await savingsLedger(await readLedger(world), { readCosts: costs, now });
    // Billed until 10 December, complete until the 8th: 13 days at 1 less 0.1.
    expect(found).toMatchObject({ state: 'verified', days: 13, currency: 'USD' });
    expect(found?.realised && decimalText(found.realised)).toBe('11.7');
  });

  it('without a bill nothing is claimed', async () => {
    await executed(volumePlan());
    const [found] = await savingsLedger(await readLedger(world), { readCosts: costs, now: new Date('2026-12-11') });
    expect(found).toMatchObject({ state: 'not-seen', realised: null });
  });

  it('what is no longer as planned is told apart', async () => {
    await executed(MODIFY);
    const ask = async () => {
      const entries = await readLedger(world);
      return verifyExecutions({ entries, plan: null }, { openClients: () => world.aws.clients, savings: null });
    };
    expect(await ask()).toMatchObject([{ state: 'as-planned', savings: null }]);
    if (world.aws.volume) world.aws.volume.type = 'gp2';
    expect(await ask()).toMatchObject([{ state: 'drifted', detail: 'the volume is gp2, not gp3' }]);
    world.aws.account = '999999999999';
    expect(await ask()).toMatchObject([{ state: 'unseen' }]);
  });
});

it('what a cloud could not do for the moment is gone on with by the next run, at once', async () => {
  const request = { owner: 'acme', repo: 'infra', ...world.merge(volumePlan()) };
  const away = async () => {
    throw Object.assign(new Error('away'), { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
  };
  const { ec2 } = world.aws.clients;
  const send = ec2.send.bind(ec2) as (command: object) => Promise<unknown>;
  const flaky = (command: object) => (command.constructor.name === 'CreateTagsCommand' ? away() : send(command));
  Object.assign(ec2, { send: flaky });
  const failed = await applyPlan(request, world.deps());
  expect(failed).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('run it again to go on') });
  Object.assign(ec2, { send });
  const done = await applyPlan(request, world.deps());
  expect(done.steps.map((each) => each.outcome)).toEqual(['skipped', 'skipped', 'done', 'done']);
  expect(world.aws.snapshots).toHaveLength(1);
});
