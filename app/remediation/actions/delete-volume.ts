import {
  CreateSnapshotCommand,
  CreateTagsCommand,
  DeleteVolumeCommand,
  DescribeSnapshotsCommand,
} from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { UpstreamError } from '#app/errors.ts';
import { askAws, askForOne, requestIdOf } from '../aws/ask-aws.ts';
import type { CloudAction, StepContext, StepOutcome } from '../cloud-action.ts';
import { observeVolume, VOLUME_ID } from './volume.ts';

/** Tag of the snapshot, by which a run after a crash finds it again. */
const PLAN_TAG = 'finops:plan';
/** A snapshot of a large volume takes hours; a run that would wait longer than so is continued by the next. */
const MOST_WAITS = 200;
const WAIT_MS = 30_000;

/** An unattached volume is kept as a snapshot and then deleted; never without the snapshot being complete. */
export const deleteVolume: CloudAction = {
  id: 'delete-volume',
  title: 'Snapshot and delete an unattached volume',
  idPattern: VOLUME_ID,
  params: z.strictObject({ keepSnapshotDays: z.number().int().min(30).max(3650) }),
  billedAs: ({ account, region, id }) => [id, `arn:aws:ec2:${region}:${account}:volume/${id}`],
  risk: 'high',
  interruption: 'none',
  isDestructive: true,
  source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html', read: '2026-11-26' },
  rollback: 'Make a volume of the snapshot, which is kept; it gets another id.',
  steps: ({ keepSnapshotDays }) => [
    step(
      'snapshot',
      'ec2:CreateSnapshot',
      `make a snapshot, to be kept ${keepSnapshotDays} days`,
      'delete the snapshot',
    ),
    step('wait', 'ec2:DescribeSnapshots', 'wait until the snapshot is completed', 'nothing'),
    step('tag', 'ec2:CreateTags', 'tag the snapshot as complete, with the days that it is to be kept', 'nothing'),
    { ...step('delete', 'ec2:DeleteVolume', 'delete the volume', null), reversible: false },
  ],
  observe: observeVolume,
  blocker({ state }) {
    if (state['state'] !== 'available') return `the volume is ${state['state']}, not available`;
    return state['attachments'] === '' ? null : `the volume is attached to ${state['attachments']}`;
  },
  async perform(name, context) {
    switch (name) {
      case 'snapshot':
        return snapshot(context);
      case 'wait':
        return waitForSnapshot(context);
      case 'tag':
        return tagSnapshot(context);
      default:
        return remove(context);
    }
  },
  check: (observed) =>
    observed === null || observed.state['state'] === 'deleting' ? null : 'the volume is still there',
  undo: null,
};

function step(id: string, call: string, what: string, rollback: string | null) {
  return { id, call, what, reversible: true, rollback };
}

async function snapshot({ target, clients, idempotencyKey }: StepContext): Promise<StepOutcome> {
  const { ec2 } = clients;
  const owned = { OwnerIds: ['self'], Filters: [{ Name: `tag:${PLAN_TAG}`, Values: [idempotencyKey] }] };
  const before = await askAws('ec2:DescribeSnapshots', () => ec2.send(new DescribeSnapshotsCommand(owned)));
  const found = before.Snapshots?.find((each) => each.VolumeId === target.id);
  if (found?.SnapshotId) return { requestId: null, output: { snapshotId: found.SnapshotId } };
  const tags = [
    { Key: PLAN_TAG, Value: idempotencyKey },
    { Key: 'finops:volume', Value: target.id },
  ];
  const made = await askAws('ec2:CreateSnapshot', () =>
    ec2.send(
      new CreateSnapshotCommand({
        VolumeId: target.id,
        Description: `Kept by finops before ${target.id} was deleted`,
        TagSpecifications: [{ ResourceType: 'snapshot', Tags: tags }],
      }),
    ),
  );
  return { requestId: requestIdOf(made), output: { snapshotId: made.SnapshotId ?? '' } };
}

async function stateOf(snapshotId: string, { ec2 }: StepContext['clients']): Promise<string | undefined> {
  const ask = new DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] });
  const answer = await askAws('ec2:DescribeSnapshots', () => ec2.send(ask));
  return answer.Snapshots?.[0]?.State;
}

async function waitForSnapshot(context: StepContext): Promise<StepOutcome> {
  const { snapshotId } = snapshotOf(context);
  for (let asked = 0; asked < MOST_WAITS; asked++) {
    const state = await stateOf(snapshotId, context.clients);
    if (state === 'completed') return { requestId: null, output: { snapshotId, state } };
    if (state !== 'pending') throw new UpstreamError(`the snapshot ${snapshotId} is ${state ?? 'gone'}`);
    await context.wait(WAIT_MS);
  }
  throw new UpstreamError(`the snapshot ${snapshotId} is not completed yet`, { retryable: true });
}

async function tagSnapshot(context: StepContext): Promise<StepOutcome> {
  const { snapshotId } = snapshotOf(context);
  const days = Number(context.params['keepSnapshotDays']);
  const tags = [
    { Key: 'finops:state', Value: 'completed' },
    { Key: 'finops:keep-days', Value: String(days) },
  ];
  const answer = await askAws('ec2:CreateTags', () =>
    context.clients.ec2.send(new CreateTagsCommand({ Resources: [snapshotId], Tags: tags })),
  );
  return { requestId: requestIdOf(answer), output: { snapshotId } };
}

async function remove(context: StepContext): Promise<StepOutcome> {
  const { snapshotId } = snapshotOf(context);
  // Asked again right before the only step that nothing undoes.
  const state = await stateOf(snapshotId, context.clients);
  if (state !== 'completed') throw new UpstreamError(`the snapshot ${snapshotId} is ${state ?? 'gone'}`);
  const answer = await askForOne('ec2:DeleteVolume', ['InvalidVolume.NotFound'], () =>
    context.clients.ec2.send(new DeleteVolumeCommand({ VolumeId: context.target.id })),
  );
  return { requestId: answer && requestIdOf(answer), output: { snapshotId } };
}

function snapshotOf({ outputs }: StepContext): { readonly snapshotId: string } {
  const snapshotId = outputs.get('snapshot')?.['snapshotId'];
  if (!snapshotId) throw new UpstreamError('there is no snapshot of this plan');
  return { snapshotId };
}
