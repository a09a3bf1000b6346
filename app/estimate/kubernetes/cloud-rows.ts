import { openCatalogue } from '#app/catalog/registry.ts';
import { decimal } from '#app/measure/decimal.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import type { Attributes, ResourceInstance } from '#app/terraform/resource.ts';
import type { CostComponent } from '../estimate.ts';
import { estimateResource } from '../estimate-resource.ts';
import { openSurroundings } from '../surroundings.ts';
import { NO_USAGE } from '../usage.ts';
import type { CostRow } from './cost-row.ts';
import type { EstimateManifestsDeps } from './object-context.ts';
import type { PodCount } from './pod-count.ts';

/** A resource that the cloud makes for a Kubernetes object, in the words of Terraform. */
export interface MadeResource {
  readonly type: string;
  readonly attributes: Attributes;
  readonly flags: readonly string[];
}

/** The components of what the cloud makes for an object. */
export type PriceMade = (resource: MadeResource) => readonly CostComponent[];

const PREFIXES: Readonly<Record<PriceProvider, string>> = { aws: 'aws', azure: 'azurerm', google: 'google' };

/**
 * Prices what the cloud makes for Kubernetes objects exactly as the same resources in Terraform. Equal ones are priced
 * once.
 */
export function openCloud(
  deps: EstimateManifestsDeps,
  at: { readonly provider: PriceProvider; readonly region: string },
): PriceMade {
  const catalogue = openCatalogue();
  const known = new Map<string, readonly CostComponent[]>();
  const { book, currency, convert, now } = deps;
  return (made) => {
    const key = JSON.stringify(made);
    const present = known.get(key);
    if (present) return present;
    const resource = instanceOf(made, { prefix: PREFIXES[at.provider], region: at.region });
    const around = openSurroundings({ resources: [resource], usage: NO_USAGE, machines: book, now });
    const estimate = estimateResource(resource, { catalogue, book, currency, convert, around });
    const components = estimate.support === 'unsupported' ? [unsupportedRow(made.type)] : estimate.components;
    const flagged = components.map((each) => ({ ...each, flags: [...each.flags, ...made.flags] }));
    known.set(key, flagged);
    return flagged;
  };
}

function unsupportedRow(type: string): CostComponent {
  const nothing = { monthlyQuantity: null, unitPrice: null, monthlyCost: null, usageBased: false, flags: [], path: [] };
  return {
    name: 'Load balancer',
    unit: 'hours',
    ...nothing,
    priceState: 'unpriced',
    reason: `${type} is not priced yet`,
  };
}

function instanceOf(made: MadeResource, at: { readonly prefix: string; readonly region: string }): ResourceInstance {
  return {
    address: `${made.type}.made`,
    mode: 'managed',
    type: made.type,
    name: 'made',
    index: null,
    module: '',
    provider: at.prefix,
    providerRegion: at.region,
    attributes: made.attributes,
    unknownReasons: {},
    sensitivePaths: [],
    references: {},
    tags: null,
    source: null,
  };
}

/** The components once for each pod, below `path`. */
export function rowsForPods(
  components: readonly CostComponent[],
  by: { readonly pods: PodCount; readonly path: readonly string[] },
): readonly CostRow[] {
  const { pods } = by;
  return components.map((component): CostRow => {
    const path = [...by.path, ...component.path];
    const cost = component.monthlyCost;
    if ('usage' in pods) {
      const { monthlyCost: _cost, monthlyQuantity: _quantity, ...rest } = component;
      const nothing = { monthlyCost: null, monthlyQuantity: null, usageBased: true };
      if (component.priceState !== 'priced') return { component: { ...component, path }, minimum: null, maximum: null };
      return {
        component: { ...rest, ...nothing, path, priceState: 'usage', reason: pods.usage },
        minimum: null,
        maximum: null,
      };
    }
    const scaled = {
      ...component,
      path,
      monthlyQuantity: component.monthlyQuantity?.times(pods.expected) ?? null,
      monthlyCost: cost && { ...cost, amount: cost.amount.times(pods.expected) },
    };
    return {
      component: scaled,
      minimum: cost?.amount.times(pods.minimum) ?? null,
      maximum: cost?.amount.times(pods.maximum) ?? null,
    };
  });
}

/** One of it, whatever runs. */
export const ONCE: PodCount = {
  minimum: decimal(1),
  expected: decimal(1),
  maximum: decimal(1),
  origin: 'configuration',
  flags: [],
};
