import type { Catalogue } from '#app/catalog/registry.ts';
import { ResourceReader, type Surroundings } from '#app/catalog/resource-reader.ts';
import type { Part, ResourceType } from '#app/catalog/resource-type.ts';
import { UnknownAttribute } from '#app/catalog/unknown-attribute.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { completeness, knownCost } from './amounts.ts';
import type { CostComponent, ResourceEstimate, Support } from './estimate.ts';
import { type Convert, type PricingContext, priceComponent } from './price-component.ts';
import { providerFamily, regionIsAssumed } from './region.ts';
import { maskNames } from './sensitive-names.ts';
import { maskedTags } from './sensitive-tags.ts';

export interface EstimateDeps {
  readonly catalogue: Catalogue;
  readonly book: PriceBook;
  readonly currency: string;
  readonly convert: Convert;
}

/** What `resource` will cost in a month. Never throws for what is not known: that is a state of the estimate. */
export function estimateResource(
  resource: ResourceInstance,
  deps: EstimateDeps & { readonly around: Surroundings },
): ResourceEstimate {
  const type = deps.catalogue.billed.get(resource.type);
  if (!type) return notBilled(resource, deps);
  const flags = regionIsAssumed(resource, deps.around) ? ['region-assumed'] : [];
  const reader = new ResourceReader(resource, deps.around);
  const context: PricingContext = { book: deps.book, currency: deps.currency, convert: deps.convert, flags };
  const rows: CostComponent[] = [];
  for (const each of type.parts) addPartRows(each, { reader, context, rows });
  if (rows.length === 0) rows.push(...leftOutRows(type, { reader, context }));
  const components = maskNames(rows, resource);
  const countReason = resource.unknownReasons['count'] ?? resource.unknownReasons['for_each'];
  const support = countReason ? 'unknown' : supportOf(components, type);
  const { monthlyCost, complete } = completeness(components, { support, currency: deps.currency });
  const reason = countReason
    ? `the number of instances is not known: ${countReason}; one is shown`
    : support === 'free'
      ? 'nothing is billed for this configuration'
      : null;
  const found = { ...identity(resource, deps.around), support, components, monthlyCost, complete };
  return reason === null ? found : { ...found, reason };
}

/**
 * Extras are left out where the book has no price for them. When that leaves nothing at all, the resource is not free
 * but unpriced: these are the rows that it would be billed for.
 */
function leftOutRows(
  type: ResourceType,
  from: { readonly reader: ResourceReader; readonly context: PricingContext },
): readonly CostComponent[] {
  const rows: CostComponent[] = [];
  const context = { ...from.context, showsLeftOut: true };
  for (const each of type.parts) addPartRows(each, { reader: from.reader, context, rows });
  return rows.filter((row) => row.monthlyQuantity?.greaterThan(0));
}

function addPartRows(
  each: Part,
  to: { readonly reader: ResourceReader; readonly context: PricingContext; readonly rows: CostComponent[] },
): void {
  const before = to.rows.length;
  try {
    const drafts = each.components(to.reader);
    if (drafts === undefined) return;
    for (const draft of 'name' in drafts ? [drafts] : drafts) {
      const row = priceComponent(draft, to.context);
      if (row) to.rows.push(row);
    }
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    to.rows.length = before;
    to.rows.push(unknownRow(each.label, reason));
  }
}

/**
 * Why a part cannot be worked out; null for an error that concerns more than this resource (a damaged book, a currency).
 * Values that no provider would take (`protocol = "constructor"`, a list for a number) come from a pull request like
 * any others: they make one part unknown, never the whole estimate impossible.
 */
function reasonOf(error: unknown): string | null {
  if (error instanceof UnknownAttribute) return error.message;
  if (error instanceof TypeError || error instanceof RangeError || isDecimalError(error)) {
    return `it cannot be worked out from the values of this resource (${error.message})`;
  }
  return null;
}

/** decimal.js throws plain errors. */
function isDecimalError(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('[DecimalError]');
}

function unknownRow(label: string, reason: string): CostComponent {
  return {
    name: label,
    unit: '',
    path: [],
    monthlyQuantity: null,
    unitPrice: null,
    monthlyCost: null,
    priceState: 'unknown',
    reason,
    usageBased: false,
    flags: [],
  };
}

/** The worst state of the components; `usage` does not make it worse. No component at all: nothing is billed. */
function supportOf(components: readonly CostComponent[], type: ResourceType): Support {
  if (components.some((each) => each.priceState === 'unknown')) return 'unknown';
  if (components.some((each) => each.priceState === 'unpriced')) return 'unpriced';
  return components.length === 0 && type.parts.length > 0 ? 'free' : 'priced';
}

function notBilled(
  resource: ResourceInstance,
  deps: EstimateDeps & { readonly around: Surroundings },
): ResourceEstimate {
  const free = deps.catalogue.free.has(resource.type);
  return {
    ...identity(resource, deps.around),
    support: free ? 'free' : 'unsupported',
    reason: free ? 'this type is free of charge' : `${resource.type} is not in the catalogue yet`,
    components: [],
    monthlyCost: free ? knownCost([], deps.currency) : null,
    complete: free,
  };
}

function identity(resource: ResourceInstance, around: Surroundings) {
  const answer = around.region(resource);
  return {
    address: resource.address,
    type: resource.type,
    provider: providerFamily(resource),
    region: 'region' in answer ? answer.region : null,
    tags: maskedTags(resource),
    source: resource.source,
    resource,
  };
}
