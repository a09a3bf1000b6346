import { detectAnomalies } from '#app/flows/detect-anomalies.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { incidentsTable } from '#reports/incidents.ts';
import type { Job } from './job.ts';
import { tellIncidents } from './tell-incidents.ts';

/**
 * Judges the charges of the warehouse, keeps the incidents there and tells the routes of `notify`; running it again over the same
 * charges changes nothing. A route that fails leaves the others to be told; the job then ends with its error.
 */
export const detectJob: Job = {
  name: 'detect',
  summary: 'Judge the charges of the warehouse, and say which incidents are open',
  options: {},
  async run(_values, world) {
    const thresholds = { leastImpact: '20', leastPercent: '20', greatImpact: '1000' };
    const { detection, told } = await makeWarehouse(world, async (database) => {
      const asked = { now: world.now, thresholds, budget: 20, mergedChanges: world.mergedChanges };
      const found = await detectAnomalies(asked, database);
      return { detection: found, told: await tellIncidents(found, { world, database }) };
    });
    for (const { what, incident } of detection.news) world.err(`finops: ${what}: incident ${incident.id}\n`);
    const text = incidentsTable(detection, { muted: 'hidden' });
    const [failure] = told.failures;
    if (!failure) return text;
    world.err(`${text}\n`);
    throw failure;
  },
};
