import { isDeepStrictEqual } from 'node:util';
import { PolicyError } from '#app/errors.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { checkCustomRules, verdictRules } from './custom-rules.ts';
import type { PolicyEngine } from './engine.ts';
import type { RegoRule } from './engine-protocol.ts';
import { hostBuiltins } from './host-builtins.ts';
import { loadOpaModule } from './opa-module.ts';
import type { CustomJob, CustomOutcome } from './policy-job.ts';
import { compileWasm } from './web-assembly.ts';

const ENTRY_FILE = 'finops/gate.rego';
const ENTRY = 'finops/gate/findings';

/**
 * Checks, compiles and evaluates custom policies: the compiled module first, then OPA's own evaluator with strict
 * built-in errors, because inside WASM a failing built-in is merely undefined, which would allow. The evaluator's word
 * counts; the two must agree on what fires.
 * @throws PolicyError for whatever does not compile, fails, or disagrees.
 */
export function evaluateCustom(job: CustomJob, engine: PolicyEngine): CustomOutcome {
  const sources = { modules: job.modules, builtins: CUSTOM_BUILTINS, schema: job.schema, strict: true };
  const { rules } = engine.ask({ op: 'check', ...sources });
  checkCustomRules(rules, job.modules);
  const verdicts = verdictRules(rules);
  const modules = { ...job.modules, [ENTRY_FILE]: entryModule(verdicts) };
  const exact = evaluateExactly(engine, { job, modules });
  const compiled = evaluateCompiled(engine, { job, modules });
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

function entryModule(verdicts: readonly RegoRule[]): string {
  const rules = verdicts.map((rule) => `findings[${JSON.stringify(keyOf(rule))}] := data.${keyOf(rule)}`);
  return `package finops.gate\n\n${rules.join('\n\n')}\n`;
}

interface CustomModules {
  readonly job: CustomJob;
  readonly modules: Readonly<Record<string, string>>;
}

function evaluateExactly(engine: PolicyEngine, { job, modules }: CustomModules): Readonly<Record<string, unknown>> {
  const { value } = engine.ask({
    op: 'eval',
    modules,
    builtins: CUSTOM_BUILTINS,
    query: 'data.finops.gate.findings',
    input: JSON.parse(job.input),
    data: JSON.parse(job.data),
    strictBuiltinErrors: true,
    nowNs: job.nowNs,
  });
  return asFindings(value);
}

function evaluateCompiled(engine: PolicyEngine, { job, modules }: CustomModules): Readonly<Record<string, unknown>> {
  const { wasm } = engine.ask({ op: 'build', modules, builtins: CUSTOM_BUILTINS, entrypoints: [ENTRY] });
  const module = loadOpaModule(
    compileWasm(Buffer.from(wasm, 'base64')),
    { builtins: hostBuiltins(job.nowNs, engine), maximumPages: job.maximumPages, inputLength: job.input.length },
    job.data,
  );
  const [result] = module.evaluate(ENTRY, job.input) as readonly { readonly result?: unknown }[];
  return asFindings(result?.result);
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
