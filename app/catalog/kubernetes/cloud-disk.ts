import type { StorageClass } from '#app/kubernetes/storage-class.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import type { Attributes } from '#app/terraform/resource.ts';
import type { CloudResource } from './cloud-resource.ts';
import { type ClassDefinition, definedClass, wellKnownClass } from './storage-class.ts';

export interface DiskRequest {
  /** Null asks for the cluster's default class. */
  readonly className: string | null;
  /** The StorageClass among the manifests, if it is there. */
  readonly storageClass: StorageClass | undefined;
  /** Whole GiB: clouds make no fraction of one. */
  readonly sizeGiB: number;
  /** Where the nodes run. */
  readonly provider: PriceProvider;
}

/** The disk that a claim makes the cloud provide. */
export function cloudDisk(request: DiskRequest): CloudResource {
  const { className, storageClass, provider } = request;
  const definition = storageClass ? definedClass(storageClass) : wellKnownClass(className, provider);
  const name = className ?? 'the default class';
  if (!definition) {
    return { unpriced: `StorageClass ${name} is not among the manifests and is none that ${provider} brings along` };
  }
  if ('reason' in definition) {
    return definition.billed === 'nobody' ? { free: definition.reason } : { unpriced: definition.reason };
  }
  if (definition.provider !== provider) {
    return { unpriced: `StorageClass ${name} is of ${definition.provider}, the nodes are of ${provider}` };
  }
  const flags = storageClass ? [] : ['storage-class-assumed'];
  return { ...DISKS[definition.provider]({ ...request, definition }), flags };
}

type Sized = DiskRequest & { readonly definition: Extract<ClassDefinition, { provider: PriceProvider }> };
type Disk = { readonly type: string; readonly attributes: Attributes };

const DISKS: Readonly<Record<PriceProvider, (sized: Sized) => Disk>> = {
  aws: ebs,
  google: persistentDisk,
  azure: managedDisk,
};

/** `iopsPerGB` grows with the volume, `iops` does not. https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md */
function ebs({ sizeGiB, definition }: Sized): Disk {
  const { parameters } = definition;
  const iops = Number(parameters['iops'] ?? 0) || Number(parameters['iopspergb'] ?? 0) * sizeGiB;
  const throughput = Number(parameters['throughput'] ?? 0);
  const extras = { ...(iops > 0 ? { iops } : {}), ...(throughput > 0 ? { throughput } : {}) };
  return { type: 'aws_ebs_volume', attributes: { type: definition.disk, size: sizeGiB, ...extras } };
}

/** Regional disks keep a copy in a second zone. https://cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/regional-pd */
function persistentDisk({ sizeGiB, definition }: Sized): Disk {
  const regional = definition.parameters['replication-type'] === 'regional-pd';
  const type = regional ? 'google_compute_region_disk' : 'google_compute_disk';
  return { type, attributes: { type: definition.disk, size: sizeGiB } };
}

function managedDisk({ sizeGiB, definition }: Sized): Disk {
  return { type: 'azurerm_managed_disk', attributes: { storage_account_type: definition.disk, disk_size_gb: sizeGiB } };
}
