import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { documentBytes } from '#reports/document-text.ts';
import { estimateJson } from '#reports/estimate-json.ts';
import { estimateTable } from '#reports/estimate-table.ts';
import type { Command } from './command.ts';
import { readEstimating } from './estimating.ts';
import { INPUT_EXPLAINS, INPUT_OPTIONS } from './input-options.ts';
import { inputStatus } from './input-status.ts';
import { chosenFormat, writeBytes, writeResult } from './result.ts';
import { readEstimateInputs } from './sides.ts';
import { syncUsageFile } from './sync-usage-file.ts';

/** `finops estimate`: the monthly cost of what the paths describe. */
export const estimateCommand: Command = {
  name: 'estimate',
  summary: 'Monthly cost of Terraform directories, plans, states and Kubernetes manifests',
  synopsis: '[PATH…]',
  example: 'finops estimate infra/prod --usage-file finops-usage.yml',
  options: { ...INPUT_OPTIONS, 'sync-usage-file': { type: 'boolean' } },
  explains: {
    ...INPUT_EXPLAINS,
    format: 'table (the default) or json',
    'sync-usage-file': 'write every usage key of what is found into the usage file',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const { repository, inputs } = await readEstimateInputs(invocation, world);
    const deps = await readEstimating(invocation, { repository, world, sides: [inputs] });
    const estimate = estimateInputs(inputs, deps);
    deps.progress.end();
    if (invocation.values['sync-usage-file'] === true) {
      syncUsageFile({ estimate, catalogue: deps.catalogue }, { invocation, repository, world });
    }
    const resources = estimate.projects.reduce((count, each) => count + each.resources.length, 0);
    if (format === 'table') writeResult(estimateTable(estimate), invocation, world);
    else writeBytes(documentBytes(estimateJson(estimate, world.now), { resources }), invocation, world);
    return inputStatus(estimate, world);
  },
};
