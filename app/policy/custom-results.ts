import { PolicyError } from '#app/errors.ts';
import type { PolicyAssets } from './assets.ts';
import { isTestFile, verdictRules } from './custom-rules.ts';
import { EngineFailure } from './engine.ts';
import type { RegoRule } from './engine-protocol.ts';
import { errorResult } from './error-result.ts';
import { keyOf } from './evaluate-custom.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { explainFault } from './explain-fault.ts';
import { type Finding, readFindings } from './finding.ts';
import { inputSchema } from './input-schema.ts';
import { overrideDigest } from './override-digest.ts';
import { Severity } from './pack-rule.ts';
import { type CustomOutcome, MAXIMUM_PAGES } from './policy-job.ts';
import type { PolicyResult } from './result.ts';
import { runInWorker } from './run-in-worker.ts';
import { thresholds } from './settings.ts';

const FAILED = 'custom/evaluation';

interface CustomContext extends EvaluationContext {
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** The results of the custom policies; whatever is wrong with one of them is an error with its place. */
export async function customResults(context: CustomContext, assets: PolicyAssets): Promise<readonly PolicyResult[]> {
  const files = context.files.filter(({ path }) => !isTestFile(path));
  if (files.length === 0) return [];
  try {
    const outcome = await runInWorker(
      {
        kind: 'custom',
        engine: assets.engine(),
        modules: Object.fromEntries(files.map(({ path, text }) => [path, text])),
        schema: inputSchema(),
        data: JSON.stringify({ config: thresholds(context.settings) }),
        input: context.inputText,
        nowNs: context.nowNs,
        maximumPages: MAXIMUM_PAGES,
      },
      { timeoutMs: context.settings.timeoutMs },
    );
    return readOutcome(outcome, context);
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

function ruleResults(
  { rule, findings }: { readonly rule: RegoRule; readonly findings: readonly Finding[] },
  context: CustomContext,
): readonly PolicyResult[] {
  const about = described(rule);
  const warns = rule.name.startsWith('warn');
  const level = warns ? 'advisory' : context.settings.custom.level;
  const common = { id: about.id, pack: 'custom', level } as const;
  if (findings.length === 0) {
    const nowhere = { resource: null, file: null, line: null, overrideDigest: null };
    const { severity, docs, fix } = about;
    return [{ ...common, severity, outcome: 'pass', message: about.title, ...nowhere, docs, fix }];
  }
  return findings.map((finding) => ({
    ...common,
    severity: finding.severity ?? about.severity,
    outcome: level === 'advisory' ? 'warn' : 'deny',
    message: finding.message,
    resource: finding.resource,
    ...placeIn(finding, context),
    docs: finding.docs ?? about.docs,
    fix: finding.fix ?? about.fix,
    overrideDigest: overrideDigest({ rule: about.id, ...finding }, context.costs),
  }));
}

/** Where the finding says, else where the resource that it names stands. */
function placeIn(
  finding: Finding,
  { input }: CustomContext,
): { readonly file: string | null; readonly line: number | null } {
  if (finding.file !== null || finding.resource === null) return { file: finding.file, line: finding.line };
  const resource = input.resources.find(({ address }) => address === finding.resource);
  const workload = input.workloads.find(
    ({ namespace, kind, name }) => `${namespace}/${kind}/${name}` === finding.resource,
  );
  return { file: resource?.file ?? workload?.file ?? null, line: resource?.line ?? workload?.line ?? null };
}

interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly docs: string | null;
  readonly fix: string | null;
}

/** The id is `<package without finops.>/<rule>`, so that no rule can take another's; the rest is from its METADATA. */
function described(rule: RegoRule): RuleDescription {
  const about = rule.annotations.find(({ scope }) => scope === 'rule' || scope === 'document');
  const text = (name: string): string | null => {
    const value = about?.custom?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const severity = Severity.safeParse(about?.custom?.['severity']);
  return {
    id: `${rule.package.slice('finops.'.length)}/${rule.name}`,
    title: about?.title ?? `${rule.name} of ${rule.package}`,
    severity: severity.success ? severity.data : 'medium',
    docs: text('docs'),
    fix: text('fix'),
  };
}
