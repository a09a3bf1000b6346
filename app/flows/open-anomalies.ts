import type { Incident } from '#app/anomaly/incident.ts';
import { scopeText } from '#app/anomaly/scope.ts';
import { decimal } from '#app/measure/decimal.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { Database } from '#app/warehouse/database.ts';
import { keptIncidents } from '#app/warehouse/incident-store.ts';

/** Before any bill. */
const EVER = '0000-01-01';

/**
 * The incidents that are open, as policies see them: those in the currency of the estimate, because nothing else can be
 * compared with its amounts, and none that is part of another. Empty where nobody looked for any. Throws what the
 * database throws.
 */
export async function openAnomalies(
  request: { readonly currency: string },
  { database }: { readonly database: Database },
): Promise<PolicyInput['anomalies']> {
  const rows = (await keptIncidents({ since: EVER }, database)) ?? [];
  return rows
    .filter((row) => row.state === 'open' && row.part_of === null && row.currency === request.currency)
    .map((row) => JSON.parse(row.document) as Incident)
    .map(({ id, scope, firstDay, actual, expected, impact }) => ({
      id,
      series: scopeText(scope),
      start: firstDay,
      actual: decimal(actual).toNumber(),
      expected: decimal(expected).toNumber(),
      impact: decimal(impact).toNumber(),
    }));
}
