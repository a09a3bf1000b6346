import { detectAnomalies } from '#app/flows/detect-anomalies.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { incidentsTable } from '#reports/incidents.ts';
import type { Job } from './job.ts';

/** Judges the charges of the warehouse and keeps the incidents there; running it again over the same charges changes nothing. */
export const detectJob: Job = {
  name: 'detect',
  summary: 'Judge the charges of the warehouse, and say which incidents are open',
  options: {},
  async run(_values, world) {
    const thresholds = { leastImpact: '20', leastPercent: '20', greatImpact: '1000' };
    const detection = await makeWarehouse(world, (database) =>
      detectAnomalies({ now: world.now, thresholds, budget: 20, mergedChanges: world.mergedChanges }, database),
    );
    for (const { what, incident } of detection.news) world.err(`finops: ${what}: incident ${incident.id}\n`);
    return incidentsTable(detection, { muted: 'hidden' });
  },
};
