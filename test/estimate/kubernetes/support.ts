import type { ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateManifests } from '#app/estimate/kubernetes/estimate-manifests.ts';
import { defaultPricing, type KubernetesPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import type { EstimateManifestsDeps } from '#app/estimate/kubernetes/object-context.ts';
import type { Manifests } from '#app/kubernetes/read-manifests.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);

/** The estimate in USD at the embedded book; OpenCost's defaults unless another basis is asked for. */
export function estimateOf(
  manifests: Manifests,
  basis: KubernetesPricing = defaultPricing(),
  overrides: Partial<EstimateManifestsDeps> = {},
): ProjectEstimate {
  return estimateManifests(manifests, {
    name: 'app',
    path: '',
    book,
    basis,
    currency: 'USD',
    convert: (amount) => amount,
    now: new Date('2026-11-25T00:00:00Z'),
    ...overrides,
  });
}

/** The resource at an address. */
export function resource(project: ProjectEstimate, address: string): ResourceEstimate {
  const found = project.resources.find((each) => each.address === address);
  if (!found) throw new Error(`${address} is not among ${project.resources.map((each) => each.address).join(', ')}`);
  return found;
}

/** A monthly amount as a number, null when it is unknown. */
export function amount(of: { readonly monthlyCost: ResourceEstimate['monthlyCost'] }): number | null {
  return of.monthlyCost?.amount.toNumber() ?? null;
}
