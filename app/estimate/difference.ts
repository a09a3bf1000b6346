import { Decimal } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import type { ResourceChange } from '#app/terraform/resource.ts';
import type { CostComponent, Estimate, ResourceEstimate } from './estimate.ts';

/** One component before and after; either side is null where it does not exist. */
export interface ComponentDifference {
  readonly name: string;
  readonly unit: string;
  readonly path: readonly string[];
  readonly prior: CostComponent | null;
  readonly planned: CostComponent | null;
  /** Planned minus prior; null when a side exists whose cost is not known. */
  readonly monthlyCost: Money | null;
}

export interface ResourceDifference {
  readonly address: string;
  readonly type: string;
  readonly project: string;
  readonly change: ResourceChange;
  readonly prior: ResourceEstimate | null;
  readonly planned: ResourceEstimate | null;
  readonly components: readonly ComponentDifference[];
  /** Planned minus prior over what is known of both. */
  readonly monthlyCost: Money | null;
}

export interface Difference {
  readonly prior: Estimate;
  readonly planned: Estimate;
  /** Every resource of either side, by project and address; unchanged ones are `no-op`. */
  readonly resources: readonly ResourceDifference[];
  /** Null when a side has something to pay for and no amount of it is known. */
  readonly monthlyCost: Money | null;
  /** Of the prior cost; null when that is zero or unknown. */
  readonly percent: Decimal | null;
}

/** Under what a change is kept: one address may stand in several projects, a plan for each environment. */
export function changeKey(at: { readonly project: string; readonly address: string }): string {
  return `${at.project}\0${at.address}`;
}

/**
 * What changes between two estimates; `changes` is what plans say of their resources, by `changeKey`. The difference of an
 * estimate with itself has no changed resource.
 */
export function difference(
  prior: Estimate,
  planned: Estimate,
  changes: ReadonlyMap<string, ResourceChange> = new Map(),
): Difference {
  const before = byKey(prior);
  const after = byKey(planned);
  const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
  const resources = keys.map((key) => resourceDifference(before.get(key), after.get(key), changes));
  const monthlyCost = subtract(planned.monthlyCost, prior.monthlyCost);
  return { prior, planned, resources, monthlyCost, percent: percentOf(monthlyCost, prior.monthlyCost) };
}

/** The part of the prior cost that `amount` is, in percent; null when the prior cost is zero or unknown. */
function percentOf(amount: Money | null, prior: Money | null): Decimal | null {
  if (!amount || !prior || prior.amount.isZero()) return null;
  return amount.amount.dividedBy(prior.amount).times(100);
}

interface Located {
  readonly project: string;
  readonly estimate: ResourceEstimate;
}

/** Projects are matched by name, so that one address in two projects stays two resources. */
function byKey(estimate: Estimate): Map<string, Located> {
  const located = new Map<string, Located>();
  for (const project of estimate.projects) {
    for (const each of project.resources) {
      let key = changeKey({ project: project.name, address: each.address });
      for (let copy = 2; located.has(key); copy += 1) key = `${project.name}\0${each.address}\0${copy}`;
      located.set(key, { project: project.name, estimate: each });
    }
  }
  return located;
}

function resourceDifference(
  before: Located | undefined,
  after: Located | undefined,
  changes: ReadonlyMap<string, ResourceChange>,
): ResourceDifference {
  const prior = before?.estimate ?? null;
  const planned = after?.estimate ?? null;
  const one = (planned ?? prior) as ResourceEstimate;
  const components = componentDifferences(prior?.components ?? [], planned?.components ?? [], one);
  const project = (after ?? before)?.project ?? '';
  return {
    address: one.address,
    type: one.type,
    project,
    change: changes.get(changeKey({ project, address: one.address })) ?? observedChange(prior, planned),
    prior,
    planned,
    components,
    monthlyCost: subtractSides(prior, planned),
  };
}

function observedChange(prior: ResourceEstimate | null, planned: ResourceEstimate | null): ResourceChange {
  if (!prior) return 'create';
  if (!planned) return 'delete';
  return fingerprint(prior) === fingerprint(planned) ? 'no-op' : 'update';
}

/** What decides whether a resource changed: its own attributes and tags, and what it costs. */
function fingerprint(estimate: ResourceEstimate): string {
  const { resource, workload, components, support, tags } = estimate;
  const rows = components.map((row) => [
    row.name,
    row.path,
    row.monthlyQuantity,
    row.monthlyCost?.amount,
    row.priceState,
  ]);
  return JSON.stringify([support, tags, rows, workload, resource?.attributes], (_, value: unknown) =>
    typeof value === 'symbol' ? '\0unknown' : value,
  );
}

function componentDifferences(
  prior: readonly CostComponent[],
  planned: readonly CostComponent[],
  resource: { readonly monthlyCost: Money | null },
): readonly ComponentDifference[] {
  const rest = [...prior];
  const take = (matches: (row: CostComponent) => boolean): CostComponent | null => {
    const at = rest.findIndex(matches);
    return at < 0 ? null : (rest.splice(at, 1)[0] ?? null);
  };
  const exact = planned.map((row) => take((other) => componentKey(other) === componentKey(row)));
  const pairs = planned.map((row, index) => ({
    planned: row,
    prior: exact[index] ?? take((other) => looseKey(other) === looseKey(row)),
  }));
  const currency = resource.monthlyCost?.currency;
  return [...pairs, ...rest.map((row) => ({ planned: null, prior: row }))].map((pair) => ({
    name: (pair.planned ?? pair.prior)?.name ?? '',
    unit: (pair.planned ?? pair.prior)?.unit ?? '',
    path: (pair.planned ?? pair.prior)?.path ?? [],
    ...pair,
    monthlyCost: subtractRows(pair.prior, pair.planned, currency),
  }));
}

function componentKey(row: CostComponent): string {
  return JSON.stringify([row.path, row.name]);
}

/** `Instance usage (Linux/UNIX, on-demand, m5.large)` is the same row as before with another type. */
function looseKey(row: CostComponent): string {
  return JSON.stringify([row.path, row.name.split(' (', 1)[0]]);
}

function subtractRows(
  prior: CostComponent | null,
  planned: CostComponent | null,
  currency: string | undefined,
): Money | null {
  const one = planned?.monthlyCost ?? prior?.monthlyCost;
  const zero: Money | null = one ? { amount: new Decimal(0), currency: one.currency } : null;
  if (!zero && currency === undefined) return null;
  return subtract(planned ? planned.monthlyCost : zero, prior ? prior.monthlyCost : zero);
}

function subtractSides(prior: ResourceEstimate | null, planned: ResourceEstimate | null): Money | null {
  const one = planned?.monthlyCost ?? prior?.monthlyCost;
  if (!one) return null;
  const zero: Money = { amount: new Decimal(0), currency: one.currency };
  return subtract(planned ? planned.monthlyCost : zero, prior ? prior.monthlyCost : zero);
}

function subtract(planned: Money | null, prior: Money | null): Money | null {
  if (!planned || !prior) return null;
  return { amount: planned.amount.minus(prior.amount), currency: planned.currency };
}
