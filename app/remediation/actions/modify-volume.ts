import { ModifyVolumeCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { askAws, requestIdOf } from '../aws/ask-aws.ts';
import type { CloudAction, Observed } from '../cloud-action.ts';
import { observeVolume, VOLUME_ID } from './volume.ts';

/** A gp2 volume becomes gp3, with what it needs to be no slower. */
export const modifyVolume: CloudAction = {
  id: 'modify-volume',
  title: 'Make a gp2 volume gp3',
  idPattern: VOLUME_ID,
  params: z.strictObject({
    iops: z.number().int().min(3000).max(16_000),
    throughput: z.number().int().min(125).max(1000),
  }),
  billedAs: ({ account, region, id }) => [id, `arn:aws:ec2:${region}:${account}:volume/${id}`],
  risk: 'low',
  interruption: 'none',
  isDestructive: false,
  source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html', read: '2026-11-26' },
  rollback: 'Modify the volume back to gp2, six hours later at the earliest.',
  steps: ({ iops, throughput }) => [
    {
      id: 'modify',
      call: 'ec2:ModifyVolume',
      what: `change the type to gp3 with ${iops} IOPS and ${throughput} MiB/s`,
      reversible: true,
      rollback: 'change the type back to gp2',
    },
  ],
  observe: observeVolume,
  blocker({ state }) {
    if (state['type'] !== 'gp2') return `the volume is ${state['type']}, not gp2`;
    return state['state'] === 'in-use' || state['state'] === 'available' ? null : `the volume is ${state['state']}`;
  },
  async perform(_, { target, params, clients }) {
    const now = await observeVolume(target, clients);
    if (now?.state['type'] === 'gp3') return { requestId: null, output: { type: 'gp3' } };
    const { iops, throughput } = params;
    const answer = await askAws('ec2:ModifyVolume', () =>
      clients.ec2.send(
        new ModifyVolumeCommand({
          VolumeId: target.id,
          VolumeType: 'gp3',
          Iops: Number(iops),
          Throughput: Number(throughput),
        }),
      ),
    );
    return { requestId: requestIdOf(answer), output: { type: 'gp3' } };
  },
  check: (observed) => (observed?.state['type'] === 'gp3' ? null : `the volume is ${typeOf(observed)}, not gp3`),
  async undo({ target, clients, before }) {
    const type = before.state['type'] as 'gp2';
    const answer = await askAws('ec2:ModifyVolume', () =>
      clients.ec2.send(new ModifyVolumeCommand({ VolumeId: target.id, VolumeType: type })),
    );
    return { requestId: requestIdOf(answer), output: { type } };
  },
};

function typeOf(observed: Observed | null): string {
  return observed?.state['type'] ?? 'gone';
}
