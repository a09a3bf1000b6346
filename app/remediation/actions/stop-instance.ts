import { DescribeInstancesCommand, StartInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { askAws, askForOne, requestIdOf, tagsOf } from '../aws/ask-aws.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { CloudAction, CloudTarget, Observed } from '../cloud-action.ts';

const MOST_WAITS = 60;
const WAIT_MS = 10_000;

/** An idle instance is stopped; its disks stay, and stay billed. */
export const stopInstance: CloudAction = {
  id: 'stop-instance',
  title: 'Stop an idle instance',
  idPattern: /^i-[0-9a-f]{8,17}$/,
  params: z.strictObject({}),
  billedAs: ({ account, region, id }) => [id, `arn:aws:ec2:${region}:${account}:instance/${id}`],
  risk: 'medium',
  interruption: 'outage',
  isDestructive: false,
  source: { url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html', read: '2026-11-26' },
  rollback: 'Start the instance; there may be no capacity at that moment.',
  steps: () => [
    { id: 'stop', call: 'ec2:StopInstances', what: 'stop the instance', reversible: true, rollback: 'start it again' },
    {
      id: 'wait',
      call: 'ec2:DescribeInstances',
      what: 'wait until the instance is stopped',
      reversible: true,
      rollback: 'nothing',
    },
  ],
  observe: observeInstance,
  blocker({ state }) {
    if (state['state'] !== 'running') return `the instance is ${state['state']}, not running`;
    if (state['rootDevice'] !== 'ebs') return 'its root device is an instance store, which a stop would delete';
    return state['lifecycle'] === '' ? null : `it is a ${state['lifecycle']} instance`;
  },
  async perform(name, { target, clients, wait }) {
    if (name === 'stop') {
      const answer = await askAws('ec2:StopInstances', () =>
        clients.ec2.send(new StopInstancesCommand({ InstanceIds: [target.id] })),
      );
      return { requestId: requestIdOf(answer), output: {} };
    }
    for (let asked = 0; asked < MOST_WAITS; asked++) {
      const now = await observeInstance(target, clients);
      if (now?.state['state'] !== 'stopping') break;
      await wait(WAIT_MS);
    }
    return { requestId: null, output: {} };
  },
  check: (observed) =>
    observed?.state['state'] === 'stopped' ? null : `the instance is ${observed?.state['state'] ?? 'gone'}`,
  async undo({ target, clients }) {
    const answer = await askAws('ec2:StartInstances', () =>
      clients.ec2.send(new StartInstancesCommand({ InstanceIds: [target.id] })),
    );
    return { requestId: requestIdOf(answer), output: {} };
  },
};

async function observeInstance({ id }: CloudTarget, { ec2 }: AwsClients): Promise<Observed | null> {
  const answer = await askForOne('ec2:DescribeInstances', ['InvalidInstanceID.NotFound'], () =>
    ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] })),
  );
  const instance = answer?.Reservations?.[0]?.Instances?.[0];
  if (!instance) return null;
  return {
    state: {
      state: instance.State?.Name ?? '',
      type: instance.InstanceType ?? '',
      rootDevice: instance.RootDeviceType ?? '',
      lifecycle: instance.InstanceLifecycle ?? '',
    },
    tags: tagsOf(instance.Tags),
    createdAt: instance.LaunchTime?.toISOString() ?? null,
  };
}
