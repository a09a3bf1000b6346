import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AllocateAddressCommand,
  CreateVolumeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { CLOUD_ACTIONS } from '#app/remediation/actions/registry.ts';
import type { CloudTarget, Observed } from '#app/remediation/cloud-action.ts';
import { executePlan, type JournalEntry } from '#app/remediation/execute-plan.ts';
import { makePlan } from '#app/remediation/make-plan.ts';
import { readPlan, writePlan } from '#app/remediation/read-plan.ts';
import { type MotoServer, motoProgram, startMoto } from '#test/support/moto.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { ACCOUNT, action, volumeFinding } from './plan-builder.ts';

const HELPERS = ['registry.ts', 'volume.ts'];

describe('every action', () => {
  it('stands in the registry', () => {
    const files = readdirSync(join(repositoryRoot, 'app/remediation/actions')).filter(
      (name) => !HELPERS.includes(name),
    );
    expect(CLOUD_ACTIONS.map((each) => `${each.id}.ts`).sort()).toEqual(files.sort());
  });

  it.each(CLOUD_ACTIONS.map((each) => [each.id, each] as const))(
    '%s says how it is undone, and undoes what it calls reversible',
    (_, each) => {
      const steps = each.steps({ keepSnapshotDays: 30, iops: 3000, throughput: 125, days: 30 });
      expect(each.source.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect(each.rollback).toMatch(/\.$/);
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
      for (const step of steps) expect(step.call).toMatch(/^(ec2|rds|logs):[A-Z]\w+$/);
      const isReversible = steps.every((step) => step.reversible);
      expect(each.undo !== null).toBe(isReversible);
      // What cannot be put back, and databases, need two people.
      if (!isReversible || steps.some((step) => step.call.startsWith('rds:'))) expect(each.isDestructive).toBe(true);
      expect(each.idPattern.test('')).toBe(false);
      expect(each.idPattern.test('*')).toBe(false);
      expect(each.idPattern.test('a\nb')).toBe(false);
    },
  );
});

const program = motoProgram();
// `pip install 'moto[server]'` and MOTO_SERVER: without it nothing stands in for AWS.
describe.skipIf(program === null)('against moto', () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMoto(program ?? '');
  }, 60_000);
  afterAll(() => moto.close());
  beforeEach(() => moto.reset());

  async function run(id: string, target: string, params: Readonly<Record<string, string | number>> = {}) {
    const clients = moto.clients();
    const place: CloudTarget = { provider: 'aws', account: ACCOUNT, region: 'us-east-1', id: target };
    const before = await action(id).observe(place, clients);
    if (!before) throw new Error(`${target} is not there`);
    const found = volumeFinding({ action: action(id), params, target: place, observed: before });
    const plan = makePlan(found, { settings: DEFAULT_CONFIG.remediation, now: new Date(), createdBy: 'test' });
    const written: JournalEntry[] = [];
    const checked = readPlan(writePlan(plan), 'plan.yml');
    const journal = { done: new Map(), write: async (entry: JournalEntry) => void written.push(entry) };
    const blocked = checked.action.blocker(before, params);
    const execution = blocked
      ? { outcome: 'blocked', reason: blocked }
      : await executePlan(checked, { clients, journal, before, wait: async () => {} });
    return { execution, written, after: await action(id).observe(place, clients), clients, before };
  }

  async function volume(type: 'gp2' | 'gp3' = 'gp2'): Promise<string> {
    const made = await moto
      .clients()
      .ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 100, VolumeType: type }));
    return made.VolumeId ?? '';
  }

  it('a volume is deleted after its snapshot is complete, tagged and kept', async () => {
    const id = await volume();
    const { execution, written, after, clients } = await run('delete-volume', id, { keepSnapshotDays: 30 });
    expect(execution).toMatchObject({ outcome: 'done', reason: null });
    expect(after).toBeNull();
    expect(written.map((each) => `${each.event} ${each.step}`)).toEqual([
      'step.begun snapshot',
      'step.done snapshot',
      'step.begun wait',
      'step.done wait',
      'step.begun tag',
      'step.done tag',
      'step.begun delete',
      'step.done delete',
      'finished null',
    ]);
    const { Snapshots = [] } = await clients.ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    const [kept] = Snapshots.filter((each) => each.VolumeId === id);
    expect(kept?.State).toBe('completed');
    const tags = Object.fromEntries((kept?.Tags ?? []).map((each) => [each.Key, each.Value]));
    expect(tags).toMatchObject({ 'finops:volume': id, 'finops:keep-days': '30', 'finops:state': 'completed' });
  });

  it('a volume becomes gp3, and gp2 again', async () => {
    const id = await volume();
    const { execution, after, clients, before } = await run('modify-volume', id, { iops: 3000, throughput: 125 });
    expect(execution).toMatchObject({ outcome: 'done' });
    expect(after?.state).toMatchObject({ type: 'gp3', iops: '3000', throughput: '125' });
    const target: CloudTarget = { provider: 'aws', account: ACCOUNT, region: 'us-east-1', id };
    await action('modify-volume').undo?.({
      ...{ target, clients, params: {}, before, outputs: new Map() },
      wait: async () => {},
    });
    const { Volumes = [] } = await clients.ec2.send(new DescribeVolumesCommand({ VolumeIds: [id] }));
    expect(Volumes[0]?.VolumeType).toBe('gp2');
  });

  it('a volume that is gp3 already is blocked', async () => {
    const { execution } = await run('modify-volume', await volume('gp3'), { iops: 3000, throughput: 125 });
    expect(execution).toEqual({ outcome: 'blocked', reason: 'the volume is gp3, not gp2' });
  });

  it('an address is released', async () => {
    const made = await moto.clients().ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
    const { execution, after } = await run('release-address', made.AllocationId ?? '');
    expect(execution).toMatchObject({ outcome: 'done' });
    expect(after).toBeNull();
  });

  it('an instance is stopped', async () => {
    const made = await moto
      .clients()
      .ec2.send(
        new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
      );
    const { execution, after } = await run('stop-instance', made.Instances?.[0]?.InstanceId ?? '');
    expect(execution).toMatchObject({ outcome: 'done' });
    expect(after?.state['state']).toBe('stopped');
  });

  it('a database is stopped', async () => {
    await moto.clients().rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'idle',
        DBInstanceClass: 'db.t3.micro',
        Engine: 'postgres',
        AllocatedStorage: 20,
        MasterUsername: 'postgres',
        MasterUserPassword: 'not-a-secret',
      }),
    );
    const { execution, after } = await run('stop-database', 'idle');
    expect(execution).toMatchObject({ outcome: 'done' });
    expect(after?.state['status']).toBe('stopped');
  });

  it('a log group gets a retention', async () => {
    await moto.clients().logs.send(new CreateLogGroupCommand({ logGroupName: '/app/web' }));
    const { execution, after } = await run('set-retention', '/app/web', { days: 90 });
    expect(execution).toMatchObject({ outcome: 'done' });
    expect(after?.state['retentionDays']).toBe('90');
  });

  it('what is not there is observed as nothing', async () => {
    const nowhere = (id: string): CloudTarget => ({ provider: 'aws', account: ACCOUNT, region: 'us-east-1', id });
    const clients = moto.clients();
    const absent: readonly (readonly [string, string])[] = [
      ['delete-volume', 'vol-0123456789abcdef0'],
      ['release-address', 'eipalloc-0123456789abcdef0'],
      ['stop-instance', 'i-0123456789abcdef0'],
      ['stop-database', 'nobody'],
      ['set-retention', '/nobody'],
    ];
    for (const [id, target] of absent) {
      const observed: Observed | null = await action(id).observe(nowhere(target), clients);
      expect([id, observed]).toEqual([id, null]);
    }
  });
});
