import { type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { askAws, tagsOf } from '../aws/ask-aws.ts';
import { dailyMetric } from '../aws/daily-metric.ts';
import { type CloudDetector, type DetectorContext, isOldEnough, type Sighting, targetOf } from '../cloud-detector.ts';

/** Trusted Advisor's thresholds: at most so much CPU a day, and so much network; it asks for 4 of 14 days. */
const MOST_CPU_PERCENT = 10;
const MOST_NETWORK_BYTES = 5_000_000;
const DAYS = 14;
/** Stricter than Trusted Advisor: every day of which there is data, and at least so many. */
const LEAST_DAYS = 7;

/** Running instances that did next to nothing on every day of two weeks. */
export const idleInstance: CloudDetector = {
  id: 'idle-instance',
  title: 'Stop instances that do nothing',
  action: 'stop-instance',
  source: {
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
    read: '2026-11-26',
  },
  async look(context) {
    const { ec2 } = context.clients;
    const running: Instance[] = [];
    await askAws('ec2:DescribeInstances', async () => {
      const Filters = [{ Name: 'instance-state-name', Values: ['running'] }];
      for await (const page of paginateDescribeInstances({ client: ec2 }, { Filters, MaxResults: 500 })) {
        for (const reservation of page.Reservations ?? []) running.push(...(reservation.Instances ?? []));
      }
    });
    const found: Sighting[] = [];
    for (const instance of running) found.push(...(await sightingOf(instance, context)));
    return found;
  },
};

async function sightingOf(instance: Instance, context: DetectorContext): Promise<readonly Sighting[]> {
  const id = instance.InstanceId ?? '';
  const observed = {
    state: {
      state: instance.State?.Name ?? '',
      type: instance.InstanceType ?? '',
      rootDevice: instance.RootDeviceType ?? '',
      lifecycle: instance.InstanceLifecycle ?? '',
    },
    tags: tagsOf(instance.Tags),
    createdAt: instance.LaunchTime?.toISOString() ?? null,
  };
  if (!isOldEnough(observed, context) || observed.state.rootDevice !== 'ebs' || observed.state.lifecycle !== '')
    return [];
  const common = {
    namespace: 'AWS/EC2',
    dimension: { Name: 'InstanceId', Value: id },
    days: DAYS,
    now: context.now,
  } as const;
  const cpu = await dailyMetric({ ...common, metric: 'CPUUtilization', statistic: 'Average' }, context.clients);
  if (cpu.length < LEAST_DAYS || cpu.some((value) => value > MOST_CPU_PERCENT)) return [];
  const received = await dailyMetric({ ...common, metric: 'NetworkIn', statistic: 'Sum' }, context.clients);
  const sent = await dailyMetric({ ...common, metric: 'NetworkOut', statistic: 'Sum' }, context.clients);
  const network = received.map((bytes, day) => bytes + (sent[day] ?? 0));
  if (network.length < LEAST_DAYS || sent.length !== received.length) return [];
  if (network.some((bytes) => bytes > MOST_NETWORK_BYTES)) return [];
  const isLinux = (instance.PlatformDetails ?? 'Linux/UNIX') === 'Linux/UNIX';
  return [
    {
      action: 'stop-instance',
      params: {},
      target: targetOf(id, context),
      observed,
      reason: `The ${observed.state.type} did next to nothing on ${cpu.length} days.`,
      evidence: [
        { what: 'highest daily CPU', value: `${Math.max(...cpu).toFixed(2)} %`, source: `CloudWatch, ${DAYS} days` },
        { what: 'most network in a day', value: `${Math.max(...network)} bytes`, source: `CloudWatch, ${DAYS} days` },
      ],
      bill: isLinux
        ? {
            type: 'aws_instance',
            attributes: { instance_type: observed.state.type },
            planned: null,
            rows: 'Instance usage',
            mayBeCommitted: true,
          }
        : { unknown: `what ${instance.PlatformDetails} costs is not worked out` },
    },
  ];
}
