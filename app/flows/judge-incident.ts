import { createHash } from 'node:crypto';
import type { Incident, IncidentState } from '#app/anomaly/incident.ts';
import type { Scope } from '#app/anomaly/scope.ts';
import { ConfigError } from '#app/errors.ts';
import type { Database } from '#app/warehouse/database.ts';
import { keepFeedback, keepMute, putIncidents, readIncidents } from '#app/warehouse/incident-store.ts';
import { incidentOf, rowOf } from './detect-anomalies.ts';

/** As Cost Anomaly Detection of AWS asks: is it one, is it none, or was it planned? */
export const VERDICTS = ['yes', 'no', 'planned'] as const;
export type Verdict = (typeof VERDICTS)[number];

const STATES: Readonly<Record<Verdict, IncidentState | null>> = { yes: null, no: 'refuted', planned: 'planned' };

/**
 * Keeps what somebody says of an incident: `no` refutes it and makes its scope need more for a while, `planned` ends it and
 * its days are not learnt from, `yes` confirms it. @throws ConfigError for an incident that is not kept.
 */
export async function judgeIncident(
  said: {
    readonly id: string;
    readonly verdict: Verdict;
    readonly by: string;
    readonly reason: string;
    readonly now: Date;
  },
  database: Database,
): Promise<Incident> {
  const rows = await readIncidents({ since: '0000-01-01' }, database);
  const row = rows.find(({ id }) => id === said.id);
  if (!row) throw new ConfigError(`there is no incident ${said.id}`, { remedy: 'finops detect lists the open ones' });
  const at = said.now.toISOString();
  const { id, verdict, by, reason } = said;
  await keepFeedback({ incident_id: id, given_at: at, verdict, given_by: by, reason }, database);
  const incident = incidentOf(row);
  const state = STATES[verdict];
  if (state === null || incident.state === state) return incident;
  const judged = { ...incident, state, changedAt: at };
  await putIncidents([rowOf(judged)], database);
  return judged;
}

/** Mutes a scope until a day, both included; the same scope again replaces the mute. */
export async function muteScope(
  mute: {
    readonly scope: Scope;
    readonly until: string;
    readonly by: string;
    readonly reason: string;
    readonly now: Date;
  },
  database: Database,
): Promise<void> {
  const scope = JSON.stringify(mute.scope);
  await keepMute(
    {
      id: createHash('sha256').update(scope).digest('hex').slice(0, 12),
      scope,
      until_day: mute.until,
      reason: mute.reason,
      muted_by: mute.by,
      created_at: mute.now.toISOString(),
    },
    database,
  );
}
