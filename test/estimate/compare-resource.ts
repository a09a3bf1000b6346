import type { ResourceEstimate } from '#app/estimate/estimate.ts';

export interface ExpectedResource {
  readonly address: string;
  readonly type: string;
  readonly monthlyCost: number | null;
  readonly components: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly monthlyQty: number | null;
  }[];
}

interface Compared {
  readonly differences: readonly string[];
  readonly foundCost: number | null;
  readonly costMatches: boolean;
}

/** What differs between the expected components of a resource and the found ones; quantities within 0.1 %, cost 1 %. */
export function compareResource(expected: ExpectedResource, found: ResourceEstimate | undefined): Compared {
  if (!found || found.support === 'unsupported')
    return { differences: [found ? 'unsupported' : 'missing'], foundCost: null, costMatches: false };
  const differences: string[] = [];
  // Two disks of a machine have rows of one name.
  const rows = found.components.map((row) => ({ name: [...row.path, row.name].join(' > '), row }));
  for (const component of expected.components) {
    const same = rows.filter(({ name }) => name === component.name);
    const at =
      same.find(({ row }) => near(row.monthlyQuantity?.toNumber() ?? null, component.monthlyQty, 0.001)) ?? same[0];
    if (!at) {
      if (component.monthlyQty !== 0) differences.push(`no row "${component.name}"`);
      continue;
    }
    rows.splice(rows.indexOf(at), 1);
    const { row } = at;
    // A row without a price is printed without its unit.
    if (component.unit !== null && row.unit !== component.unit)
      differences.push(`"${component.name}" unit ${row.unit} expected ${component.unit}`);
    const quantity = row.monthlyQuantity?.toNumber() ?? null;
    if (!near(quantity, component.monthlyQty, 0.001))
      differences.push(`"${component.name}" ${quantity} expected ${component.monthlyQty}`);
  }
  for (const { name, row } of rows) {
    if (!row.monthlyQuantity?.isZero())
      differences.push(`extra row "${name}" (${row.priceState}${row.reason ? `: ${row.reason}` : ''})`);
  }
  const foundCost = found.monthlyCost?.amount.toNumber() ?? null;
  return { differences, foundCost, costMatches: near(foundCost ?? 0, expected.monthlyCost ?? 0, 0.01, 0.011) };
}

function near(found: number | null, expected: number | null, share: number, absolute = 0.006): boolean {
  if (found === null || expected === null) return found === expected;
  return Math.abs(found - expected) <= Math.max(absolute, Math.abs(expected) * share);
}
