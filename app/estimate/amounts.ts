import { type Money, sumMoney } from '#app/measure/money.ts';
import type { CostComponent, CostRange, Coverage, ProjectEstimate, ResourceEstimate, Support } from './estimate.ts';

/** The sum of the components whose cost is known, zero when there is none. */
export function knownCost(components: readonly CostComponent[], currency: string): Money {
  return sumMoney(costsOf(components), currency);
}

function costsOf(components: readonly CostComponent[]): readonly Money[] {
  const costs: Money[] = [];
  for (const { monthlyCost } of components) if (monthlyCost) costs.push(monthlyCost);
  return costs;
}

/**
 * A resource's monthly cost and whether it is the whole of it. The cost is null when no part of it is known and the
 * resource is not free, so that "not known" can never be read as zero.
 */
export function completeness(
  components: readonly CostComponent[],
  about: { readonly support: Support; readonly currency: string },
): { readonly monthlyCost: Money | null; readonly complete: boolean } {
  const complete = about.support === 'priced' || about.support === 'free';
  // A zero beside what is not known says nothing about the whole.
  const someKnown = components.some((each) => each.monthlyCost && (complete || !each.monthlyCost.amount.isZero()));
  return {
    monthlyCost: someKnown || about.support === 'free' ? knownCost(components, about.currency) : null,
    complete,
  };
}

/** The sum of the known amounts; zero when nothing is there to pay for, null when nothing of it is known. */
export function totalCost(resources: readonly ResourceEstimate[], currency: string): Money | null {
  const amounts = resources.flatMap((each) => each.monthlyCost ?? []);
  const billed = resources.some((each) => each.support !== 'free');
  const known = resources.some((each) => each.support !== 'free' && each.monthlyCost !== null);
  return billed && !known ? null : sumMoney(amounts, currency);
}

/** How many resources are in each state; every resource counts once. */
export function coverageOf(projects: readonly ProjectEstimate[]): Coverage {
  const coverage = { priced: 0, free: 0, unsupported: 0, unpriced: 0, unknown: 0 };
  for (const project of projects) for (const resource of project.resources) coverage[resource.support] += 1;
  return coverage;
}

/** The range over all resources; those without one count with their monthly cost. Null when none has a range. */
export function totalRange(resources: readonly ResourceEstimate[], currency: string): CostRange | null {
  if (!resources.some((each) => each.range)) return null;
  const pick = (which: keyof CostRange): Money =>
    sumMoney(
      resources.flatMap((each) => each.range?.[which] ?? each.monthlyCost ?? []),
      currency,
    );
  return { minimum: pick('minimum'), expected: pick('expected'), maximum: pick('maximum') };
}
