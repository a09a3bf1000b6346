import { PolicyError } from '#app/errors.ts';
import type { PolicyAssets } from './assets.ts';
import { ENGINE_BUILTINS } from './capabilities.ts';
import { isVerdictName } from './custom-rules.ts';
import { errorResult } from './error-result.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { readFindings } from './finding.ts';
import type { OpenedBundle } from './policy-bundle.ts';
import { MAXIMUM_PAGES } from './policy-job.ts';
import type { PolicyResult } from './result.ts';
import { ruleResults } from './rule-results.ts';
import { runInWorker } from './run-in-worker.ts';
import { thresholds } from './settings.ts';

/**
 * The results of a bundle's entry points. It was compiled elsewhere: what is undefined or has another shape than a
 * set of findings is an error, and so is a built-in of ours that fails; what its author did not check, nobody did.
 */
export async function bundleResults(
  context: EvaluationContext & { readonly bundle: OpenedBundle | null },
  assets: PolicyAssets,
): Promise<readonly PolicyResult[]> {
  const { bundle } = context;
  if (bundle === null) return [];
  try {
    const found: PolicyResult[] = [];
    for (const entrypoint of bundle.entrypoints) {
      const value = await evaluateEntry(entrypoint, { bundle, context, assets });
      found.push(...rulesOf(entrypoint, value).flatMap((each) => resultsOf(each, { bundle, context })));
    }
    return found;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const place = { file: bundle.path };
    return [
      errorResult(new PolicyError(error.message, { place, remedy: error.remedy, cause: error }), 'custom/bundle'),
    ];
  }
}

async function evaluateEntry(
  entrypoint: string,
  {
    bundle,
    context,
    assets,
  }: { readonly bundle: OpenedBundle; readonly context: EvaluationContext; readonly assets: PolicyAssets },
): Promise<unknown> {
  const wasm = Buffer.from(bundle.wasm, 'base64');
  const needsEngine = ENGINE_BUILTINS.some((name) => wasm.includes(name));
  return runInWorker(
    {
      kind: 'wasm',
      wasm,
      entrypoint,
      data: JSON.stringify({ config: thresholds(context.settings), ...bundle.data }),
      input: context.inputText(),
      nowNs: context.nowNs,
      maximumPages: MAXIMUM_PAGES,
      ...(needsEngine ? { engine: assets.engine() } : {}),
    },
    { timeoutMs: context.settings.timeoutMs },
  );
}

interface BundleRule {
  readonly package: string;
  readonly name: string;
  readonly value: unknown;
}

/** An entry point is a rule, or a package with rules. */
function rulesOf(entrypoint: string, value: unknown): readonly BundleRule[] {
  const steps = entrypoint.split('/');
  const name = steps.at(-1) ?? '';
  if (isVerdictName(name)) return [{ package: steps.slice(0, -1).join('.'), name, value }];
  const members = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const rules = members.filter(([member]) => isVerdictName(member));
  if (rules.length === 0) throw new PolicyError(`the entry point ${entrypoint} has no rule deny, violation or warn`);
  return rules.map(([member, each]) => ({ package: steps.join('.'), name: member, value: each }));
}

function resultsOf(
  { value, ...rule }: BundleRule,
  { bundle, context }: { readonly bundle: OpenedBundle; readonly context: EvaluationContext },
): readonly PolicyResult[] {
  const findings = readFindings(value, `${rule.package}.${rule.name}`);
  const described = { ...rule, kind: 'set', file: bundle.path, row: 1, annotations: [] } as const;
  return ruleResults({ rule: described, findings }, context);
}
