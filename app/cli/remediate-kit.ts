import { ConfigError } from '#app/errors.ts';
import { type EstimateInputsDeps, estimateInputs } from '#app/flows/estimate-inputs.ts';
import { type CodeFindings, type FindRequest, findRemediations } from '#app/flows/find-remediations.ts';
import { NO_INPUTS } from '#app/flows/read-inputs.ts';
import { type Money, money } from '#app/measure/money.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import { type CloudFinding, cloudFindingId } from '#app/remediation/make-plan.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { readEstimating } from './estimating.ts';
import { maxInputBytes } from './input-options.ts';
import { findInClouds } from './remediate-cloud.ts';
import { openRepository, type Repository } from './repository.ts';
import { readEstimateInputs } from './sides.ts';

/** What the paths and the clouds hold, what it costs, and what could cost less. */
export interface EverythingFound {
  readonly repository: Repository;
  readonly deps: EstimateInputsDeps;
  readonly found: FindRequest;
  readonly code: CodeFindings['findings'];
  readonly cloud: readonly CloudFinding[];
  /** Of the code alone. */
  readonly together: Money | null;
}

/**
 * Reads, estimates and searches the paths of a command, and the clouds that `--cloud` names; without a path only those.
 * @throws as `readEstimateInputs` and `readEstimating`; UpstreamError where a cloud does not answer.
 */
export async function findEverything(invocation: Invocation, world: World): Promise<EverythingFound> {
  const cloud = textOption(invocation, 'cloud');
  if (cloud !== undefined && cloud !== 'aws') {
    throw new ConfigError(`--cloud ${cloud} is not known`, { remedy: 'choose aws' });
  }
  const isCloudOnly = cloud !== undefined && invocation.positionals.length === 0;
  const read = isCloudOnly ? null : await readEstimateInputs(invocation, world);
  const repository = read?.repository ?? openRepository(world.cwd, maxInputBytes(invocation));
  const inputs = read?.inputs ?? NO_INPUTS;
  const deps = await readEstimating(invocation, { repository, world, sides: [inputs] });
  const settings = repository.config.remediation;
  const request = read?.request ?? { ...EMPTY_REQUEST, tree: repository.tree };
  const found = { request, inputs, settings, estimate: estimateInputs(inputs, deps) };
  const code = isCloudOnly ? { findings: [], together: money(0, deps.currency) } : findRemediations(found, deps);
  deps.progress.end();
  const inCloud = cloud === undefined ? [] : await findInClouds({ inputs, settings, deps }, { invocation, world });
  return { repository, deps, found, code: code.findings, cloud: inCloud, together: code.together };
}

const EMPTY_REQUEST = {
  paths: [],
  documents: [],
  projects: null,
  varFiles: [],
  vars: [],
  environment: {},
  workspace: null,
  nameFrom: '',
} as const;

/** The finding of an id, in the code or in a cloud. @throws ConfigError where there is none. */
export function findingNamed(
  id: string,
  { code, cloud }: Pick<EverythingFound, 'code' | 'cloud'>,
): { readonly code: CodeFinding } | { readonly cloud: CloudFinding } {
  const inCode = code.find((each) => each.finding.id === id);
  if (inCode) return { code: inCode };
  const inCloud = cloud.find((each) => cloudFindingId(each) === id);
  if (inCloud) return { cloud: inCloud };
  throw new ConfigError(`there is no finding ${id}`, { remedy: 'see finops remediate find for those of today' });
}
