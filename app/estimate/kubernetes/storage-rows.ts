import type { VolumeClaim } from '#app/kubernetes/volume-claims.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { decimal } from '#app/measure/decimal.ts';
import { type CostRow, costRow } from './cost-row.ts';
import type { ObjectContext } from './object-context.ts';
import type { PodCount } from './pod-count.ts';
import type { RateAnswer } from './rate.ts';

/** The volumes that each pod of the workload brings. */
export function claimRows(workload: Workload, pods: PodCount, context: ObjectContext): readonly CostRow[] {
  return workload.claims.flatMap((claim) => storageRows({ claim, pods, path: [claim.name] }, context));
}

const ONE: PodCount = {
  minimum: decimal(1),
  expected: decimal(1),
  maximum: decimal(1),
  origin: 'configuration',
  flags: [],
};

/** One claim that stands for itself. */
export function singleClaimRows(claim: VolumeClaim, context: ObjectContext): readonly CostRow[] {
  return storageRows({ claim, pods: ONE, path: [] }, context);
}

interface Volumes {
  readonly claim: VolumeClaim;
  readonly pods: PodCount;
  readonly path: readonly string[];
}

function storageRows({ claim, pods, path }: Volumes, context: ObjectContext): readonly CostRow[] {
  const rate = storageRate(context);
  const name = claim.storageClass ? `Storage (${claim.storageClass})` : 'Storage';
  if (claim.bytes === null) {
    const unknown = claim.problem ?? 'its size is not known';
    return [costRow({ name, unit: 'GiB', path, quantity: { unknown }, rate }, context)];
  }
  const gib = claim.bytes.dividedBy(decimal(2).pow(30));
  const quantity =
    'usage' in pods
      ? pods
      : {
          minimum: gib.times(pods.minimum),
          expected: gib.times(pods.expected),
          maximum: gib.times(pods.maximum),
          origin: pods.origin,
        };
  return [costRow({ name, unit: 'GiB', path, quantity, rate }, context)];
}

function storageRate(context: ObjectContext): RateAnswer {
  const { basis } = context;
  if (basis.basis !== 'opencost') return { unpriced: 'storage classes of this cloud are not priced yet' };
  const { rates, origin } = basis;
  return { rate: { amount: rates.storage, currency: rates.currency, asOf: rates.asOf, flags: [origin] } };
}
