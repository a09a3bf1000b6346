import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** DocumentDB instances; storage and I/O are the cluster's and are stated with its instances. */
export const docdbClusterInstance: ResourceType = {
  types: ['aws_docdb_cluster_instance'],
  source: { url: 'https://aws.amazon.com/documentdb/pricing/', read: '2026-08-21' },
  usage: {
    data_storage_gb: usageKey('GB', 'Data', 100),
    monthly_io_requests: usageKey('requests', 'I/O requests', 50_000_000),
    monthly_cpu_credit_hrs: usageKey('vCPU-hours', 'CPU beyond the baseline', 111),
  },
  parts: [
    part('Database instance', (r) => {
      const name = `Database instance (on-demand, ${r.text('instance_class', '')})`;
      return hourly(name, { price: exampleOf(`aws_docdb_cluster_instance/${name}`, r) });
    }),
    part('Storage', (r) => [
      metered('Storage', {
        unit: 'GB',
        quantity: r.usage('data_storage_gb'),
        price: exampleOf('aws_docdb_cluster_instance/Storage', r),
      }),
      metered('I/O requests', {
        unit: '1M requests',
        quantity: r.usage('monthly_io_requests'),
        price: exampleOf('aws_docdb_cluster_instance/I/O requests', r),
        per: 1_000_000,
      }),
    ]),
    part('CPU credits', (r) =>
      /^db\.t(3|4g)\./.test(r.text('instance_class', ''))
        ? metered('CPU credits', {
            unit: 'vCPU-hours',
            quantity: r.usage('monthly_cpu_credit_hrs'),
            price: exampleOf('aws_docdb_cluster_instance/CPU credits', r),
          })
        : [],
    ),
  ],
};
