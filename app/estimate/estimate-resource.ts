import type { Catalogue } from '#app/catalog/registry.ts';
import { ResourceReader, type Surroundings } from '#app/catalog/resource-reader.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { completeness, knownCost } from './amounts.ts';
import type { ResourceEstimate } from './estimate.ts';
import type { Convert } from './price-component.ts';
import { providerFamily, regionIsAssumed } from './region.ts';
import { type Bill, rememberBills } from './remembered-bills.ts';
import { maskNames } from './sensitive-names.ts';
import { maskedTags } from './sensitive-tags.ts';

export interface EstimateDeps {
  readonly catalogue: Catalogue;
  readonly book: PriceBook;
  readonly currency: string;
  readonly convert: Convert;
}

export interface ResourceDeps extends EstimateDeps {
  readonly around: Surroundings;
}

/** What `resource` will cost in a month. Never throws for what is not known: that is a state of the estimate. */
export function estimateResource(resource: ResourceInstance, deps: ResourceDeps): ResourceEstimate {
  return resourceEstimator(deps)(resource);
}

/** As `estimateResource`, for many resources of one project: what equal ones have in common is worked out once. */
export function resourceEstimator(deps: ResourceDeps): (resource: ResourceInstance) => ResourceEstimate {
  const { book, currency, convert } = deps;
  const listed = rememberBills({ book, currency, convert, flags: [] });
  const assumed = rememberBills({ book, currency, convert, flags: ['region-assumed'] });
  return (resource) => {
    const type = deps.catalogue.billed.get(resource.type);
    if (!type) return notBilled(resource, deps);
    const billOf = regionIsAssumed(resource, deps.around) ? assumed : listed;
    return billed(resource, billOf(type, new ResourceReader(resource, deps.around)), deps);
  };
}

function billed(resource: ResourceInstance, bill: Bill, deps: ResourceDeps): ResourceEstimate {
  const components = maskNames(bill.components, resource);
  const countReason = resource.unknownReasons['count'] ?? resource.unknownReasons['for_each'];
  const support = countReason ? 'unknown' : bill.support;
  const about = identity(resource, deps.around);
  const { monthlyCost, complete } = countReason ? completeness(components, { support, currency: deps.currency }) : bill;
  const found = { ...about, support, components, monthlyCost, complete };
  const reason = countReason
    ? `the number of instances is not known: ${countReason}; one is shown`
    : support === 'free'
      ? 'nothing is billed for this configuration'
      : null;
  return reason === null ? found : { ...found, reason };
}

function notBilled(resource: ResourceInstance, deps: ResourceDeps): ResourceEstimate {
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
