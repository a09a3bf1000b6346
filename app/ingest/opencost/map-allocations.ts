import { blankCharge, type Charge, type ChargeDraft } from '#app/focus/charge.ts';
import { Decimal, decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import type { RejectedRow } from '../source.ts';
import type { AllocatedDay, Allocation } from './allocation-answer.ts';

/** Whose allocations these are. */
export interface OpenCostOrigin {
  readonly sourceId: string;
  readonly file: string;
  /** OpenCost states none. */
  readonly currency: string;
  /** Name of a cluster that does not name itself. */
  readonly cluster: string;
  /** Whether a bill of the same nodes is in the warehouse too. */
  readonly nodesBilled: 'elsewhere' | 'nowhere';
}

/** The charges of a day, and what could not be told. */
export interface MappedDay {
  readonly charges: readonly Charge[];
  readonly rejected: readonly RejectedRow[];
  /** Allocations that were read. */
  readonly readCount: number;
}

interface Share {
  readonly first: Allocation;
  readonly cluster: string;
  readonly path: readonly string[];
  readonly node: string | null;
  total: Decimal;
  /** Of the node: processors, memory, GPUs. */
  ofNode: Decimal;
}

/**
 * The allocations of a day as split rows of the cloud's bill, one for each pod (and for what is idle): nothing is billed,
 * `EffectiveCost` is what OpenCost allocated, by list prices or what it knows of the bill. Where the nodes are billed
 * elsewhere, a row takes the same from each node, so that the sum is nothing and no cost counts twice.
 * https://www.opencost.io/docs/specification, FOCUS 1.3 split cost allocation (read 2026-11-26).
 */
export function mapAllocations({ day, allocations }: AllocatedDay, origin: OpenCostOrigin): MappedDay {
  const shares = new Map<string, Share>();
  const rejected: RejectedRow[] = [];
  for (const [index, allocation] of allocations.entries()) {
    if (allocation.totalCost === null || allocation.totalCost === undefined) {
      const reason = `totalCost of ${allocation.name} is no number`;
      rejected.push({ file: origin.file, row: index + 1, reason, billedCost: '0', currency: origin.currency });
    } else addTo(shares, { allocation, origin });
  }
  const charges = splitRows([...shares.values()], { day, origin });
  if (origin.nodesBilled === 'elsewhere') charges.push(...counterRows([...shares.values()], { day, origin }));
  return { charges, rejected, readCount: allocations.length };
}

interface OfDay {
  readonly day: string;
  readonly origin: OpenCostOrigin;
}

function addTo(
  shares: Map<string, Share>,
  { allocation, origin }: { readonly allocation: Allocation; readonly origin: OpenCostOrigin },
): void {
  const { properties } = allocation;
  const cluster = properties?.cluster || origin.cluster;
  const node = properties?.providerID || properties?.node || null;
  const path = pathOf(allocation);
  const key = JSON.stringify([cluster, node, path]);
  const share = shares.get(key) ?? { first: allocation, cluster, path, node, total: ZERO, ofNode: ZERO };
  shares.set(key, share);
  share.total = share.total.plus(decimal(allocation.totalCost ?? Number.NaN));
  const { cpuCost, cpuCostAdjustment, gpuCost, gpuCostAdjustment, ramCost, ramCostAdjustment } = allocation;
  for (const part of [cpuCost, cpuCostAdjustment, gpuCost, gpuCostAdjustment, ramCost, ramCostAdjustment]) {
    // What is not known stays with the cluster: the total holds it.
    if (part !== null && part !== undefined && node !== null) share.ofNode = share.ofNode.plus(decimal(part));
  }
}

const NOBODY = /__(?:idle|unallocated|unmounted)__/;

/** Namespace, controller and pod; `__idle__`, `__unallocated__` and `__unmounted__` as OpenCost calls them. */
function pathOf({ name, properties }: Allocation): readonly string[] {
  const nobody = NOBODY.exec(name)?.[0];
  const { namespace, controllerKind, controller, pod } = properties ?? {};
  const named = [namespace, [controllerKind, controller].filter(Boolean).join(':'), pod].filter(
    (part) => !!part,
  ) as string[];
  if (nobody !== undefined && !named.includes(nobody)) return [nobody];
  return named.length === 0 ? [name] : named;
}

function splitRows(shares: readonly Share[], { day, origin }: OfDay): Charge[] {
  const sums = new Map<string, Decimal>();
  for (const { cluster, total } of shares) sums.set(cluster, (sums.get(cluster) ?? ZERO).plus(total));
  return shares.map((share, index) => {
    const sum = sums.get(share.cluster) ?? ZERO;
    const ratio = sum.isZero() ? null : share.total.dividedBy(sum).toDecimalPlaces(9, Decimal.ROUND_HALF_EVEN);
    const draft = rowOf(share, { day, origin });
    draft.AllocatedMethodDetails = JSON.stringify({
      Method: 'OpenCost',
      ...(ratio === null ? {} : { AllocatedRatio: decimalText(ratio) }),
    });
    draft.AllocatedResourceId = [share.cluster, ...share.path].join('/');
    draft.AllocatedResourceName = share.path.at(-1) ?? null;
    draft.AllocatedTags = tagsOf(share);
    draft.ChargeDescription = `Allocated to ${share.path.join('/')}`;
    return withCost(draft, { cost: decimalText(share.total), key: `${origin.file}:${day}.${index + 1}` });
  });
}

/** What the split rows take, given back by each node, and by the cluster where no node is known. */
function counterRows(shares: readonly Share[], { day, origin }: OfDay): Charge[] {
  const taken = new Map<string, { share: Share; isNode: boolean; sum: Decimal }>();
  const take = (share: Share, { isNode, amount }: { readonly isNode: boolean; readonly amount: Decimal }): void => {
    if (amount.isZero()) return;
    const key = JSON.stringify([share.cluster, isNode ? share.node : null]);
    const entry = taken.get(key) ?? { share, isNode, sum: ZERO };
    taken.set(key, entry);
    entry.sum = entry.sum.plus(amount);
  };
  for (const share of shares) {
    take(share, { isNode: true, amount: share.ofNode });
    take(share, { isNode: false, amount: share.total.minus(share.ofNode) });
  }
  return [...taken.values()].map(({ share, isNode, sum }, index) => {
    const draft = rowOf({ ...share, node: isNode ? share.node : null }, { day, origin });
    draft.AllocatedMethodDetails = JSON.stringify({ Method: 'OpenCost' });
    draft.ChargeDescription = 'Allocated to what runs on it';
    return withCost(draft, { cost: decimalText(sum.negated()), key: `${origin.file}:${day}.origin.${index + 1}` });
  });
}

function withCost(draft: ChargeDraft, { cost, key }: { readonly cost: string; readonly key: string }): Charge {
  return {
    ...draft,
    EffectiveCost: cost,
    ListCost: cost,
    ContractedCost: cost,
    PricingCurrencyEffectiveCost: cost,
    x_ChargeKey: key,
  };
}

function rowOf({ cluster, node }: Share, { day, origin }: OfDay): ChargeDraft {
  const draft = blankCharge();
  const provider = providerOf(node);
  draft.BilledCost = '0';
  draft.BillingAccountId = cluster;
  draft.BillingAccountType = 'Kubernetes cluster';
  draft.BillingCurrency = origin.currency;
  draft.PricingCurrency = origin.currency;
  draft.BillingPeriodStart = `${day.slice(0, 7)}-01T00:00:00Z`;
  draft.BillingPeriodEnd = `${monthAfter(day)}-01T00:00:00Z`;
  draft.ChargePeriodStart = `${day}T00:00:00Z`;
  draft.ChargePeriodEnd = `${new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
  draft.ChargeCategory = 'Usage';
  draft.ChargeFrequency = 'Usage-Based';
  draft.SubAccountId = cluster;
  draft.SubAccountName = cluster;
  draft.SubAccountType = 'Kubernetes cluster';
  draft.ResourceId = node;
  draft.ResourceName = node;
  draft.ResourceType = node === null ? null : 'Node';
  draft.ServiceName = 'Kubernetes';
  draft.ServiceCategory = 'Compute';
  draft.ServiceSubcategory = 'Containers';
  draft.InvoiceIssuerName = provider ?? 'Kubernetes';
  draft.ServiceProviderName = provider ?? 'Kubernetes';
  draft.ProviderName = draft.ServiceProviderName;
  draft.PublisherName = draft.ServiceProviderName;
  draft.HostProviderName = provider;
  draft.AllocatedMethodId = 'opencost';
  draft.x_Estimated = 'true';
  draft.x_SourceGranularity = 'day';
  draft.x_SourceId = origin.sourceId;
  draft.x_SourceFocusVersion = '1.3';
  return draft;
}

/** Whose machine a node is, by how its id looks. */
function providerOf(node: string | null): string | null {
  if (node === null) return null;
  if (/^(?:aws:|i-[0-9a-f]{8,17}$)/.test(node)) return 'AWS';
  if (/^(?:azure:|\/subscriptions\/|vmss\/|aks-)/i.test(node)) return 'Microsoft';
  return /^(?:gce:|gke-)/.test(node) ? 'Google Cloud' : null;
}

/** Where it runs, then labels of the namespace and of the pod: the nearer one counts. */
function tagsOf({ first, cluster }: Share): string {
  const { namespace, controllerKind, controller, labels, namespaceLabels } = first.properties ?? {};
  const place = {
    'k8s-cluster': cluster,
    ...(namespace ? { 'k8s-namespace': namespace } : {}),
    ...(controller ? { 'k8s-workload': [controllerKind, controller].filter(Boolean).join('/') } : {}),
  };
  // No database keeps these in JSON.
  return JSON.stringify({ ...namespaceLabels, ...labels, ...place }).replace(
    /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi,
    '\u{fffd}',
  );
}

function monthAfter(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
}
