import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { allocateCosts } from '#app/flows/allocate-costs.ts';
import { readAllocation } from '#app/flows/read-allocation.ts';
import { unitCosts } from '#app/flows/unit-costs.ts';
import { allocationExplained } from '#reports/allocation-explained.ts';
import { allocationJson } from '#reports/allocation-json.ts';
import { allocationTable } from '#reports/allocation-table.ts';
import { type Command, textOption } from './command.ts';
import { periodOption } from './period-option.ts';
import { openRepository } from './repository.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** `finops allocate`: who pays for what was billed. */
export const allocateCommand: Command = {
  name: 'allocate',
  summary: 'Who pays for what was billed: owners, shared costs, what nobody owns, and unit costs',
  synopsis: '[PATH]',
  example: 'finops allocate --period 2026-10 --explain shop',
  options: { period: { type: 'string' }, explain: { type: 'string' }, rules: { type: 'string' } },
  explains: {
    period: 'the month, such as 2026-10 (the current one by default)',
    explain: 'only this owner: by which rules, out of which services and pools, with which share',
    rules: 'file of the rules, from the root of the repository (default .finops/allocation.yml)',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const period = periodOption(invocation, world);
    const explained = textOption(invocation, 'explain');
    const { tree } = openRepository(resolve(world.cwd, invocation.positionals[0] ?? '.'), MAX_FILE_BYTES);
    const allocation = readAllocation(tree, textOption(invocation, 'rules'));
    const { allocated, units } = await withWarehouse(world, async (database) => ({
      allocated: await allocateCosts({ allocation, period }, { database, now: world.now }),
      units: await unitCosts({ allocation, period }, { tree, database, now: world.now }),
    }));
    if (explained !== undefined && !allocated.ledger.some(({ holder }) => holder.name === explained)) {
      const names = [...new Set(allocated.balances.map(({ holder }) => holder.name))].slice(0, 20);
      const remedy = names.length === 0 ? 'nothing was billed in it' : `choose one of ${names.join(', ')}`;
      throw new ConfigError(`nothing of ${period} is allocated to ${explained}`, { remedy });
    }
    const text =
      format === 'json'
        ? allocationJson({ allocated, units, explained: explained ?? null })
        : explained === undefined
          ? allocationTable({ allocated, units })
          : allocationExplained(allocated, explained);
    writeResult(text, invocation, world);
    return 0;
  },
};
