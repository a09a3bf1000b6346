import { readFileSync } from 'node:fs';
import { allocateCosts } from '#app/flows/allocate-costs.ts';
import { keepAllocation } from '#app/flows/keep-allocation.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { readAllocation } from '#app/flows/read-allocation.ts';
import { unitCosts } from '#app/flows/unit-costs.ts';
import { openWorkspace } from '#app/flows/workspace.ts';
import { allocationTable } from '#reports/allocation-table.ts';
import type { Job } from './job.ts';

/**
 * Allocates this month and the one before it, whose bill is still corrected, and keeps both ledgers in the warehouse in place
 * of what stood there.
 */
export const allocateJob: Job = {
  name: 'allocate',
  summary: 'Allocate this month and the last one, and keep the ledgers for dashboards',
  options: {},
  async run(_values, world) {
    const { now } = world;
    const { tree } = openWorkspace(world.cwd, { readText: (file) => readFileSync(file, 'utf8') });
    const allocation = readAllocation(tree);
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    const texts = await makeWarehouse(world, async (database) => {
      const parts: string[] = [];
      for (const period of [last, now].map((each) => each.toISOString().slice(0, 7))) {
        const allocated = await allocateCosts({ allocation, period }, { database, now });
        await keepAllocation(allocated, { database, now });
        const units = await unitCosts({ allocation, period }, { tree, database, now });
        parts.push(allocationTable({ allocated, units }));
      }
      return parts;
    });
    return texts.join('\n\n');
  },
};
