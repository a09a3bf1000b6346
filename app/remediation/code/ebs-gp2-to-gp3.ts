import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { attributeAt, configured, numberAt, textAt } from '../attribute.ts';
import type { CodeRemedy, Proposal } from '../remedy.ts';
import { gp3InsteadOfGp2, toGp3 } from './gp3.ts';

/** gp2 volumes become gp3 of at least the same sustained performance. The provider changes both in place. */
export const ebsGp2ToGp3: CodeRemedy = {
  id: 'ebs-gp2-to-gp3',
  title: 'Use gp3 instead of gp2',
  types: ['aws_ebs_volume', 'aws_instance'],
  source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html', read: '2026-11-26' },
  risk: 'low',
  interruption: 'none',
  mayBeCommitted: false,
  rollback: 'Set the type back to gp2; a volume can be modified again six hours after the last change.',
  propose(resource) {
    if (resource.type === 'aws_ebs_volume') return volume(resource, { path: [], typeName: 'type', sizeName: 'size' });
    const roots = attributeAt(resource, ['root_block_device']);
    if (!Array.isArray(roots) || roots.length !== 1) return null;
    return volume(resource, { path: ['root_block_device', 0], typeName: 'volume_type', sizeName: 'volume_size' });
  },
};

interface Place {
  readonly path: readonly (string | number)[];
  readonly typeName: 'type' | 'volume_type';
  readonly sizeName: string;
}

function volume(resource: ResourceEstimate, place: Place): Proposal | null {
  const type = textAt(resource, [...place.path, place.typeName]);
  const size = numberAt(resource, [...place.path, place.sizeName]);
  // A root volume without a type has that of its image, which nobody knows here.
  const isGp2 = type === 'gp2' || (type === undefined && place.path.length === 0);
  if (!isGp2 || typeof size !== 'number') return null;
  const need = gp3InsteadOfGp2(size);
  const isBursting = size > 170 && size < 334;
  return {
    reason: `${resource.address} is a gp2 volume of ${size} GiB; gp3 costs less for each GiB.`,
    evidence: [
      configured(resource, 'volume type', type ?? 'gp2 (the default)'),
      configured(resource, 'size', `${size} GiB`),
    ],
    changes: toGp3(need, place),
    cautions: isBursting
      ? ['gp2 bursts to 250 MiB/s at this size; gp3 gives 125 MiB/s unless its throughput is raised.']
      : [],
  };
}
