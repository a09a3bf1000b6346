import type { ProjectEstimate } from '#app/estimate/estimate.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import type { Invocation } from './command.ts';
import type { Pricing } from './pricing-options.ts';
import type { Repository } from './repository.ts';

/** How manifests are priced under the options and the configuration. */
export function manifestPricing(
  _invocation: Invocation,
  _at: { readonly repository: Repository; readonly pricing: Pricing },
): EstimateInputsDeps['estimateManifests'] {
  return (manifests): readonly ProjectEstimate[] =>
    manifests.map(({ file }) => ({
      name: file,
      path: file,
      kind: 'kubernetes',
      workspace: null,
      resources: [],
      monthlyCost: null,
      diagnostics: [{ severity: 'error', message: 'manifests are not priced yet', place: { file } }],
    }));
}
