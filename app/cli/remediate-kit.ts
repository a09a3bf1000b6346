import { ConfigError } from '#app/errors.ts';
import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { type CodeFindings, type FindRequest, findRemediations } from '#app/flows/find-remediations.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import type { Invocation, World } from './command.ts';
import { type Estimating, readEstimating } from './estimating.ts';
import type { Repository } from './repository.ts';
import { readEstimateInputs } from './sides.ts';

/** What the paths hold, what it costs, and what could cost less. */
export interface FoundInCode extends CodeFindings {
  readonly repository: Repository;
  readonly deps: Estimating;
  readonly found: FindRequest;
}

/** Reads, estimates and searches the paths of a command. @throws as `readEstimateInputs` and `readEstimating`. */
export async function findInCode(invocation: Invocation, world: World): Promise<FoundInCode> {
  const { repository, inputs, request } = await readEstimateInputs(invocation, world);
  const deps = await readEstimating(invocation, { repository, world, sides: [inputs] });
  const found = {
    request,
    inputs,
    estimate: estimateInputs(inputs, deps),
    settings: repository.config.remediation,
  };
  const findings = findRemediations(found, deps);
  deps.progress.end();
  return { repository, deps, found, ...findings };
}

/** The finding of an id. @throws ConfigError where there is none. */
export function findingOf(id: string, { findings }: CodeFindings): CodeFinding {
  const found = findings.find((each) => each.finding.id === id);
  if (found) return found;
  throw new ConfigError(`there is no finding ${id}`, { remedy: 'see finops remediate find for those of today' });
}
