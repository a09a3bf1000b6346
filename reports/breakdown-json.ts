import type { CostComponent, ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { decimalText } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import { amount, costs, hourly, isPriceMissing, usageCost } from './amount-json.ts';
import { nestComponents } from './nest-components.ts';
import { rangeJson, workloadJson } from './workload-json.ts';

/** One side of a project: its resources with their components, those that are free, and the totals. */
export function breakdownJson(project: ProjectEstimate): Readonly<Record<string, unknown>> {
  const resources: unknown[] = [];
  const freeResources: unknown[] = [];
  const known = new Map<ResourceEstimate['components'], ComponentsJson>();
  for (const each of project.resources) {
    (each.support === 'free' ? freeResources : resources).push(resourceJson(each, known));
  }
  return {
    resources,
    freeResources,
    totalHourlyCost: hourly(project.monthlyCost?.amount ?? null),
    totalMonthlyCost: amount(project.monthlyCost),
    totalMonthlyUsageCost: usageCost(project.resources.flatMap((each) => each.components)),
  };
}

interface ComponentsJson {
  /** Whose texts the next two are. */
  readonly monthly: Money | null;
  readonly hourlyCost: string | null;
  readonly monthlyCost: string | null;
  readonly monthlyUsageCost: string | null;
  readonly nested: Readonly<Record<string, unknown>>;
}

/** Equal resources of a large estate have one and the same list of components, and cost the same. */
function componentsJson(
  { components, monthlyCost }: ResourceEstimate,
  known: Map<ResourceEstimate['components'], ComponentsJson>,
): ComponentsJson {
  const before = known.get(components);
  if (before && before.monthly === monthlyCost) return before;
  const made: ComponentsJson = {
    monthly: monthlyCost,
    hourlyCost: hourly(monthlyCost?.amount ?? null),
    monthlyCost: amount(monthlyCost),
    monthlyUsageCost: usageCost(components),
    nested: nestComponents(components, { row: componentJson, cost: (rows) => costs(rows) }),
  };
  known.set(components, made);
  return made;
}

function resourceJson(
  resource: ResourceEstimate,
  known: Map<ResourceEstimate['components'], ComponentsJson>,
): Readonly<Record<string, unknown>> {
  const { source, tags, range, reason, workload } = resource;
  const { hourlyCost, monthlyCost, monthlyUsageCost, nested } = componentsJson(resource, known);
  // Filled in order: putting it together from pieces would be a tenth of the CPU of a large document.
  const json: Record<string, unknown> = { name: resource.address, resourceType: resource.type };
  if (tags) json['tags'] = tags.values;
  json['metadata'] = source ? { filename: source.file, startLine: source.startLine, endLine: source.endLine } : {};
  json['support'] = resource.support;
  if (reason) json['reason'] = reason;
  json['hourlyCost'] = hourlyCost;
  json['monthlyCost'] = monthlyCost;
  json['monthlyUsageCost'] = monthlyUsageCost;
  if (range) json['range'] = rangeJson(range);
  if (workload) json['workload'] = workloadJson(workload);
  return Object.assign(json, nested);
}

function componentJson(row: CostComponent): Readonly<Record<string, unknown>> {
  return {
    name: row.name,
    unit: row.unit,
    hourlyQuantity: hourly(row.monthlyQuantity),
    monthlyQuantity: row.monthlyQuantity && decimalText(row.monthlyQuantity),
    price: row.unitPrice && decimalText(row.unitPrice),
    ...(row.listUnitPrice ? { listUnitPrice: decimalText(row.listUnitPrice) } : {}),
    hourlyCost: hourly(row.monthlyCost?.amount ?? null),
    monthlyCost: amount(row.monthlyCost),
    ...(row.usageBased ? { usageBased: true } : {}),
    priceNotFound: isPriceMissing(row),
    priceState: row.priceState,
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.priceAsOf ? { priceAsOf: row.priceAsOf } : {}),
    ...(row.quantityOrigin ? { quantityOrigin: row.quantityOrigin } : {}),
    ...(row.flags.length > 0 ? { flags: row.flags } : {}),
  };
}
