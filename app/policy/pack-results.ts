import { PolicyError } from '#app/errors.ts';
import type { PolicyAssets } from './assets.ts';
import { errorResult } from './error-result.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Finding, readFindings } from './finding.ts';
import { overrideDigest } from './override-digest.ts';
import type { Level, PackRule } from './pack-rule.ts';
import { packsInputText } from './packs-input.ts';
import { MAXIMUM_PAGES } from './policy-job.ts';
import type { PolicyResult } from './result.ts';
import { runInWorker } from './run-in-worker.ts';
import { levelOf, thresholds } from './settings.ts';

/** The results of all packs that are on, from one evaluation of one entry point. */
export async function packResults(context: EvaluationContext, assets: PolicyAssets): Promise<readonly PolicyResult[]> {
  const active = assets.index.rules.flatMap((rule) => {
    const level = levelOf(rule, context.settings);
    return level === 'off' ? [] : [{ rule, level }];
  });
  if (active.length === 0) return [];
  try {
    const findings = await evaluatePacks(context, { assets, rules: active.map(({ rule }) => rule) });
    return active.flatMap((each) => resultsOf(each, { findings: findings[each.rule.id], context }));
  } catch (error) {
    if (error instanceof PolicyError) return [errorResult(error, 'packs/evaluation')];
    throw error;
  }
}

async function evaluatePacks(
  context: EvaluationContext,
  packs: { readonly assets: PolicyAssets; readonly rules: readonly PackRule[] },
): Promise<Readonly<Record<string, unknown>>> {
  const rules = Object.fromEntries(packs.rules.map(({ id }) => [id, true]));
  const value = await runInWorker(
    {
      kind: 'wasm',
      wasm: packs.assets.packs,
      entrypoint: 'finops/gate/findings',
      data: JSON.stringify({ config: thresholds(context.settings), rules }),
      input: packsInputText(context.input),
      nowNs: context.nowNs,
      maximumPages: MAXIMUM_PAGES,
    },
    { timeoutMs: context.settings.timeoutMs },
  );
  if (typeof value !== 'object' || value === null) throw new PolicyError('the packs gave no findings');
  return value as Readonly<Record<string, unknown>>;
}

function resultsOf(
  { rule, level }: { readonly rule: PackRule; readonly level: Level },
  about: { readonly findings: unknown; readonly context: EvaluationContext },
): readonly PolicyResult[] {
  const findings = readFindings(about.findings, rule.id);
  const common = { id: rule.id, pack: rule.pack, severity: rule.severity, level, docs: rule.docs, fix: rule.fix };
  if (findings.length === 0) {
    const nowhere = { resource: null, file: null, line: null, overrideDigest: null };
    return [{ ...common, outcome: 'pass', message: rule.title, ...nowhere }];
  }
  return findings.map((finding: Finding) => ({
    ...common,
    outcome: level === 'advisory' ? 'warn' : 'deny',
    message: finding.message,
    resource: finding.resource,
    file: finding.file,
    line: finding.line,
    overrideDigest: overrideDigest({ rule: rule.id, ...finding }, about.context.costs),
  }));
}
