import type { StorageClass } from '#app/kubernetes/storage-class.ts';
import type { PriceProvider } from '#app/pricing/price.ts';

/** What a storage class provides. */
export type ClassDefinition =
  | {
      readonly provider: PriceProvider;
      /** The provider's disk type: `gp3`, `pd-balanced`, `Premium_LRS`. */
      readonly disk: string;
      /** Names in lower case: drivers do not mind their case. */
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly billed: 'nobody' | 'elsewhere'; readonly reason: string };

interface Driver {
  readonly provider: PriceProvider;
  /** Parameters that name the disk type, and the type where none of them is stated. */
  readonly parameters: readonly string[];
  readonly otherwise: string;
}

const AWS: Driver = { provider: 'aws', parameters: ['type'], otherwise: 'gp3' };
const GOOGLE: Driver = { provider: 'google', parameters: ['type'], otherwise: 'pd-standard' };
const AZURE: Driver = {
  provider: 'azure',
  parameters: ['skuname', 'storageaccounttype'],
  otherwise: 'StandardSSD_LRS',
};

/** Drivers of block storage; OpenCost takes the in-tree EBS driver for gp2, the CSI driver for gp3. */
const DRIVERS: Readonly<Record<string, Driver>> = {
  'ebs.csi.aws.com': AWS,
  'ebs.csi.eks.amazonaws.com': AWS,
  'kubernetes.io/aws-ebs': { ...AWS, otherwise: 'gp2' },
  'pd.csi.storage.gke.io': GOOGLE,
  'kubernetes.io/gce-pd': GOOGLE,
  'disk.csi.azure.com': AZURE,
  'kubernetes.io/azure-disk': AZURE,
};

/** Drivers that give out a part of a node's own disk. */
const LOCAL: ReadonlySet<string> = new Set([
  'kubernetes.io/no-provisioner',
  'rancher.io/local-path',
  'k8s.io/minikube-hostpath',
  'docker.io/hostpath',
  'hostpath.csi.k8s.io',
  'microk8s.io/hostpath',
  'openebs.io/local',
]);

/** What the volumes of a class are. */
export function definedClass({ provisioner, parameters }: StorageClass): ClassDefinition {
  if (LOCAL.has(provisioner)) {
    return { billed: 'nobody', reason: `${provisioner} gives out a part of the nodes' own disks` };
  }
  const driver = Object.hasOwn(DRIVERS, provisioner) ? DRIVERS[provisioner] : undefined;
  if (!driver) {
    return { billed: 'elsewhere', reason: `no price is known for volumes of ${provisioner || 'no provisioner'}` };
  }
  const disk = driver.parameters.map((name) => parameters[name]).find((each) => each !== undefined && each !== '');
  return { provider: driver.provider, disk: disk ?? driver.otherwise, parameters };
}

/**
 * Classes that a managed cluster brings along; an empty name is its default class.
 * https://docs.aws.amazon.com/eks/latest/userguide/storage-classes.html,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes and
 * https://learn.microsoft.com/azure/aks/concepts-storage (facts read 2026-08-21).
 */
const WELL_KNOWN: Readonly<Record<PriceProvider, Readonly<Record<string, string>>>> = {
  aws: { '': 'gp2', gp2: 'gp2', gp3: 'gp3', 'auto-ebs-sc': 'gp3', 'ebs-sc': 'gp3', io1: 'io1', io2: 'io2' },
  google: {
    '': 'pd-balanced',
    standard: 'pd-standard',
    'standard-rwo': 'pd-balanced',
    'premium-rwo': 'pd-ssd',
  },
  azure: {
    '': 'StandardSSD_LRS',
    default: 'StandardSSD_LRS',
    managed: 'StandardSSD_LRS',
    'managed-csi': 'StandardSSD_LRS',
    'managed-premium': 'Premium_LRS',
    'managed-csi-premium': 'Premium_LRS',
  },
};

/** What the provider's own class of that name is known to provide. */
export function wellKnownClass(name: string | null, provider: PriceProvider): ClassDefinition | undefined {
  const classes = WELL_KNOWN[provider];
  const disk = Object.hasOwn(classes, name ?? '') ? classes[name ?? ''] : undefined;
  return disk === undefined ? undefined : { provider, disk, parameters: {} };
}
