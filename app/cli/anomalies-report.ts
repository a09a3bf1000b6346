import { addDays } from '#app/budgets/month.ts';
import { recordedIncidents } from '#app/flows/recorded-incidents.ts';
import { incidentSections } from '#reports/incident-sections.ts';
import { ours } from '#reports/report-document.ts';
import type { MakeReport } from './report-command.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

const DAYS = 60;

/** The incidents of the last sixty days, with what they are made of and what may have caused them. */
export const makeAnomaliesReport: MakeReport = async (_invocation, world) => {
  const since = addDays(world.now.toISOString().slice(0, 10), -DAYS);
  const incidents = hasWarehouse(world)
    ? await withWarehouse(world, (database) => recordedIncidents({ since }, { database }))
    : null;
  const lead = [ours(`Since ${since}. Written ${world.now.toISOString().slice(0, 16)}Z.`)];
  return { document: { title: 'Cost anomalies', lead, sections: incidentSections(incidents) }, status: 0 };
};
