import { difference } from '#app/estimate/difference.ts';
import { estimateInputs, withoutWarnings } from '#app/flows/estimate-inputs.ts';
import { documentBytes } from '#reports/document-text.ts';
import { differenceJson } from '#reports/estimate-json.ts';
import { differenceTable } from '#reports/estimate-table.ts';
import type { Command } from './command.ts';
import { readEstimating } from './estimating.ts';
import { CHANGE_EXPLAINS, CHANGE_OPTIONS, INPUT_EXPLAINS, INPUT_OPTIONS } from './input-options.ts';
import { inputStatus } from './input-status.ts';
import { chosenFormat, writeBytes, writeResult } from './result.ts';
import { readChange } from './sides.ts';

/** `finops diff`: what a change does to the monthly cost. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'The difference between prior and planned, by resource and component',
  synopsis: '[PLAN.json] | --prior PATH --planned PATH | --planned PATH | --git-base REF [PATH…]',
  example: 'finops diff --git-base origin/main infra/',
  options: { ...INPUT_OPTIONS, ...CHANGE_OPTIONS },
  explains: { ...CHANGE_EXPLAINS, ...INPUT_EXPLAINS, format: 'table (the default) or json' },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const change = await readChange(invocation, world);
    const deps = await readEstimating(invocation, {
      repository: change.repository,
      world,
      sides: [change.prior, change.planned],
    });
    const planned = estimateInputs(change.planned, deps);
    const prior = estimateInputs(change.prior, { ...deps, usage: withoutWarnings(deps.usage) });
    const result = difference(prior, planned, change.planned.changes);
    deps.progress.end();
    const resources = result.resources.length;
    if (format === 'table') writeResult(differenceTable(result), invocation, world);
    else writeBytes(documentBytes(differenceJson(result, world.now), { resources }), invocation, world);
    return Math.max(inputStatus(result.prior, world), inputStatus(planned, world));
  },
};
