import { ConfigError } from '#app/errors.ts';
import type { EstimateInputsDeps } from '#app/flows/estimate-inputs.ts';
import { findInCloud, managedIds } from '#app/flows/find-in-cloud.ts';
import type { Inputs } from '#app/flows/read-inputs.ts';
import { openAwsClients } from '#app/remediation/aws/clients.ts';
import type { ReadCosts } from '#app/remediation/billed-rate.ts';
import type { CloudFinding } from '#app/remediation/make-plan.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import { type Invocation, textOptions, type World } from './command.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

/** What the regions of `--region` (else `AWS_REGION`) bill in vain. @throws ConfigError without one; UpstreamError. */
export function findInClouds(
  at: { readonly inputs: Inputs; readonly settings: RemediationSettings; readonly deps: EstimateInputsDeps },
  { invocation, world }: { readonly invocation: Invocation; readonly world: World },
): Promise<readonly CloudFinding[]> {
  const named = textOptions(invocation, 'region');
  const fallback = world.env['AWS_REGION'] ?? world.env['AWS_DEFAULT_REGION'];
  const regions = named.length > 0 ? named : fallback ? [fallback] : [];
  if (regions.length === 0) throw new ConfigError('--cloud aws needs a region', { remedy: 'add --region us-east-1' });
  const { inputs, settings, deps } = at;
  const projects = [...inputs.projects, ...(inputs.prior ?? [])];
  const request = { settings, managed: managedIds(projects), clients: regions.map((region) => openAwsClients(region)) };
  return withCosts(world, (readCosts) => findInCloud(request, { ...deps, readCosts }));
}

/** Runs with the query port of the warehouse, null where there is none. */
export async function withCosts<T>(world: World, use: (readCosts: ReadCosts | null) => Promise<T>): Promise<T> {
  if (!hasWarehouse(world)) return use(null);
  const { readCosts } = await import('#app/warehouse/cost-query.ts');
  return withWarehouse(world, (database) => use((query) => readCosts(query, database)));
}
