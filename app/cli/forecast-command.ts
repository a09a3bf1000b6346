import { resolve } from 'node:path';
import { type Selection, tagSelection } from '#app/budgets/budget-selection.ts';
import { ConfigError } from '#app/errors.ts';
import { forecastCosts } from '#app/flows/forecast-costs.ts';
import { forecastJson } from '#reports/budgets-json.ts';
import { forecastTable } from '#reports/forecast-table.ts';
import { type Command, type Invocation, textOption, textOptions } from './command.ts';
import { periodOption } from './period-option.ts';
import { openRepository } from './repository.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** `finops forecast`: what the month will have cost at its end. */
export const forecastCommand: Command = {
  name: 'forecast',
  summary: 'What is billed so far, and what the month will have cost at its end, with a range',
  synopsis: '[PATH]',
  example: 'finops forecast --tag team=shop --format json',
  options: {
    period: { type: 'string' },
    metric: { type: 'string' },
    tag: { type: 'string', multiple: true },
    account: { type: 'string', multiple: true },
    service: { type: 'string', multiple: true },
  },
  explains: {
    period: 'the month, such as 2026-11 (the current one by default)',
    metric: 'EffectiveCost (the default) or BilledCost',
    tag: 'only charges with this tag, key=value (may be repeated: all of them must hold)',
    account: 'only this SubAccountId (may be repeated: any of them)',
    service: 'only this ServiceName (may be repeated: any of them)',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const period = periodOption(invocation, world);
    const metric = metricOf(invocation);
    const where = whereOf(invocation);
    const { config } = openRepository(resolve(world.cwd, invocation.positionals[0] ?? '.'), MAX_FILE_BYTES);
    const forecasts = await withWarehouse(world, (database) =>
      forecastCosts({ period, metric, where, currency: config.currency }, { database, now: world.now }),
    );
    const head = { period, metric };
    writeResult(format === 'json' ? forecastJson(forecasts, head) : forecastTable(forecasts, head), invocation, world);
    return 0;
  },
};

function metricOf(invocation: Invocation): 'EffectiveCost' | 'BilledCost' {
  const text = textOption(invocation, 'metric') ?? 'EffectiveCost';
  if (text === 'EffectiveCost' || text === 'BilledCost') return text;
  throw new ConfigError(`--metric ${text} is not known`, { remedy: 'choose EffectiveCost or BilledCost' });
}

function whereOf(invocation: Invocation): Exclude<Selection, string> {
  const accounts = textOptions(invocation, 'account');
  const services = textOptions(invocation, 'service');
  const tags = textOptions(invocation, 'tag').map((text) => {
    const selection = tagSelection(text);
    if (typeof selection !== 'string') return selection;
    throw new ConfigError(`--tag ${text}: ${selection}`, { remedy: 'write it as team=shop' });
  });
  return {
    ...Object.assign({}, ...tags),
    ...(accounts.length > 0 ? { SubAccountId: accounts } : {}),
    ...(services.length > 0 ? { ServiceName: services } : {}),
  };
}
