import { readFileSync } from 'node:fs';
import type { Detection } from '#app/flows/detect-anomalies.ts';
import { recordedIncidents } from '#app/flows/recorded-incidents.ts';
import { type NotifyOutcome, sendNotices } from '#app/flows/send-notices.ts';
import { openWorkspace } from '#app/flows/workspace.ts';
import type { Database } from '#app/warehouse/database.ts';
import { incidentNotices } from '#reports/incident-notices.ts';
import type { JobWorld } from './job.ts';
import { openNotifyPorts } from './notify-ports.ts';

const DAYS_MS = 60 * 86_400_000;

/** Tells the routes of `notify` which incidents are open, and which of those that were told are over; muted ones are not. */
export async function tellIncidents(
  detection: Detection,
  { world, database }: { readonly world: JobWorld; readonly database: Database },
): Promise<NotifyOutcome> {
  const { config } = openWorkspace(world.cwd, { readText: (file) => readFileSync(file, 'utf8') });
  const since = new Date(world.now.getTime() - DAYS_MS).toISOString().slice(0, 10);
  const over = (await recordedIncidents({ since }, { database }))?.filter(({ state }) => state !== 'open') ?? [];
  const open = detection.open.filter(({ muted, partOf }) => muted === null && partOf === null);
  const notices = incidentNotices([...open, ...over], world.now);
  return sendNotices({ notices, routes: config.notify }, openNotifyPorts(world, database));
}
