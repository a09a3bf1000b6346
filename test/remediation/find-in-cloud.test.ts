import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AllocateAddressCommand, CreateVolumeCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { findInCloud, managedIds } from '#app/flows/find-in-cloud.ts';
import { decimalText } from '#app/measure/decimal.ts';
import type { ReadCosts } from '#app/remediation/billed-rate.ts';
import { CLOUD_DETECTORS } from '#app/remediation/detectors/registry.ts';
import { type CloudFinding, makePlan } from '#app/remediation/make-plan.ts';
import { readPlan, writePlan } from '#app/remediation/read-plan.ts';
import { type MotoServer, motoProgram, startMoto } from '#test/support/moto.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { estimateDeps } from './support.ts';

const DAY_MS = 86_400_000;
const LATER = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 30 * DAY_MS);

describe('every detector', () => {
  it('stands in the registry, with the page of its thresholds', () => {
    const files = readdirSync(join(repositoryRoot, 'app/remediation/detectors')).filter(
      (name) => name !== 'registry.ts',
    );
    expect(CLOUD_DETECTORS.map((each) => `${each.id}.ts`).sort()).toEqual(files.sort());
    for (const each of CLOUD_DETECTORS) expect(each.source.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
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

  function find(
    more: { readonly now?: Date; readonly managed?: ReadonlySet<string>; readonly readCosts?: ReadCosts } = {},
  ) {
    const { now = LATER, managed = new Set<string>(), readCosts = null } = more;
    const request = { clients: [moto.clients()], settings: DEFAULT_CONFIG.remediation, managed };
    return findInCloud(request, { ...estimateDeps(), now, readCosts });
  }

  async function volume(more: object = {}): Promise<string> {
    const ask = new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 100, VolumeType: 'gp2', ...more });
    return (await moto.clients().ec2.send(ask)).VolumeId ?? '';
  }

  async function instance(): Promise<string> {
    const ask = new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      InstanceType: 'm5.large',
      MinCount: 1,
      MaxCount: 1,
    });
    return (await moto.clients().ec2.send(ask)).Instances?.[0]?.InstanceId ?? '';
  }

  /** A value at noon of each of the last days before LATER. */
  async function metric(
    namespace: string,
    name: string,
    at: { dimension: string; id: string; value: number; days: number },
  ) {
    const MetricData = Array.from({ length: at.days }, (_, day) => ({
      MetricName: name,
      Dimensions: [{ Name: at.dimension, Value: at.id }],
      Timestamp: new Date(LATER.getTime() - (day + 0.5) * DAY_MS),
      Value: at.value,
    }));
    await moto.clients().cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
  }

  function amounts({ savings }: CloudFinding): readonly (string | null)[] | string {
    if (savings.state === 'unknown') return savings.reason;
    const { low, expected, high, transition } = savings.savings;
    return [low, expected, high, transition].map((each) => each && decimalText(each.amount));
  }

  it('an unattached volume is found, with what its snapshot costs, and its plan is sound', async () => {
    const id = await volume();
    const [found, ...others] = await find();
    expect(others).toEqual([]);
    expect(found?.target).toMatchObject({ id, region: 'us-east-1', account: '123456789012' });
    // 100 GB gp2 at $0.10 a month; a snapshot of at most 100 GB at $0.05.
    expect(found && amounts(found)).toEqual(['5', '10', '10', '5']);
    const settings = DEFAULT_CONFIG.remediation;
    const plan = makePlan(found as CloudFinding, { settings, now: LATER, createdBy: 'test' });
    expect(readPlan(writePlan(plan), 'plan.yml').plan.approvals).toBe(2);
  });

  it('at what was billed, where the warehouse knows it', async () => {
    const id = await volume();
    const readCosts: ReadCosts = async ({ where }) => {
      expect(where?.ResourceId).toContain(id);
      return Array.from({ length: 28 }, (_, day) => ({
        ...{ start: `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00Z`, currency: 'USD', keys: {} },
        amount: day % 2 === 0 ? '0.24' : '0.36',
      }));
    };
    const [found] = await find({ readCosts });
    // 26 whole days: lowest 0.24, the mean of the two middle ones 0.3, highest 0.36, times 730 / 24; less the snapshot.
    expect(found && amounts(found)).toEqual(['2.3', '9.125', '10.95', '5']);
  });

  it('what is young, on hold, owned by something else or described by code is left alone', async () => {
    await volume();
    expect(await find({ now: new Date() })).toEqual([]);
    await moto.reset();
    const tag = (Key: string) => ({ TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key, Value: 'x' }] }] });
    for (const key of ['finops:hold', 'kubernetes.io/cluster/a', 'aws:cloudformation:stack-name', 'ManagedBy'])
      await volume(tag(key));
    expect(await find()).toEqual([]);
    const id = await volume();
    const resource = { attributes: { id }, mode: 'managed' } as never;
    const managed = managedIds([{ resources: [resource] } as never]);
    expect(await find({ managed })).toEqual([]);
  });

  it('an address without an association is found', async () => {
    await moto.clients().ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
    const [found] = await find();
    // $0.005 × 730
    expect(found && [found.detector.id, amounts(found)]).toEqual([
      'unassociated-address',
      ['3.65', '3.65', '3.65', null],
    ]);
  });

  it('an instance that does nothing is found, and one that does something is not', async () => {
    const [idle, busy] = [await instance(), await instance()];
    for (const [id, cpu] of [
      [idle, 2],
      [busy, 30],
    ] as const) {
      await metric('AWS/EC2', 'CPUUtilization', { dimension: 'InstanceId', id, value: cpu, days: 14 });
      for (const name of ['NetworkIn', 'NetworkOut'])
        await metric('AWS/EC2', name, { dimension: 'InstanceId', id, value: 1000, days: 14 });
    }
    const found = (await find()).filter((each) => each.detector.id === 'idle-instance');
    expect(found.map((each) => each.target.id)).toEqual([idle]);
    // $0.096 × 730; nothing where a savings plan covers it.
    expect(found[0] && amounts(found[0])).toEqual(['0', '70.08', '70.08', null]);
  });

  it('an instance of which nobody knows what it does is not found', async () => {
    const id = await instance();
    await metric('AWS/EC2', 'CPUUtilization', { dimension: 'InstanceId', id, value: 2, days: 3 });
    expect((await find()).filter((each) => each.detector.id === 'idle-instance')).toEqual([]);
  });

  it('a database that nobody connects to is found', async () => {
    await moto.clients().rds.send(
      new CreateDBInstanceCommand({
        ...{ DBInstanceIdentifier: 'idle', DBInstanceClass: 'db.m6i.large', Engine: 'postgres', AllocatedStorage: 20 },
        ...{ MasterUsername: 'postgres', MasterUserPassword: 'not-a-secret' },
      }),
    );
    expect(await find()).toEqual([]);
    await metric('AWS/RDS', 'DatabaseConnections', {
      dimension: 'DBInstanceIdentifier',
      id: 'idle',
      value: 0,
      days: 7,
    });
    const [found] = await find();
    // $0.178 × 730
    expect(found && [found.target.id, amounts(found)]).toEqual(['idle', ['0', '129.94', '129.94', null]]);
  });

  it('a log group that keeps its events for ever is found, and what it saves is not guessed', async () => {
    const { logs } = moto.clients();
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/empty' }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/full' }));
    await logs.send(new CreateLogStreamCommand({ logGroupName: '/full', logStreamName: 's' }));
    const logEvents = [{ timestamp: Date.now(), message: 'hello' }];
    await logs.send(new PutLogEventsCommand({ logGroupName: '/full', logStreamName: 's', logEvents }));
    const found = await find();
    expect(found.map((each) => each.target.id)).toEqual(['/full']);
    expect(found[0] && amounts(found[0])).toContain('CloudWatch does not say');
  });
});
