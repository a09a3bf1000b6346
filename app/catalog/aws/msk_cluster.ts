import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { scaledCapacity } from './autoscaling-capacity.ts';
import { priceOf } from './price-of.ts';
import { hourly, row } from './rows.ts';

/** Kafka brokers and their storage. */
export const mskCluster: ResourceType = {
  types: ['aws_msk_cluster'],
  source: { url: 'https://aws.amazon.com/msk/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Instance', (r) => {
      const type = r.text('broker_node_group_info.instance_type', '');
      return hourly(`Instance (${type})`, { quantity: brokers(r), price: priceOf(`msk/broker/${type}`, r) });
    }),
    part('Storage', (r) => {
      const type = r.text('broker_node_group_info.instance_type', '');
      // Express brokers are billed for what is stored, which is not configured.
      if (type.startsWith('express.')) return [];
      const scaled = scaledCapacity(r, 'kafka:broker-storage:VolumeSize');
      const size =
        scaled ??
        r.number('broker_node_group_info.storage_info.ebs_storage_info.volume_size') ??
        r.number('broker_node_group_info.ebs_volume_size') ??
        0;
      const name = scaled ? 'Storage (autoscaling)' : 'Storage';
      const rows = row(name, {
        unit: 'GB',
        quantity: times(size, brokers(r)),
        price: priceOf('msk/storage/provisioned-gp', r),
      });
      return { ...rows, usageBased: true };
    }),
  ],
};

function brokers(r: ResourceReader): number {
  return r.number('number_of_broker_nodes') ?? 1;
}
