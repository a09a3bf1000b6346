import { join } from 'node:path';
import { InputError } from '#app/errors.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import type { WantedPullRequest } from '#app/github/ensure-pull-requests.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { openAwsClients } from '#app/remediation/aws/clients.ts';
import type { ReadCosts } from '#app/remediation/billed-rate.ts';
import type { Finding } from '#app/remediation/finding.ts';
import type { BilledFacts } from './billed-facts.ts';
import { configuredProjects } from './configured-projects.ts';
import { configuredUsage } from './configured-usage.ts';
import { type EstimateInputsDeps, estimateInputs } from './estimate-inputs.ts';
import { findInBills } from './find-in-bills.ts';
import { cloudFinding, findInCloud, managedIds } from './find-in-cloud.ts';
import { findRemediations } from './find-remediations.ts';
import { openPricing, readUsageText } from './open-pricing.ts';
import { type ProposeDeps, proposeRemediations } from './propose-remediations.ts';
import { type InputRequest, type Inputs, NO_INPUTS, readInputs } from './read-inputs.ts';
import type { RequestTarget } from './remediation-request.ts';
import type { Workspace } from './workspace.ts';

export interface WeeklyRemediationRequest {
  readonly workspace: Workspace;
  /** Where it is proposed; the tree and limits of the workspace go into it. */
  readonly target: Omit<RequestTarget, 'tree' | 'settings' | 'now'>;
  /** Regions of AWS; empty: no cloud is asked. */
  readonly regions: readonly string[];
  /** Where the embedded price book stands. */
  readonly home: string;
  readonly createdBy: string;
  readonly now: Date;
}

export interface WeeklyRemediationDeps {
  readonly billed: BilledFacts | null;
  readonly readCosts: ReadCosts | null;
  readonly words: ProposeDeps['words'];
}

export interface WeeklyRemediation {
  readonly findings: readonly Finding[];
  readonly proposals: readonly WantedPullRequest[];
  readonly estimate: Estimate;
}

/**
 * What a repository and its clouds could save, and the pull requests that would propose it. Nothing is published.
 * @throws ConfigError where the configuration is wrong; UpstreamError where a cloud does not answer.
 */
export async function weeklyRemediation(
  request: WeeklyRemediationRequest,
  deps: WeeklyRemediationDeps,
): Promise<WeeklyRemediation> {
  const { workspace, now, regions, createdBy } = request;
  const { config, tree } = workspace;
  const settings = config.remediation;
  const estimating = pricingOf(request, deps.billed);
  const asked = inputRequest(workspace);
  const inputs = readOrNothing(asked);
  const found = { request: asked, inputs, settings, estimate: estimateInputs(inputs, estimating) };
  const code = inputs === NO_INPUTS ? [] : findRemediations(found, estimating).findings;
  const clients = regions.map((region) => openAwsClients(region));
  const managed = managedIds([...inputs.projects, ...(inputs.prior ?? [])]);
  const cloud =
    clients.length === 0
      ? []
      : await findInCloud({ clients, settings, managed }, { ...estimating, readCosts: deps.readCosts });
  const known = new Set(cloud.flatMap((each) => each.action.billedAs(each.target)));
  const billed = deps.readCosts ? await findInBills({ settings, known, now }, deps.readCosts) : [];
  const target = { ...request.target, tree, settings: settings.pullRequests, now };
  return {
    findings: [...code.map((each) => each.finding), ...cloud.map(cloudFinding), ...billed],
    proposals: proposeRemediations({ code, cloud, found, target, createdBy }, { estimating, words: deps.words }),
    estimate: found.estimate,
  };
}

function pricingOf({ workspace, home, now }: WeeklyRemediationRequest, billed: BilledFacts | null): EstimateInputsDeps {
  const { config, tree } = workspace;
  const usage = configuredUsage(config, (path) => {
    const content = tree.read(path);
    return content ? readUsageText(new TextDecoder().decode(content), path) : NO_USAGE;
  });
  const openBook = (options: Parameters<typeof readPriceBook>[1]) => readPriceBook(join(home, 'dist/prices'), options);
  return openPricing({ currency: '' }, { openBook, now, billed })(config, tree, 'team')(usage);
}

function inputRequest({ tree, config }: Workspace): InputRequest {
  return {
    ...{ tree, paths: [''], documents: [], varFiles: [], vars: [], environment: {}, workspace: null, nameFrom: '' },
    projects: config.projects ? configuredProjects(config.projects, tree) : null,
    exclude: config.exclude ?? [],
  };
}

/** A repository without Terraform and manifests may hold plans of clouds alone. */
function readOrNothing(request: InputRequest): Inputs {
  try {
    return readInputs(request);
  } catch (error) {
    if (error instanceof InputError && error.message === 'nothing to estimate was found here') return NO_INPUTS;
    throw error;
  }
}
