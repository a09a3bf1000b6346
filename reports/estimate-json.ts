import type { ComponentDifference, Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { Estimate, ProjectEstimate } from '#app/estimate/estimate.ts';
import { type Decimal, decimalText } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import { amount, costs, hourly, isPriceMissing } from './amount-json.ts';
import { breakdownJson } from './breakdown-json.ts';
import { nestComponents } from './nest-components.ts';
import { summaryJson } from './summary-json.ts';
import { rangeJson, workloadDifferenceJson } from './workload-json.ts';

/**
 * The estimate as the document that tools which read Infracost JSON 0.2 understand, with our additions
 * (`priceState`, `support`, `coverage`, `priceBook`, `range`). Amounts are decimal strings, null when not known.
 * Shape: interfaces.md; https://www.infracost.io/docs/features/json_output_format/ (facts read 2026-08-21).
 */
export function estimateJson(estimate: Estimate, generated: Date): Readonly<Record<string, unknown>> {
  const projects = estimate.projects.map((project) => {
    const breakdown = breakdownJson(project);
    const nothing = { resources: [], totalHourlyCost: '0', totalMonthlyCost: '0', totalMonthlyUsageCost: null };
    return {
      ...projectJson(project),
      pastBreakdown: breakdown,
      breakdown,
      diff: nothing,
      summary: summaryJson([project]),
    };
  });
  const total = estimate.monthlyCost;
  return {
    ...rootJson(estimate, generated),
    projects,
    ...totalsJson({
      prior: total,
      planned: total,
      change: total && { ...total, amount: total.amount.minus(total.amount) },
    }),
    summary: summaryJson(estimate.projects),
  };
}

/** The difference as the same document: `pastBreakdown` is prior, `breakdown` planned, `diff` what changes. */
export function differenceJson(difference: Difference, generated: Date): Readonly<Record<string, unknown>> {
  const { prior, planned } = difference;
  const names = [...new Set([...planned.projects, ...prior.projects].map((project) => project.name))];
  const projects = names.map((name) => {
    const after = planned.projects.find((project) => project.name === name);
    const before = prior.projects.find((project) => project.name === name);
    const changed = difference.resources.filter((each) => each.project === name && each.change !== 'no-op');
    return {
      ...projectJson((after ?? before) as ProjectEstimate),
      pastBreakdown: before ? breakdownJson(before) : emptyBreakdown(),
      breakdown: after ? breakdownJson(after) : emptyBreakdown(),
      diff: { resources: changed.map(resourceDifferenceJson), ...diffTotals(before, after) },
      summary: summaryJson(after ? [after] : []),
    };
  });
  return {
    ...rootJson(planned, generated),
    projects,
    ...totalsJson({ prior: prior.monthlyCost, planned: planned.monthlyCost, change: difference.monthlyCost }),
    summary: summaryJson(planned.projects),
  };
}

function rootJson(estimate: Estimate, generated: Date): Readonly<Record<string, unknown>> {
  const { range } = estimate;
  return {
    version: '0.2',
    currency: estimate.currency,
    timeGenerated: generated.toISOString(),
    coverage: estimate.coverage,
    priceBook: estimate.priceBook,
    ...(range ? { range: rangeJson(range) } : {}),
  };
}

function projectJson(project: ProjectEstimate): Readonly<Record<string, unknown>> {
  const errors = project.diagnostics.map((each) => ({
    message: each.message,
    isError: each.severity === 'error',
    ...(each.place ? { data: { ...each.place } } : {}),
  }));
  return {
    name: project.name,
    displayName: project.name,
    metadata: {
      path: project.path,
      type: project.kind,
      ...(project.workspace ? { terraformWorkspace: project.workspace } : {}),
      ...(errors.length > 0 ? { errors } : {}),
    },
  };
}

function emptyBreakdown(): Readonly<Record<string, unknown>> {
  return { resources: [], freeResources: [], totalHourlyCost: '0', totalMonthlyCost: '0', totalMonthlyUsageCost: '0' };
}

function resourceDifferenceJson(each: ResourceDifference): Readonly<Record<string, unknown>> {
  return {
    name: each.address,
    resourceType: each.type,
    change: each.change,
    support: (each.planned ?? each.prior)?.support,
    hourlyCost: hourly(each.monthlyCost?.amount ?? null),
    monthlyCost: amount(each.monthlyCost),
    ...workloadDifferenceJson(each),
    ...nestComponents(each.components, { row: componentDifferenceJson, cost: (rows) => costs(rows) }),
  };
}

function componentDifferenceJson(each: ComponentDifference): Readonly<Record<string, unknown>> {
  const { prior, planned } = each;
  const renamed = prior && planned && prior.name !== planned.name;
  const quantity = change(prior?.monthlyQuantity, planned?.monthlyQuantity);
  return {
    name: renamed ? renamedText(prior.name, planned.name) : each.name,
    unit: each.unit,
    hourlyQuantity: hourly(quantity),
    monthlyQuantity: quantity && decimalText(quantity),
    price: planned?.unitPrice ? decimalText(planned.unitPrice) : null,
    ...(planned?.listUnitPrice ? { listUnitPrice: decimalText(planned.listUnitPrice) } : {}),
    hourlyCost: hourly(each.monthlyCost?.amount ?? null),
    monthlyCost: amount(each.monthlyCost),
    priceNotFound: isPriceMissing(planned ?? prior),
    priceState: (planned ?? prior)?.priceState,
  };
}

/** `Instance usage (a → b)` where only the label in brackets differs. */
function renamedText(prior: string, planned: string): string {
  const label = (name: string): string => /\((.*)\)$/.exec(name)?.[1] ?? name;
  const stem = planned.split(' (', 1)[0] ?? planned;
  return `${stem} (${label(prior)} → ${label(planned)})`;
}

function change(prior: Decimal | null | undefined, planned: Decimal | null | undefined): Decimal | null {
  if (prior === null || planned === null) return null;
  if (prior === undefined) return planned ?? null;
  return planned === undefined ? prior.negated() : planned.minus(prior);
}

function diffTotals(before: ProjectEstimate | undefined, after: ProjectEstimate | undefined) {
  const one = after?.monthlyCost ?? before?.monthlyCost;
  const side = (project: ProjectEstimate | undefined): Decimal | null =>
    project ? (project.monthlyCost?.amount ?? null) : one ? one.amount.minus(one.amount) : null;
  const prior = side(before);
  const planned = side(after);
  const total = prior && planned ? planned.minus(prior) : null;
  return { totalHourlyCost: hourly(total), totalMonthlyCost: total && decimalText(total) };
}

function totalsJson(totals: { prior: Money | null; planned: Money | null; change: Money | null }) {
  return {
    totalHourlyCost: hourly(totals.planned?.amount ?? null),
    totalMonthlyCost: amount(totals.planned),
    pastTotalHourlyCost: hourly(totals.prior?.amount ?? null),
    pastTotalMonthlyCost: amount(totals.prior),
    diffTotalHourlyCost: hourly(totals.change?.amount ?? null),
    diffTotalMonthlyCost: amount(totals.change),
  };
}
