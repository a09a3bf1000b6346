import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { ConfigError } from '#app/errors.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { gateChange } from '#app/flows/gate-change.ts';
import { openPolicies } from '#app/flows/open-policies.ts';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { type InputRequest, type Inputs, NO_INPUTS, readInputs } from '#app/flows/read-inputs.ts';
import { conclusionOf, type Review } from '#app/flows/review-change.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { normalPath, type Tree } from '#app/source/tree.ts';
import type { ActionEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import { pricingDeps } from './pricing-deps.ts';
import type { ActionWorld } from './world.ts';

const MAX_FILE_BYTES = 256_000_000;

/**
 * Reviews what lies in the workspace: `planned-path` against `prior-path` (or nothing), or `path`, whose plan says what
 * was there before. The configuration is the workspace's own: there is no pull request to protect it from.
 */
export async function reviewPaths(
  { inputs, event }: { readonly inputs: ActionInputs; readonly event: ActionEvent },
  world: ActionWorld,
): Promise<Review> {
  const tree = directoryTree(event.workspace, MAX_FILE_BYTES);
  const config = configIn(tree, inputs.config);
  const planned = readPath(tree, inputs['planned-path'] || inputs.path);
  const prior = inputs['prior-path'] === '' ? priorOf(planned, inputs) : readPath(tree, inputs['prior-path']);
  const usage = config.usage === undefined ? NO_USAGE : readUsageText(textIn(tree, config.usage), config.usage);
  const deps = { assets: readPolicyAssets(join(world.home, 'policies')), newId: randomUUID };
  const policies = openPolicies({ tree, config, overrides: [] }, deps);
  const around = { now: world.now, environment: null, pullRequest: null, actor: null, budgets: [], anomalies: [] };
  const estimating = openPricing({ currency: inputs.currency }, pricingDeps(world))(config, tree)(usage);
  const report = await gateChange(
    { prior, planned, around: { ...around, waivers: policies.waivers, approvals: [] } },
    { estimating, evaluate: policies.evaluate },
  );
  return { conclusion: conclusionOf(report), report, failure: null };
}

function readPath(tree: Tree, path: string): Inputs {
  const normal = normalPath(path);
  if (normal === null) throw new ConfigError(`${path} leaves the workspace`, { remedy: 'give a path inside of it' });
  const request: InputRequest = {
    tree,
    paths: [normal],
    documents: [],
    projects: null,
    varFiles: [],
    vars: [],
    environment: {},
    workspace: null,
    nameFrom: normal,
  };
  return readInputs(request);
}

/** A plan knows what was there before; a directory alone is compared with nothing. */
function priorOf(planned: Inputs, inputs: ActionInputs): Inputs {
  return inputs['planned-path'] !== '' || planned.prior === null
    ? NO_INPUTS
    : { ...NO_INPUTS, projects: planned.prior };
}

function configIn(tree: Tree, given: string): FinopsConfig {
  for (const file of given === '' ? ['.github/finops.yml', '.github/finops.yaml'] : [given]) {
    const content = tree.read(file);
    if (content) return readConfig(new TextDecoder().decode(content), file);
  }
  if (given === '') return DEFAULT_CONFIG;
  throw new ConfigError(`there is no file ${given}`, { remedy: 'correct the input config' });
}

function textIn(tree: Tree, path: string): string {
  const content = tree.read(path);
  if (content) return new TextDecoder().decode(content);
  throw new ConfigError(`there is no file ${path}`, { remedy: 'correct usage in .github/finops.yml' });
}
