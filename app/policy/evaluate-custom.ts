import { isDeepStrictEqual } from 'node:util';
import { PolicyError } from '#app/errors.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { checkCustomRules, verdictRules } from './custom-rules.ts';
import type { PolicyEngine } from './engine.ts';
import type { EngineSources, RegoRule } from './engine-protocol.ts';
import { hostBuiltins } from './host-builtins.ts';
import { loadOpaModule } from './opa-module.ts';
import type { CustomJob, CustomOutcome } from './policy-job.ts';
import { compileWasm } from './web-assembly.ts';

/**
 * Checks, compiles and evaluates custom policies: the compiled module first, then OPA's own evaluator with strict
 * built-in errors, because inside WASM a failing built-in is merely undefined, which would allow. The evaluator's word
 * counts; the two must agree on what fires.
 * @throws PolicyError for whatever does not compile, fails, or disagrees.
 */
export function evaluateCustom(job: CustomJob, engine: PolicyEngine): CustomOutcome {
  // The three requests have equal sources, so that the engine compiles them once.
  const sources = { modules: job.modules, builtins: CUSTOM_BUILTINS, schema: job.schema, strict: true };
  const { rules } = engine.ask({ op: 'check', ...sources });
  checkCustomRules(rules, job.modules);
  const verdicts = verdictRules(rules);
  const policies = { job, sources, query: findingsQuery(verdicts) };
  const exact = evaluateExactly(engine, policies);
  const compiled = evaluateCompiled(engine, policies);
  for (const rule of verdicts) {
    const key = keyOf(rule);
    if (!Array.isArray(exact[key])) {
      throw new PolicyError(`${key} has no value`, { place: { file: rule.file, line: rule.row } });
    }
    if (!isDeepStrictEqual(firing(exact[key]), firing(compiled[key]))) {
      throw new PolicyError(`the compiled policy and OPA's evaluator do not agree on ${key}`, {
        place: { file: rule.file, line: rule.row },
      });
    }
  }
  return { rules, findings: exact };
}

/** The name under which a rule's findings stand. */
export function keyOf(rule: RegoRule): string {
  return `${rule.package}.${rule.name}`;
}

/** All findings at once: a set is never undefined, so that no rule can take the others with it. */
export function findingsQuery(verdicts: readonly RegoRule[]): string {
  return `findings := {${verdicts.map((rule) => `${JSON.stringify(keyOf(rule))}: data.${keyOf(rule)}`).join(', ')}}`;
}

interface CustomPolicies {
  readonly job: CustomJob;
  readonly sources: EngineSources;
  readonly query: string;
}

function evaluateExactly(
  engine: PolicyEngine,
  { job, sources, query }: CustomPolicies,
): Readonly<Record<string, unknown>> {
  const { bindings } = engine.ask({
    op: 'eval',
    ...sources,
    query,
    input: JSON.parse(job.input),
    data: JSON.parse(job.data),
    strictBuiltinErrors: true,
    nowNs: job.nowNs,
  });
  return asFindings(bindings?.['findings']);
}

function evaluateCompiled(
  engine: PolicyEngine,
  { job, sources, query }: CustomPolicies,
): Readonly<Record<string, unknown>> {
  const { wasm } = engine.ask({ op: 'build', ...sources, query });
  const module = loadOpaModule(
    compileWasm(Buffer.from(wasm, 'base64')),
    { builtins: hostBuiltins(job.nowNs, engine), maximumPages: job.maximumPages, inputLength: job.input.length },
    job.data,
  );
  const [result] = module.evaluate('eval', job.input) as readonly { readonly findings?: unknown }[];
  return asFindings(result?.findings);
}

function asFindings(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PolicyError('the policies gave no findings at all');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** What fires, without the wording: the two evaluators may print a computed number differently. */
function firing(findings: unknown): readonly string[] | null {
  if (!Array.isArray(findings)) return null;
  return findings.map((each: unknown) => resourceOf(each)).sort();
}

function resourceOf(finding: unknown): string {
  const resource = typeof finding === 'object' && finding !== null && 'resource' in finding ? finding.resource : null;
  return JSON.stringify(resource ?? null);
}
