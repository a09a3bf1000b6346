import { paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { volumeObserved } from '../actions/volume.ts';
import { askAws } from '../aws/ask-aws.ts';
import { type CloudDetector, isOldEnough, type Sighting, targetOf } from '../cloud-detector.ts';
import { gp3InsteadOfGp2 } from '../code/gp3.ts';

/** gp2 volumes in use that no code describes. */
export const gp2Volume: CloudDetector = {
  id: 'gp2-volume',
  title: 'Use gp3 instead of gp2',
  action: 'modify-volume',
  source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html', read: '2026-11-26' },
  async look(context) {
    const { ec2 } = context.clients;
    const found: Sighting[] = [];
    await askAws('ec2:DescribeVolumes', async () => {
      const Filters = [
        { Name: 'volume-type', Values: ['gp2'] },
        { Name: 'status', Values: ['in-use'] },
      ];
      for await (const page of paginateDescribeVolumes({ client: ec2 }, { Filters, MaxResults: 500 })) {
        for (const volume of page.Volumes ?? []) {
          const observed = volumeObserved(volume);
          if (!isOldEnough(observed, context)) continue;
          const size = volume.Size ?? 0;
          const need = gp3InsteadOfGp2(size);
          const params = { iops: need.iops ?? 3000, throughput: need.throughput ?? 125 };
          found.push({
            action: 'modify-volume',
            params,
            target: targetOf(volume.VolumeId ?? '', context),
            observed,
            reason: `The volume of ${size} GiB is gp2; gp3 costs less for each GiB.`,
            evidence: [{ what: 'volume type', value: 'gp2', source: 'ec2:DescribeVolumes' }],
            bill: {
              type: 'aws_ebs_volume',
              attributes: { type: 'gp2', size },
              planned: { type: 'gp3', size, ...params },
              mayBeCommitted: false,
            },
          });
        }
      }
    });
    return found;
  },
};
