import { cloudDisk } from '#app/catalog/kubernetes/cloud-disk.ts';
import { definedClass } from '#app/catalog/kubernetes/storage-class.ts';
import { at } from '#app/kubernetes/manifest-value.ts';
import type { StorageClass } from '#app/kubernetes/storage-class.ts';
import type { VolumeClaim } from '#app/kubernetes/volume-claims.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { openCostRate } from './basis.ts';
import { rowsForPods } from './cloud-rows.ts';
import { type CostRow, costRow, type RowDraft } from './cost-row.ts';
import type { ObjectContext } from './object-context.ts';
import type { PodCount } from './pod-count.ts';
import type { RateAnswer } from './rate.ts';

/** A claim, how many there are of it, and under which name its rows stand. */
export interface Volumes {
  readonly claim: VolumeClaim;
  readonly pods: PodCount;
  readonly path: readonly string[];
}

/** What the volumes of a claim cost, or why nobody is billed for them. */
export type VolumeAnswer = { readonly rows: readonly CostRow[] } | { readonly free: string };

const BYTES_PER_GIB = decimal(2).pow(30);

/** The volumes that each pod of a workload brings. */
export function claimRows(
  claims: readonly VolumeClaim[],
  by: { readonly pods: PodCount; readonly context: ObjectContext },
): readonly CostRow[] {
  return claims.flatMap((claim) => {
    const answer = storageRows({ claim, pods: by.pods, path: [claim.name] }, by.context);
    return 'rows' in answer ? answer.rows : [];
  });
}

/** Volumes of one claim: at OpenCost's flat rate, or as the disk that its class makes the cloud provide. */
export function storageRows(volumes: Volumes, context: ObjectContext): VolumeAnswer {
  const { claim, pods, path } = volumes;
  const { bytes } = claim;
  if (bytes === null) return { rows: [withoutPrice(volumes, { unknown: claim.problem ?? 'no size', context })] };
  const local = localVolume(claim, context);
  if (local) return 'free' in local ? local : { rows: [withoutPrice(volumes, { ...local, context })] };
  const storageClass = classOf(claim, context);
  const defined = storageClass && definedClass(storageClass);
  if (defined && 'billed' in defined && defined.billed === 'nobody') return { free: defined.reason };
  const { provider, made } = context.cloud ?? {};
  if (!provider || !made) return { rows: [flatRow(volumes, { bytes, context })] };
  const sizeGiB = bytes.dividedBy(BYTES_PER_GIB).ceil().toNumber();
  const className = claim.storageClass ?? storageClass?.name ?? null;
  const disk = cloudDisk({ className, storageClass, sizeGiB, provider });
  if ('free' in disk) return disk;
  if ('unpriced' in disk) return { rows: [withoutPrice(volumes, { ...disk, context })] };
  return { rows: rowsForPods(made(disk), { pods, path }) };
}

/** The class of that name among the manifests; without a name the one that is marked as the default. */
function classOf(claim: VolumeClaim, context: ObjectContext): StorageClass | undefined {
  return context.storageClasses.find((each) =>
    claim.storageClass === null ? each.isDefault : each.name === claim.storageClass,
  );
}

/** A volume that somebody made by hand lies on a node, or on a server that no manifest describes. */
function localVolume(
  claim: VolumeClaim,
  context: ObjectContext,
): { readonly free: string } | { readonly unpriced: string } | null {
  if (claim.volumeName === null) return null;
  const spec = at(context.volumes.get(claim.volumeName)?.value, 'spec');
  if (at(spec, 'hostPath') !== undefined || at(spec, 'local') !== undefined) {
    return { free: 'its volume is a part of a node' };
  }
  const server = ['nfs', 'cephfs', 'iscsi', 'glusterfs'].find((each) => at(spec, each) !== undefined);
  return server ? { unpriced: `its volume lies on a server (${server}) that no manifest describes` } : null;
}

function flatRow(volumes: Volumes, of: { readonly bytes: Decimal; readonly context: ObjectContext }): CostRow {
  const { pods, path } = volumes;
  const gib = of.bytes.dividedBy(BYTES_PER_GIB);
  const quantity: RowDraft['quantity'] =
    'usage' in pods
      ? pods
      : {
          minimum: gib.times(pods.minimum),
          expected: gib.times(pods.expected),
          maximum: gib.times(pods.maximum),
          origin: pods.origin,
        };
  return costRow({ name: nameOf(volumes), unit: 'GiB', path, quantity, rate: flatRate(of.context) }, of.context);
}

function flatRate({ basis }: ObjectContext): RateAnswer {
  if (basis.basis !== 'opencost') return { unpriced: 'this basis has no rate for storage' };
  return openCostRate(basis, 'storage');
}

function withoutPrice(
  volumes: Volumes,
  why: { readonly unknown?: string; readonly unpriced?: string; readonly context: ObjectContext },
): CostRow {
  const { unknown, unpriced = 'its size is not known', context } = why;
  const quantity = unknown === undefined ? { usage: unpriced } : { unknown };
  return costRow({ name: nameOf(volumes), unit: 'GiB', path: volumes.path, quantity, rate: { unpriced } }, context);
}

function nameOf({ claim }: Volumes): string {
  return claim.storageClass ? `Storage (${claim.storageClass})` : 'Storage';
}
