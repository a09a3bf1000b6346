import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { keptFrom } from '#app/warehouse/kept-from.ts';
import { pruneCharges } from '#app/warehouse/prune-charges.ts';
import { removeLeftovers } from '#app/warehouse/remove-leftovers.ts';
import type { Job } from './job.ts';

/**
 * Keeps the warehouse tidy: its tables up to date, without what killed runs and replaced deliveries left, and, only where
 * `--keep-months` says how long charges are kept, without older ones.
 */
export const maintainJob: Job = {
  name: 'maintain',
  summary: 'Bring the tables of the warehouse up to date, remove what killed runs left, prune old charges',
  options: { 'keep-months': { type: 'string' } },
  run({ 'keep-months': months }, world) {
    const before = typeof months === 'string' ? keptFrom(months, world.now) : null;
    return makeWarehouse(world, async (database) => {
      const left = await removeLeftovers(database);
      const pruned = before === null ? [] : await pruneCharges({ before, mode: 'remove' }, database);
      return [
        `The tables of the warehouse are up to date; the leavings of ${left} deliveries were removed.`,
        before === null
          ? 'No charges were pruned: --keep-months says how long they are kept.'
          : `${pruned.length} deliveries that end before ${before} were pruned.`,
      ].join('\n');
    });
  },
};
