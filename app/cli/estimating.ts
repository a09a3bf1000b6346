import { ConfigError } from '#app/errors.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { type PricingBasis, priceManifests } from '#app/flows/price-manifests.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { readPricing } from './pricing-options.ts';
import type { Repository } from './repository.ts';

const BASES: readonly PricingBasis[] = ['node', 'fargate', 'autopilot', 'opencost', 'capacity'];

/** Everything an estimate needs beside its inputs. @throws ConfigError for options or configuration that are wrong. */
export function readEstimating(
  invocation: Invocation,
  at: { readonly repository: Repository; readonly world: World },
): EstimateInputsDeps {
  const deps = readPricing(invocation, at);
  const text = textOption(invocation, 'kubernetes-pricing');
  const basis = BASES.find((each) => each === text) ?? null;
  if (text !== undefined && basis === null) {
    throw new ConfigError(`--kubernetes-pricing ${text} is not known`, { remedy: `choose ${BASES.join(', ')}` });
  }
  return { ...deps, ...priceManifests({ config: at.repository.config.kubernetes, basis, deps }) };
}
