import { PolicyError } from '#app/errors.ts';
import type { PolicyAssets } from './assets.ts';
import { isTestFile, verdictRules } from './custom-rules.ts';
import { EngineFailure } from './engine.ts';
import type { RegoRule } from './engine-protocol.ts';
import { errorResult } from './error-result.ts';
import { keyOf } from './evaluate-custom.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { explainFault } from './explain-fault.ts';
import { readFindings } from './finding.ts';
import { inputSchema } from './input-schema.ts';
import { evaluateNatively, type NativeOpa } from './native-opa.ts';
import { type CustomOutcome, MAXIMUM_PAGES } from './policy-job.ts';
import type { PolicyResult } from './result.ts';
import { ruleResults } from './rule-results.ts';
import { runInWorker } from './run-in-worker.ts';
import { thresholds } from './settings.ts';

const FAILED = 'custom/evaluation';

interface CustomContext extends EvaluationContext {
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

interface CustomDeps {
  readonly assets: PolicyAssets;
  /** Evaluates when the settings say `engine: opa`. */
  readonly opa?: NativeOpa;
}

/** The results of the custom policies; whatever is wrong with one of them is an error with its place. */
export async function customResults(context: CustomContext, deps: CustomDeps): Promise<readonly PolicyResult[]> {
  const files = context.files.filter(({ path }) => !isTestFile(path));
  if (files.length === 0) return [];
  const { timeoutMs, engine } = context.settings;
  const job = {
    modules: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    data: JSON.stringify({ config: thresholds(context.settings) }),
    input: context.inputText(),
    nowNs: context.nowNs,
  };
  try {
    if (engine === 'opa') {
      const { assets, opa } = deps;
      return readOutcome(await evaluateNatively(job, { assets, opa, timeoutMs }), context);
    }
    const shipped = { engine: deps.assets.engine(), schema: inputSchema(), maximumPages: MAXIMUM_PAGES };
    return readOutcome(await runInWorker({ kind: 'custom', ...job, ...shipped }, { timeoutMs }), context);
  } catch (error) {
    if (error instanceof EngineFailure && error.faults.length > 0) return error.faults.map(faultResult);
    if (error instanceof PolicyError) return [errorResult(error, FAILED)];
    throw error;
  }
}

function faultResult(fault: EngineFailure['faults'][number]): PolicyResult {
  const place = fault.file === undefined ? undefined : { file: fault.file, ...(fault.row ? { line: fault.row } : {}) };
  const { message, remedy } = explainFault(fault);
  return errorResult(new PolicyError(message, { place, remedy: remedy ?? undefined }), FAILED);
}

function readOutcome(outcome: CustomOutcome, context: CustomContext): readonly PolicyResult[] {
  return verdictRules(outcome.rules).flatMap((rule) => {
    try {
      const findings = readFindings(outcome.findings[keyOf(rule)], keyOf(rule));
      return ruleResults({ rule, findings }, context);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      return [errorResult(new PolicyError(error.message, { place: placeOf(rule), cause: error }), FAILED)];
    }
  });
}

function placeOf(rule: RegoRule): { readonly file: string; readonly line: number } {
  return { file: rule.file, line: rule.row };
}
