import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { attributeAt, configured, numberAt, textAt } from '../attribute.ts';
import type { CodeRemedy, Proposal, WantedChange } from '../remedy.ts';
import { toGp3 } from './gp3.ts';

const MOST_IOPS = 16_000;
const LEAST_IOPS = 3000;

/**
 * io1 and io2 volumes with no more IOPS than gp3 gives become gp3 with the same IOPS and the throughput that io1 has for
 * them (256 KiB for each IOPS, 500 MiB/s at most).
 */
export const ebsProvisionedToGp3: CodeRemedy = {
  id: 'ebs-provisioned-to-gp3',
  title: 'Use gp3 where its IOPS are enough',
  types: ['aws_ebs_volume', 'aws_instance'],
  source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html', read: '2026-11-26' },
  risk: 'medium',
  interruption: 'none',
  mayBeCommitted: false,
  rollback: 'Set type and IOPS back; a volume can be modified again six hours after the last change.',
  propose(resource) {
    if (resource.type === 'aws_ebs_volume') return volume(resource, { path: [], typeName: 'type' });
    const roots = attributeAt(resource, ['root_block_device']);
    if (!Array.isArray(roots) || roots.length !== 1) return null;
    return volume(resource, { path: ['root_block_device', 0], typeName: 'volume_type' });
  },
};

function volume(
  resource: ResourceEstimate,
  place: { readonly path: readonly (string | number)[]; readonly typeName: 'type' | 'volume_type' },
): Proposal | null {
  const type = textAt(resource, [...place.path, place.typeName]);
  const iops = numberAt(resource, [...place.path, 'iops']);
  if ((type !== 'io1' && type !== 'io2') || typeof iops !== 'number' || iops > MOST_IOPS) return null;
  // gp3 takes at most 500 IOPS for each GiB.
  const size = numberAt(resource, [...place.path, place.typeName === 'type' ? 'size' : 'volume_size']);
  if (typeof size !== 'number' || iops > size * 500) return null;
  if (attributeAt(resource, [...place.path, 'multi_attach_enabled']) === true) return null;
  const throughput = Math.min(500, Math.ceil(iops / 4));
  const need = { iops: null, throughput: throughput > 125 ? throughput : null };
  const raised: readonly WantedChange[] =
    iops < LEAST_IOPS ? [{ kind: 'set', attribute: [...place.path, 'iops'], value: LEAST_IOPS }] : [];
  return {
    reason: `${resource.address} pays for ${iops} provisioned IOPS of ${type}; gp3 gives as many for less.`,
    evidence: [configured(resource, 'volume type', type), configured(resource, 'IOPS', String(iops))],
    changes: [...toGp3(need, place), ...raised],
    cautions: ['gp3 is built for a durability of 99.8 to 99.9 %, io2 for 99.999 %, and its latency varies more.'],
  };
}
