import type { Incident } from '#app/anomaly/incident.ts';
import type { Database } from '#app/warehouse/database.ts';
import { keptIncidents } from '#app/warehouse/incident-store.ts';
import { incidentOf } from './detect-anomalies.ts';

/** Incidents that last until a day or later, the newest first, without those that are part of another; null: none was ever kept. */
export async function recordedIncidents(
  request: { readonly since: string },
  { database }: { readonly database: Database },
): Promise<readonly Incident[] | null> {
  const rows = await keptIncidents(request, database);
  if (rows === null) return null;
  const whole = rows.map(incidentOf).filter(({ partOf }) => partOf === null);
  return whole.toSorted((one, other) => (one.firstDay < other.firstDay ? 1 : -1));
}
