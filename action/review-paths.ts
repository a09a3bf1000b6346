import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError } from '#app/errors.ts';
import { audienceOf } from '#app/flows/audience.ts';
import type { BilledFacts } from '#app/flows/billed-facts.ts';
import { configuredUsage } from '#app/flows/configured-usage.ts';
import { gateChange } from '#app/flows/gate-change.ts';
import { openNativeOpa } from '#app/flows/native-opa.ts';
import { openPolicies } from '#app/flows/open-policies.ts';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { publishableReview } from '#app/flows/publishable-report.ts';
import { conclusionOf, type Review } from '#app/flows/review-change.ts';
import { publicConfig } from '#app/flows/review-commits.ts';
import { surroundingsOf } from '#app/flows/review-pull-request.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import type { Tree } from '#app/source/tree.ts';
import { openBudgetAmounts } from './budget-amounts.ts';
import type { ActionEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import { madeInputs } from './made-inputs.ts';
import { pricingDeps } from './pricing-deps.ts';
import { workspaceConfig } from './workspace-config.ts';
import type { ActionWorld } from './world.ts';

/**
 * Reviews what lies in the workspace. The configuration is the workspace's own: there is no pull request to protect it
 * from. In a public repository no contracted price and no measured consumption is used, unless it says so.
 */
export async function reviewPaths(
  {
    inputs,
    event,
    billed,
  }: { readonly inputs: ActionInputs; readonly event: ActionEvent; readonly billed: BilledFacts | null },
  world: ActionWorld,
): Promise<{ readonly review: Review; readonly config: FinopsConfig }> {
  const { read, workspace } = madeInputs({ event, inputs });
  const config = publicConfig(workspaceConfig(workspace, inputs.config), event);
  const usage = configuredUsage(config, (path) => readUsageText(textIn(workspace, path), path));
  const opa = openNativeOpa({ path: world.env['PATH'], repository: event.workspace });
  const assets = readPolicyAssets(join(world.home, 'policies'));
  const deps = { assets, newId: randomUUID, opa, ...openBudgetAmounts(inputs, world) };
  const policies = openPolicies({ tree: workspace, config, overrides: [] }, deps);
  const around = { ...surroundingsOf(null, world.now), waivers: policies.waivers };
  const estimating = openPricing({ currency: inputs.currency }, pricingDeps(world, billed))(
    config,
    workspace,
    audienceOf(config, event),
  )(usage);
  const report = await gateChange({ ...read(), around }, { estimating, evaluate: policies.evaluate });
  const review: Review = { conclusion: conclusionOf(report), report, failure: null };
  return { review: publishableReview(review, { isPrivate: event.isPrivate, config, around }), config };
}

function textIn(tree: Tree, path: string): string {
  const content = tree.read(path);
  if (content) return new TextDecoder().decode(content);
  throw new ConfigError(`there is no file ${path}`, { remedy: 'correct usage in .github/finops.yml' });
}
