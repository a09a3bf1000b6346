import type { OpenSource } from '#app/ingest/source.ts';
import { azureCostManagementSource } from '#app/ingest/sources/azure-cost-management.ts';

/** The source over an endpoint, on 5 November 2026. */
export function openCosts(endpoint: string, settings: Readonly<Record<string, unknown>> = {}): OpenSource {
  return azureCostManagementSource.open(
    { id: 'azure-api', kind: 'azure-cost-management', scopes: ['/subscriptions/s1'], endpoint, ...settings },
    { env: {}, now: new Date('2026-11-05T12:00:00Z'), root: '/', fetch },
  );
}
