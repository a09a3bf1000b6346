import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { budgetStandings } from '#app/flows/budget-standings.ts';
import { findBudgets } from '#app/flows/input-budgets.ts';
import { budgetStatus } from '#reports/budget-status.ts';
import { budgetTable } from '#reports/budget-table.ts';
import { budgetsJson } from '#reports/budgets-json.ts';
import { type Command, type Invocation, textOption } from './command.ts';
import { periodOption } from './period-option.ts';
import { openRepository } from './repository.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** `finops budgets`: what is billed and forecast under each budget. */
export const budgetsCommand: Command = {
  name: 'budgets',
  summary: 'What is billed so far, and forecast to the end of the month, under each budget',
  synopsis: '[PATH]',
  example: 'finops budgets --fail-on forecast',
  options: { period: { type: 'string' }, 'fail-on': { type: 'string' } },
  explains: {
    period: 'the month, such as 2026-11 (the current one by default)',
    'fail-on': 'exit 1 when a budget is over: actual, or forecast (its expected value) too',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const period = periodOption(invocation, world);
    const failOn = failOnOf(invocation);
    const { tree, config } = openRepository(resolve(world.cwd, invocation.positionals[0] ?? '.'), MAX_FILE_BYTES);
    const budgets = findBudgets(tree, config);
    if (budgets === null) {
      const remedy = 'write .finops/budgets.yml (docs/budgets.md), or name the file as budgets in .github/finops.yml';
      throw new ConfigError('there are no budgets', { remedy });
    }
    const standings = await withWarehouse(world, (database) =>
      budgetStandings({ budgets, currency: config.currency, period }, { database, now: world.now }),
    );
    const text = format === 'json' ? budgetsJson(standings, period) : budgetTable(standings, period);
    writeResult(text, invocation, world);
    const states = standings.map(budgetStatus);
    const isOver = states.includes('over') || (failOn === 'forecast' && states.includes('forecast-over'));
    return failOn !== null && isOver ? 1 : 0;
  },
};

function failOnOf(invocation: Invocation): 'actual' | 'forecast' | null {
  const text = textOption(invocation, 'fail-on') ?? null;
  if (text === null || text === 'actual' || text === 'forecast') return text;
  throw new ConfigError(`--fail-on ${text} is not known`, { remedy: 'choose actual or forecast' });
}
