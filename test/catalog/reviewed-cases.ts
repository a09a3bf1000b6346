import { awsCases } from './aws/reviewed-cases.ts';
import { azurermCases } from './azurerm/reviewed-cases.ts';
import type { ReviewedCase } from './reviewed-case.ts';

const SPOT = {
  verdict: 'ours',
  provider: 'google',
  reason: 'Google changes Spot prices up to once a day: ours are those of 2026-08-03, the case has older ones',
  source: 'https://cloud.google.com/spot-vms/pricing',
} as const;

/** Every resource of the cases that differs, with the reason; `npm run accuracy` counts them after the raw figures. */
export const reviewedCases: readonly ReviewedCase[] = [
  ...awsCases,
  {
    ...SPOT,
    case: 'compute_instance_test',
    address: /\.(custom_preemptible|custom_n2d)$/,
  },
  {
    verdict: 'no-price',
    provider: 'google',
    case: 'compute_instance_test',
    address: /\.preemptible_gpu$/,
    reason: 'no list has a Spot price of the K80 any more: its price on demand is a flagged upper bound',
    source: 'https://cloud.google.com/spot-vms/pricing',
  },
  { ...SPOT, case: 'container_cluster_test', address: /\.with_node_pools_/ },
  {
    verdict: 'ours',
    provider: 'google',
    case: 'container_cluster_test',
    address: /\.with_unsupported_node_pool$/,
    reason: 'e2-custom names no machine type: its pool is shown as unpriced, not left out; the other pool is Spot',
    source: 'https://cloud.google.com/compute/docs/instances/creating-instance-with-custom-machine-type',
  },
  {
    verdict: 'ours',
    provider: 'google',
    case: 'compute_instance_test',
    address: /\.gpu_l4$/,
    reason: 'the price of g2-standard-4 includes its L4, and L4 has no sustained-use discount',
    source: 'https://cloud.google.com/compute/gpus-pricing',
  },
  {
    verdict: 'ours',
    provider: 'google',
    case: 'compute_instance_test',
    address: /\.gpu_with_hours$/,
    reason: '100 hours are less than a quarter of the month: GPUs get no sustained-use discount for them',
    source: 'https://cloud.google.com/compute/docs/sustained-use-discounts',
  },
  {
    verdict: 'ours',
    provider: 'google',
    case: 'compute_snapshot_test',
    address: /^google_compute_snapshot\./,
    reason: 'standard snapshots cost 0.05 a GB-month in us-central1 (facts of 2026-07-30), the case has 0.026 of 2024',
    source: 'https://cloud.google.com/compute/disks-image-pricing#disk-snapshots',
  },
  ...azurermCases,
];
