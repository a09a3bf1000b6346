import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { CostRange, ResourceEstimate } from '#app/estimate/estimate.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import type { PolicyInput, PolicyResource, PolicyWorkload } from '#app/policy/input.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';

/** What the input holds beside the estimate. */
export type PolicySurroundings = Pick<
  PolicyInput,
  'environment' | 'pullRequest' | 'actor' | 'budgets' | 'anomalies' | 'waivers' | 'approvals'
> & { readonly now: Date };

/** The document that policies read, `finops.policy/v1`: sensitive values are left out, unknown ones are named. */
export function policyInput(difference: Difference, around: PolicySurroundings): PolicyInput {
  const { prior, planned } = difference;
  const { now, ...rest } = around;
  return {
    schema: 'finops.policy/v1',
    now: now.toISOString(),
    currency: planned.currency,
    priceBook: { asOf: planned.priceBook.asOf },
    ...rest,
    estimate: {
      prior: { monthlyCost: amountOf(prior.monthlyCost), complete: prior.complete },
      planned: { monthlyCost: amountOf(planned.monthlyCost), complete: planned.complete },
      difference: { monthlyCost: amountOf(difference.monthlyCost), percent: numberOf(difference.percent) },
      coverage: planned.coverage,
      range: planned.range && rangeOf(planned.range),
    },
    resources: difference.resources.filter((each) => !oneOf(each).workload).map(policyResource),
    workloads: difference.resources.flatMap(policyWorkload),
  };
}

function policyResource(each: ResourceDifference): PolicyResource {
  const estimate = oneOf(each);
  const { resource, tags, source } = estimate;
  return {
    address: each.address,
    type: each.type,
    provider: estimate.provider,
    region: estimate.region,
    module: resource?.module ?? '',
    change: each.change,
    prior: costOf(each.prior),
    planned: costOf(each.planned),
    attributes: resource ? plainAttributes(resource) : {},
    unknownAttributes: resource ? unknownPaths(resource) : [],
    tags: { ...tags?.values },
    unknownTags: tags?.incomplete ? ['*'] : [...(tags?.unknownKeys ?? [])],
    costComponents: estimate.components.map((row) => ({
      name: [...row.path, row.name].join(' / '),
      unit: row.unit,
      monthlyQuantity: numberOf(row.monthlyQuantity),
      unitPrice: numberOf(row.unitPrice),
      monthlyCost: amountOf(row.monthlyCost),
      priceState: row.priceState,
    })),
    support: estimate.support,
    file: source?.file ?? null,
    line: source?.startLine ?? null,
  };
}

function policyWorkload(each: ResourceDifference): readonly PolicyWorkload[] {
  const { workload, source } = oneOf(each);
  if (!workload) return [];
  return [
    {
      name: workload.name,
      kind: workload.kind,
      namespace: workload.namespace,
      change: each.change,
      replicas: { ...workload.replicas },
      requests: { ...workload.requests },
      limits: { ...workload.limits },
      containersWithoutRequests: [...workload.containersWithoutRequests],
      prior: costOf(each.prior),
      planned: costOf(each.planned),
      file: source?.file ?? null,
      line: source?.startLine ?? null,
    },
  ];
}

function oneOf(each: ResourceDifference): ResourceEstimate {
  return (each.planned ?? each.prior) as ResourceEstimate;
}

/** A side that does not exist costs nothing, and that is the whole of it. */
function costOf(estimate: ResourceEstimate | null): PolicyResource['prior'] {
  if (!estimate) return { monthlyCost: 0, complete: true };
  return { monthlyCost: amountOf(estimate.monthlyCost), complete: estimate.complete };
}

function amountOf(amount: Money | null): number | null {
  return amount === null ? null : amount.amount.toNumber();
}

function numberOf(value: Decimal | null): number | null {
  return value === null ? null : value.toNumber();
}

function rangeOf(range: CostRange): { minimum: number; expected: number; maximum: number } {
  const { minimum, expected, maximum } = range;
  return {
    minimum: minimum.amount.toNumber(),
    expected: expected.amount.toNumber(),
    maximum: maximum.amount.toNumber(),
  };
}

function plainAttributes(resource: ResourceInstance): Record<string, unknown> {
  const sensitive = new Set(resource.sensitivePaths);
  return plain(resource.attributes, '', sensitive) as Record<string, unknown>;
}

/** Without what is sensitive or unknown; an element of a list that is left out leaves null, so that others keep place. */
function plain(value: AttributeValue, path: string, sensitive: ReadonlySet<string>): unknown {
  if (value === UNKNOWN || sensitive.has(path)) return undefined;
  if (value === null || typeof value !== 'object') return value;
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) return value.map((item, index) => plain(item, at(String(index)), sensitive) ?? null);
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const kept = plain(inner, at(name), sensitive);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(entries);
}

function unknownPaths(resource: ResourceInstance): string[] {
  const sensitive = new Set(resource.sensitivePaths);
  const paths: string[] = [];
  const pending: { readonly value: AttributeValue; readonly path: string }[] = [
    { value: resource.attributes, path: '' },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    // The names in what is sensitive may be the secret.
    if (value === UNKNOWN || (sensitive.has(path) && holdsUnknown(value))) paths.push(path);
    else if (sensitive.has(path)) continue;
    else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) {
        pending.push({ value: inner as AttributeValue, path: path === '' ? name : `${path}.${name}` });
      }
    }
  }
  return paths.sort();
}

function holdsUnknown(value: AttributeValue): boolean {
  if (value === UNKNOWN) return true;
  return value !== null && typeof value === 'object' && Object.values(value).some(holdsUnknown);
}
