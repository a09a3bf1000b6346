import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { estimateDocument } from '#reports/estimate-document.ts';
import { readEstimating } from './estimating.ts';
import { inputStatus } from './input-status.ts';
import type { MakeReport } from './report-command.ts';
import { readEstimateInputs } from './sides.ts';

/** The estimate of the paths, for people; the exit status is that of `finops estimate`. */
export const makeEstimateReport: MakeReport = async (invocation, world) => {
  const { repository, inputs } = await readEstimateInputs(invocation, world);
  const deps = await readEstimating(invocation, { repository, world, sides: [inputs] });
  const estimate = estimateInputs(inputs, deps);
  deps.progress.end();
  return { document: estimateDocument(estimate, world.now), status: inputStatus(estimate, world) };
};
