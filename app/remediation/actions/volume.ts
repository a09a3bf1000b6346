import { DescribeVolumesCommand, type Volume } from '@aws-sdk/client-ec2';
import { askForOne, tagsOf } from '../aws/ask-aws.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { CloudTarget, Observed } from '../cloud-action.ts';

/** What ids of EBS volumes look like. */
export const VOLUME_ID = /^vol-[0-9a-f]{8,17}$/;

/** A volume as it is now; null where there is none. Throws UpstreamError. */
export async function observeVolume({ id }: CloudTarget, { ec2 }: AwsClients): Promise<Observed | null> {
  const answer = await askForOne('ec2:DescribeVolumes', ['InvalidVolume.NotFound'], () =>
    ec2.send(new DescribeVolumesCommand({ VolumeIds: [id] })),
  );
  const volume = answer?.Volumes?.[0];
  return volume ? volumeObserved(volume) : null;
}

/** A described volume in the words of a plan. */
export function volumeObserved(volume: Volume): Observed {
  const attachments = (volume.Attachments ?? []).map((each) => each.InstanceId ?? '').sort();
  return {
    state: {
      state: volume.State ?? '',
      type: volume.VolumeType ?? '',
      sizeGiB: String(volume.Size ?? ''),
      iops: String(volume.Iops ?? ''),
      throughput: String(volume.Throughput ?? ''),
      attachments: attachments.join(','),
      multiAttach: String(volume.MultiAttachEnabled ?? false),
    },
    tags: tagsOf(volume.Tags),
    createdAt: volume.CreateTime?.toISOString() ?? null,
  };
}
