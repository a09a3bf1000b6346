import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { hourly, metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Redshift clusters. */
export const redshiftCluster: ResourceType = {
  types: ['aws_redshift_cluster'],
  source: { url: 'https://aws.amazon.com/redshift/pricing/', read: '2026-08-21' },
  usage: {
    managed_storage_gb: usageKey('GB', 'Managed storage of RA3 nodes', 416),
    excess_concurrency_scaling_secs: usageKey('node-seconds', 'Concurrency scaling beyond what is free', 11_111),
    spectrum_data_scanned_tb: usageKey('TB', 'Data that Spectrum scans', 2),
    backup_storage_gb: usageKey('GB', 'Backups', 434),
  },
  parts: [
    part('Cluster usage', (r) => {
      const name = `Cluster usage (on-demand, ${nodeType(r)})`;
      const rows = hourly(name, {
        quantity: r.number('number_of_nodes') ?? 1,
        price: priceOf(`redshift/node/${nodeType(r)}`, r),
      });
      return { ...rows, otherPrices: [{ price: exampleOf(`aws_redshift_cluster/${name}`, r) }] };
    }),
    part('Managed storage', (r) => {
      if (!nodeType(r).startsWith('ra3')) return [];
      const example = 'aws_redshift_cluster/Managed storage (ra3.4xlarge)';
      const quantity = r.usage('managed_storage_gb');
      return metered(`Managed storage (${nodeType(r)})`, { unit: 'GB', quantity, price: exampleOf(example, r) });
    }),
    part('Concurrency scaling', (r) =>
      metered(`Concurrency scaling (${nodeType(r)})`, {
        unit: 'node-seconds',
        quantity: r.usage('excess_concurrency_scaling_secs'),
        price: priceOf(`redshift/concurrency-scaling/${nodeType(r)}`, r),
      }),
    ),
    part('Spectrum', (r) =>
      metered('Spectrum', {
        unit: 'TB',
        quantity: r.usage('spectrum_data_scanned_tb'),
        isRare: true,
        price: exampleOf('aws_redshift_cluster/Spectrum', r),
      }),
    ),
    part('Backup storage', (r) =>
      tiered({
        name: 'Backup storage',
        tiers: ['first 50 TB', 'next 450 TB', 'over 500 TB'],
        widths: [51_200, 460_800],
        unit: 'GB',
        quantity: r.usage('backup_storage_gb'),
        price: (_start, tier) => exampleOf(`aws_redshift_cluster/Backup storage (${tier})`, r),
      }),
    ),
  ],
};

function nodeType(r: ResourceReader): string {
  return r.text('node_type', '').toLowerCase();
}
