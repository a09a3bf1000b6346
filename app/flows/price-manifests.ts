import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError } from '#app/errors.ts';
import { estimateManifests } from '#app/estimate/kubernetes/estimate-manifests.ts';
import { defaultPricing, type KubernetesPricing, type NodePool } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { statedUsage } from '#app/estimate/usage.ts';
import { readManifests } from '#app/kubernetes/read-manifests.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';

export type PricingBasis = NonNullable<FinopsConfig['kubernetes']['pricing']>;

export interface ManifestPricing {
  readonly config: FinopsConfig['kubernetes'];
  /** What the command line asks for; it outweighs the configuration. */
  readonly basis: PricingBasis | null;
  readonly deps: Omit<EstimateInputsDeps, 'estimateManifests'>;
}

/**
 * Prices the manifests of a run as one project, `kubernetes`.
 * @throws ConfigError when the basis needs a node type or region that nobody stated.
 */
export function priceManifests({ config, basis, deps }: ManifestPricing): EstimateInputsDeps['estimateManifests'] {
  return (documents) => {
    const manifests = readManifests(documents);
    const pricing = chosenPricing(basis ?? config.pricing ?? null, config);
    const stated = (address: string, key: string): number | undefined => {
      const value = statedUsage(deps.usage, { address, type: 'kubernetes', key });
      return typeof value === 'number' ? value : undefined;
    };
    const { book, currency, convert, now } = deps;
    return [
      estimateManifests(manifests, {
        name: 'kubernetes',
        path: '',
        book,
        basis: pricing,
        currency,
        convert,
        now,
        stated,
      }),
    ];
  };
}

function chosenPricing(basis: PricingBasis | null, config: FinopsConfig['kubernetes']): KubernetesPricing {
  const pools = configuredPools(config);
  const [first, ...rest] = pools;
  switch (basis ?? (first ? 'node' : 'opencost')) {
    case 'opencost':
      return defaultPricing();
    case 'fargate':
    case 'autopilot': {
      const region = config.region ?? config.node?.region;
      if (!region) throw needs(`${basis} pricing`, 'kubernetes.region');
      return { basis: basis === 'fargate' ? 'fargate' : 'autopilot', region };
    }
    case 'node':
      if (!first) throw needs('node pricing', 'kubernetes.node {provider, region, type}');
      return { basis: 'node', pools: [first, ...rest] };
    case 'capacity':
      if (!first) throw needs('capacity pricing', 'kubernetes.nodes, each with provider, region, type and count');
      return { basis: 'capacity', pools: [first, ...rest] };
  }
}

function configuredPools(config: FinopsConfig['kubernetes']): readonly NodePool[] {
  const several = config.nodes?.map((node, at) => ({ name: `nodes[${at}]`, ...node })) ?? [];
  return several.length > 0 || !config.node ? several : [{ name: 'node', count: null, ...config.node }];
}

function needs(what: string, key: string): ConfigError {
  return new ConfigError(`${what} needs ${key}`, { place: { file: '.github/finops.yml' }, remedy: `set ${key}` });
}
