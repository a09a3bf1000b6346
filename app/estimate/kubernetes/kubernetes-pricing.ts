import { type Decimal, decimal } from '#app/measure/decimal.ts';
import type { PriceProvider } from '#app/pricing/price.ts';

/** What pods, volumes and load balancers are charged at. */
export type KubernetesPricing = OpenCostPricing | NodePricing | FargatePricing | AutopilotPricing | CapacityPricing;

/** Flat rates as OpenCost allocates by. */
export interface OpenCostPricing {
  readonly basis: 'opencost';
  readonly rates: OpenCostRates;
  /** The estimate's rows carry it as a flag. */
  readonly origin: 'opencost-default' | 'opencost-measured' | 'configuration';
  /** Rates that are OpenCost's defaults all the same; left out: none. */
  readonly assumed?: readonly OpenCostRateName[];
}

/** A node type, or a mix of pools: each price is shared between its CPUs, memory and GPUs, and none is left over. */
export interface NodePricing {
  readonly basis: 'node';
  readonly pools: readonly [NodePool, ...NodePool[]];
}

/** Every pod is a Fargate task of EKS. */
export interface FargatePricing {
  readonly basis: 'fargate';
  readonly region: string;
}

/** Every pod is billed by GKE Autopilot for what it requests, after Autopilot's rounding. */
export interface AutopilotPricing {
  readonly basis: 'autopilot';
  readonly region: string;
}

/** Nodes that are paid already: what fits on them costs nothing more, what does not needs more of them. */
export interface CapacityPricing {
  readonly basis: 'capacity';
  readonly pools: readonly [NodePool, ...NodePool[]];
}

/** Nodes of one type. */
export interface NodePool {
  readonly name: string;
  readonly provider: PriceProvider;
  readonly region: string;
  /** The provider's machine type: `m6i.xlarge`, `Standard_D4s_v5`, `e2-standard-4`. */
  readonly type: string;
  /** Nodes that run; null where it is not known. */
  readonly count: number | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly NodeTaint[];
  /** True for nodes that the provider may take back, at a price that changes; the book has their on-demand price. */
  readonly isSpot?: true;
  /** GPUs that are attached to each node and billed beside its machine type (Google's `guest_accelerator`). */
  readonly accelerators?: { readonly type: string; readonly count: number };
}

export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export type OpenCostRateName = 'cpu' | 'memory' | 'gpu' | 'storage' | 'loadBalancer';

/** In `currency`, for an hour of one vCPU, GiB, GPU or load balancer, and for a GiB of storage in a month. */
export interface OpenCostRates extends Readonly<Record<OpenCostRateName, Decimal>> {
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

/**
 * The rates of OpenCost's `configs/default.json` (opencost/opencost, 2024-10-24), in USD: storage is
 * 0.00005479452 an hour, which times 730 is the 0.04 of its comment; a load balancer is its first forwarding rules.
 */
export function openCostDefaults(): OpenCostRates {
  return {
    cpu: decimal('0.031611'),
    memory: decimal('0.004237'),
    gpu: decimal('0.95'),
    storage: decimal('0.00005479452').times(730),
    loadBalancer: decimal('0.025'),
    currency: 'USD',
    asOf: '2024-10-24',
  };
}

/** What is used where neither the Terraform nor the configuration says anything. */
export function defaultPricing(): OpenCostPricing {
  return { basis: 'opencost', rates: openCostDefaults(), origin: 'opencost-default' };
}
