import { paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { volumeObserved } from '../actions/volume.ts';
import { askAws } from '../aws/ask-aws.ts';
import { type CloudDetector, isOldEnough, type Sighting, targetOf } from '../cloud-detector.ts';

/** Volumes that are attached to nothing. Trusted Advisor calls such a volume underutilized. */
export const unattachedVolume: CloudDetector = {
  id: 'unattached-volume',
  title: 'Delete volumes that nothing uses',
  action: 'delete-volume',
  source: {
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
    read: '2026-11-26',
  },
  async look(context) {
    const { ec2 } = context.clients;
    const found: Sighting[] = [];
    await askAws('ec2:DescribeVolumes', async () => {
      const Filters = [{ Name: 'status', Values: ['available'] }];
      for await (const page of paginateDescribeVolumes({ client: ec2 }, { Filters, MaxResults: 500 })) {
        for (const volume of page.Volumes ?? []) {
          const observed = volumeObserved(volume);
          if (!isOldEnough(observed, context)) continue;
          const size = volume.Size ?? 0;
          const { type, iops, throughput } = observed.state;
          const attributes = { type: type ?? '', size, iops: Number(iops), throughput: Number(throughput) };
          found.push({
            action: 'delete-volume',
            params: { keepSnapshotDays: 30 },
            target: targetOf(volume.VolumeId ?? '', context),
            observed,
            reason: `The volume of ${size} GiB is attached to nothing.`,
            evidence: [
              { what: 'state', value: 'available, no attachment', source: 'ec2:DescribeVolumes' },
              { what: 'created', value: observed.createdAt ?? '', source: 'ec2:DescribeVolumes' },
            ],
            bill: { type: 'aws_ebs_volume', attributes, planned: null, snapshotGiB: size, mayBeCommitted: false },
          });
        }
      }
    });
    return found;
  },
};
