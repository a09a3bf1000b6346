import type { Diagnostic } from '#app/errors.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import type { QuantityOrigin } from '#app/measure/quantity.ts';
import type { EffectiveTags, ProjectKind, ResourceInstance, SourceRange } from '#app/terraform/resource.ts';

/**
 * `priced`: quantity and price known. `unpriced`: no price in the book. `usage`: a quantity that nobody stated.
 * `unknown`: the quantity, or an attribute that decides, is not known before apply.
 */
export type PriceState = 'priced' | 'unpriced' | 'usage' | 'unknown';

/** The worst of a resource's components; `usage` components do not make it worse. */
export type Support = 'priced' | 'free' | 'unsupported' | 'unpriced' | 'unknown';

/** Monthly amounts at the fewest, the expected and the most replicas. */
export interface CostRange {
  readonly minimum: Money;
  readonly expected: Money;
  readonly maximum: Money;
}

/** One priced (or not priceable) row of a resource. */
export interface CostComponent {
  readonly name: string;
  readonly unit: string;
  /** Sub-resource it stands under, outermost first; empty for the resource itself. */
  readonly path: readonly string[];
  readonly monthlyQuantity: Decimal | null;
  /** For one `unit`, in the estimate's currency. */
  readonly unitPrice: Decimal | null;
  /** The list price of one `unit`, where `unitPrice` is a contracted or a committed one. */
  readonly listUnitPrice?: Decimal;
  readonly monthlyCost: Money | null;
  readonly priceState: PriceState;
  /** Set for every state but `priced`. */
  readonly reason?: string;
  /** Effective date of the price, `YYYY-MM-DD`. */
  readonly priceAsOf?: string;
  readonly quantityOrigin?: QuantityOrigin;
  readonly usageBased: boolean;
  /** Why the price is weaker than a listed one (`derived`, `old`, `other-region:eu-west-1`, `contracted`). */
  readonly flags: readonly string[];
}

/** One Terraform resource or Kubernetes workload. */
export interface ResourceEstimate {
  /** Terraform address, or `namespace/Kind/name`. */
  readonly address: string;
  /** `aws_instance`, `kubernetes_deployment`, … */
  readonly type: string;
  readonly provider: string;
  readonly region: string | null;
  readonly support: Support;
  /** For `unsupported` and `free`: why. */
  readonly reason?: string;
  readonly components: readonly CostComponent[];
  /** Sum of the components whose cost is known; null when none is and the resource is not free. */
  readonly monthlyCost: Money | null;
  /** False when a component is unpriced or unknown, so that `monthlyCost` is a lower bound. */
  readonly complete: boolean;
  readonly range?: CostRange;
  readonly tags: EffectiveTags | null;
  readonly source: SourceRange | null;
  /** The Terraform instance it was worked out from; absent for a workload. */
  readonly resource?: ResourceInstance;
  /** The workload it was worked out from; absent for a Terraform resource. */
  readonly workload?: WorkloadSummary;
}

/** What a policy may ask of a Kubernetes workload. CPU in cores, everything else in the resource's own unit. */
export interface WorkloadSummary {
  readonly name: string;
  readonly kind: string;
  readonly namespace: string;
  /** Null where nobody states how many there are: pods on each node of unknown pools, runs of unknown length. */
  readonly replicas: {
    readonly minimum: number | null;
    readonly expected: number | null;
    readonly maximum: number | null;
  };
  /** Of one replica: `{ cpu: 0.5, memory: 536870912 }`; absent when nothing is requested. */
  readonly requests: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number>>;
  readonly containersWithoutRequests: readonly string[];
  /** Bytes of volumes that one replica brings along; 0 for none, null when the size of one is not known. */
  readonly storage: number | null;
  /** What a reader should know of it: requests that are missing, limits far above requests, what scales it. */
  readonly notes: readonly string[];
}

/** A partition of all resources. */
export interface Coverage {
  readonly priced: number;
  readonly free: number;
  readonly unsupported: number;
  readonly unpriced: number;
  readonly unknown: number;
}

export interface PriceBookStamp {
  readonly asOf: string;
  readonly currency: string;
  readonly digest: string;
}

/** One root module, plan, state or set of manifests. */
export interface ProjectEstimate {
  readonly name: string;
  readonly path: string;
  readonly kind: ProjectKind;
  readonly workspace: string | null;
  readonly resources: readonly ResourceEstimate[];
  readonly monthlyCost: Money | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the inputs will cost in a month. */
export interface Estimate {
  readonly currency: string;
  readonly projects: readonly ProjectEstimate[];
  /** Null when there is something to pay for and no amount of it is known. */
  readonly monthlyCost: Money | null;
  /** True when everything could be read and no resource is unsupported, unpriced or unknown. */
  readonly complete: boolean;
  readonly coverage: Coverage;
  readonly priceBook: PriceBookStamp;
  /** Set when the inputs hold Kubernetes workloads. */
  readonly range: CostRange | null;
}
