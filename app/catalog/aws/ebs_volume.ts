import { per } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { ebsComponents } from './ebs-storage.ts';

/** A volume of Elastic Block Store; eight GiB of gp2 unless it says otherwise. */
export const ebsVolume: ResourceType = {
  types: ['aws_ebs_volume'],
  source: { url: 'https://aws.amazon.com/ebs/pricing/', read: '2026-08-21' },
  usage: { monthly_standard_io_requests: { unit: 'requests', means: 'I/O requests to a magnetic volume in a month' } },
  parts: [
    part('Storage', (r) =>
      ebsComponents({
        region: r.region,
        volumeType: r.text('type', 'gp2'),
        sizeGiB: r.number('size', 8),
        iops: r.number('iops'),
        throughputMibps: r.number('throughput'),
      }),
    ),
    part('I/O requests', (r) =>
      r.text('type', 'gp2') === 'standard'
        ? {
            name: 'I/O requests',
            unit: '1M request',
            quantity: per(r.usage('monthly_standard_io_requests'), 1_000_000),
            price: { provider: 'aws', service: 'ebs', family: 'io-request', key: 'standard', region: r.region },
            priceUnitsPerUnit: 1_000_000,
            usageBased: true,
          }
        : undefined,
    ),
  ],
};
