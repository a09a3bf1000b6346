import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/**
 * The day on which standard support of a Kubernetes version ends on EKS.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (facts read 2026-08-21 for 1.23 to 1.29).
 */
const STANDARD_SUPPORT_ENDS: Readonly<Record<string, string>> = {
  '1.21': '2023-02-15',
  '1.22': '2023-06-04',
  '1.23': '2023-10-11',
  '1.24': '2024-01-31',
  '1.25': '2024-05-01',
  '1.26': '2024-06-11',
  '1.27': '2024-07-24',
  '1.28': '2024-11-26',
  '1.29': '2025-03-23',
  '1.30': '2025-07-23',
  '1.31': '2025-11-26',
  '1.32': '2026-03-23',
  '1.33': '2026-07-29',
  '1.34': '2026-12-02',
};

/** The control plane; in extended support the surcharge comes on top of the standard price. */
export const eksCluster: ResourceType = {
  types: ['aws_eks_cluster'],
  source: { url: 'https://aws.amazon.com/eks/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('EKS cluster', (r) => {
      if (!isExtended(r)) return hourly('EKS cluster', { price: priceOf('eks/cluster/standard-support', r) });
      // The pricing page lists 0.60 for the hour: the standard price of 0.10 and the surcharge of 0.50.
      return hourly('EKS cluster (extended support)', {
        price: {
          sum: [
            { share: 1, query: priceOf('eks/cluster/standard-support', r) },
            { share: 1, query: priceOf('eks/cluster/extended-support', r) },
          ],
          flags: [],
        },
      });
    }),
  ],
};

/** `support_type = STANDARD` upgrades the cluster instead of paying for extended support. */
function isExtended(r: ResourceReader): boolean {
  if (r.text('upgrade_policy.support_type', 'EXTENDED') === 'STANDARD') return false;
  const end = STANDARD_SUPPORT_ENDS[r.text('version', '')];
  return end !== undefined && r.now >= new Date(`${end}T00:00:00Z`);
}
