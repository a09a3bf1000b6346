import { ConfigError } from '#app/errors.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { readMeasuredRates } from '#app/flows/measured-rates.ts';
import { type PricingBasis, priceManifests } from '#app/flows/price-manifests.ts';
import type { Inputs } from '#app/flows/read-inputs.ts';
import { readBilled } from './billed.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { clockOf, readPricing } from './pricing-options.ts';
import { type Progress, progressOf } from './progress.ts';
import type { Repository } from './repository.ts';

const BASES: readonly PricingBasis[] = ['node', 'fargate', 'autopilot', 'opencost', 'capacity'];

/** What an estimate needs, and the progress that it shows; whoever prints afterwards ends it first. */
export interface Estimating extends EstimateInputsDeps {
  readonly progress: Progress;
}

/**
 * Everything an estimate needs beside its inputs; rates of a running OpenCost are read where a side has workloads.
 * @throws ConfigError for options or configuration that are wrong; UpstreamError when OpenCost does not answer.
 */
export async function readEstimating(
  invocation: Invocation,
  at: { readonly repository: Repository; readonly world: World; readonly sides: readonly Inputs[] },
): Promise<Estimating> {
  const now = clockOf(invocation, at.world);
  const deps = readPricing(invocation, { ...at, billed: await readBilled({ world: at.world, now }) });
  const config = at.repository.config.kubernetes;
  const stated = statedBasis(invocation);
  const url = textOption(invocation, 'opencost-url');
  // Whoever names an OpenCost on the command line means its rates.
  const basis = stated ?? (url === undefined ? null : 'opencost');
  const address = url ?? config.opencost?.url;
  const isAsked = (basis ?? config.pricing ?? 'opencost') === 'opencost' && at.sides.some(hasWorkloads);
  const openCost = address !== undefined && isAsked ? await readMeasuredRates(address, { fetch, now: deps.now }) : null;
  const progress = progressOf('resources priced', { invocation, world: at.world });
  return { ...deps, ...priceManifests({ config, basis, openCost, deps }), onResource: progress.step, progress };
}

function statedBasis(invocation: Invocation): PricingBasis | null {
  const text = textOption(invocation, 'kubernetes-pricing');
  const basis = BASES.find((each) => each === text) ?? null;
  if (text === undefined || basis !== null) return basis;
  throw new ConfigError(`--kubernetes-pricing ${text} is not known`, { remedy: `choose ${BASES.join(', ')}` });
}

function hasWorkloads(side: Inputs): boolean {
  const isWorkload = (type: string): boolean => /^(kubernetes|kubectl)_/.test(type);
  return (
    side.manifests.length > 0 ||
    side.projects.some((project) => project.resources.some((resource) => isWorkload(resource.type)))
  );
}
