import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, row } from './rows.ts';

/** Replication instances and the storage beyond what is included. */
export const dmsReplicationInstance: ResourceType = {
  types: ['aws_dms_replication_instance'],
  source: { url: 'https://aws.amazon.com/dms/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Instance', (r) => {
      const type = r.text('replication_instance_class', '').replace(/^dms\./, '');
      const multi = r.flag('multi_az');
      return hourly(`Instance (${type})`, {
        price: exampleOf(`aws_dms_replication_instance/Instance (${type})`, {
          region: r.region,
          attributes: { multi_az: String(multi) },
        }),
      });
    }),
    part('Storage', (r) => {
      const type = r.text('replication_instance_class', '').replace(/^dms\./, '');
      // 100 GB come with an instance, 50 GB with a small one of the T family.
      const included = type.startsWith('t') ? 50 : 100;
      const size = Math.max(0, r.number('allocated_storage', included) - included);
      if (size === 0) return [];
      const name = 'Storage (general purpose SSD, gp2)';
      return row(name, { unit: 'GB', quantity: size, price: exampleOf(`aws_dms_replication_instance/${name}`, r) });
    }),
  ],
};
