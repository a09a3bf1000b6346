import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { hourly, row } from './rows.ts';

const DEFAULT_TYPE = 'm4.large.elasticsearch';
const DEFAULT_SIZE = 8;

/** MB/s that gp3 includes: 125 to 170 GB, 250 for every 3 TB beyond. https://aws.amazon.com/opensearch-service/pricing/ */
function includedThroughput(sizeGB: number): number {
  return sizeGB <= 170 ? 125 : Math.min(1000, 250 * Math.ceil(sizeGB / 3000));
}

/** OpenSearch and Elasticsearch domains. */
export const opensearchDomain: ResourceType = {
  types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
  source: { url: 'https://aws.amazon.com/opensearch-service/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Instance', (r) => {
      const type = r.text('cluster_config.instance_type', DEFAULT_TYPE);
      return nodeRow(`Instance (on-demand, ${type})`, { type, count: dataNodes(r) }, r);
    }),
    part('Storage', (r) => storageRows(r)),
    part('Dedicated master', (r) => {
      if (!r.flag('cluster_config.dedicated_master_enabled')) return [];
      const type = r.text('cluster_config.dedicated_master_type', DEFAULT_TYPE);
      const count = r.number('cluster_config.dedicated_master_count') ?? 3;
      return nodeRow(`Dedicated master (on-demand, ${type})`, { type, count }, r);
    }),
    part('UltraWarm instance', (r) => {
      if (!r.flag('cluster_config.warm_enabled')) return [];
      const type = r.text('cluster_config.warm_type', '');
      const count = r.number('cluster_config.warm_count') ?? 0;
      const node = nodeRow(`UltraWarm instance (on-demand, ${type})`, { type, count }, r);
      const example = 'aws_opensearch_domain/UltraWarm instance (on-demand, ultrawarm1.medium.search)';
      if (!type.startsWith('ultrawarm1.medium.')) return node;
      return { ...node, otherPrices: [{ price: exampleOf(example, r) }] };
    }),
  ],
};

function dataNodes(r: ResourceReader): number {
  return r.number('cluster_config.instance_count') ?? 1;
}

function nodeRow(name: string, nodes: { readonly type: string; readonly count: number }, r: ResourceReader): Component {
  const key = nodes.type.replace(/\.elasticsearch$/, '.search');
  return hourly(name, { quantity: nodes.count, price: priceOf(`opensearch/instance/${key}`, r) });
}

/** Every data node has a volume of its own. */
function storageRows(r: ResourceReader): readonly Component[] {
  const ebs = r.block('ebs_options');
  if (!ebs?.flag('ebs_enabled', true)) return [];
  const type = ebs.text('volume_type') ?? 'gp2';
  const size = ebs.number('volume_size') ?? DEFAULT_SIZE;
  const nodes = dataNodes(r);
  const price = (name: string) => exampleOf(`aws_elasticsearch_domain/${name}`, r);
  const storage = `Storage (${type})`;
  const rows = [row(storage, { unit: 'GB', quantity: size * nodes, price: price(storage) })];
  const throughput = (ebs.number('throughput') ?? 0) - includedThroughput(size);
  if (type === 'gp3' && throughput > 0) {
    const name = 'Throughput (gp3)';
    rows.push(row(name, { unit: 'Mbps', quantity: throughput * nodes, price: price(name) }));
  }
  if (type === 'io1') {
    const name = 'Storage IOPS (io1)';
    const iops = Math.max(1, ebs.number('iops') ?? 1);
    rows.push(row(name, { unit: 'IOPS', quantity: iops * nodes, price: price(name) }));
  }
  return rows;
}
