import { PolicyError } from '#app/errors.ts';
import { askEngine, type ToolingDeps } from './ask-engine.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { isTestFile, verdictRules } from './custom-rules.ts';
import { EngineFailure } from './engine.ts';
import type { RegoRule } from './engine-protocol.ts';
import { type Finding, readFindings } from './finding.ts';

/** What one rule says of an estimate in Infracost's format. */
export interface ForeignFinding extends Finding {
  /** `package.rule`. */
  readonly rule: string;
  readonly outcome: 'deny' | 'warn' | 'pass';
}

/**
 * Evaluates policies that were written for conftest, OPA or Infracost over an estimate in Infracost's JSON format: any
 * package, Rego v1 or v0, findings as texts, as `{msg}`, or as `{msg, failed}` of which only the failed ones count.
 * @throws PolicyError for whatever does not compile, fails or has another shape.
 */
export async function evaluateForeign(
  request: { readonly sources: Readonly<Record<string, string>>; readonly input: unknown },
  deps: ToolingDeps,
): Promise<readonly ForeignFinding[]> {
  const modules = Object.fromEntries(Object.entries(request.sources).filter(([path]) => !isTestFile(path)));
  const { rules, v0 } = await compile(modules, deps);
  const verdicts = verdictRules(rules);
  if (verdicts.length === 0) throw new PolicyError('the policies have no rule deny, violation or warn');
  const query = verdicts.map((rule, index) => `r${index} := data.${rule.package}.${rule.name}`).join('; ');
  const answer = await askEngine(
    { op: 'eval', modules, builtins: CUSTOM_BUILTINS, v0, query, input: request.input, strictBuiltinErrors: true },
    deps,
  );
  return verdicts.flatMap((rule, index) => foreignFindings(rule, answer.bindings?.[`r${index}`]));
}

async function compile(
  modules: Readonly<Record<string, string>>,
  deps: ToolingDeps,
): Promise<{ readonly rules: readonly RegoRule[]; readonly v0: boolean }> {
  const request = { op: 'check', modules, builtins: CUSTOM_BUILTINS } as const;
  try {
    return { rules: (await askEngine(request, deps)).rules, v0: false };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    try {
      return { rules: (await askEngine({ ...request, v0: true }, deps)).rules, v0: true };
    } catch {
      // The faults of Rego v1 are those that the author should read.
      throw error;
    }
  }
}

function foreignFindings(rule: RegoRule, value: unknown): readonly ForeignFinding[] {
  const name = `${rule.package}.${rule.name}`;
  const outcome = rule.name.startsWith('warn') ? 'warn' : 'deny';
  const findings = readFindings(value, name);
  return (value as readonly unknown[]).flatMap((member, index) => {
    const finding = findings[index];
    return finding ? [{ ...finding, rule: name, outcome: failed(member, name) ? outcome : 'pass' }] : [];
  });
}

/** Infracost's `failed`: absent counts as failed, anything but a boolean is no verdict. */
function failed(member: unknown, rule: string): boolean {
  if (typeof member !== 'object' || member === null || !('failed' in member)) return true;
  if (typeof member.failed !== 'boolean') throw new PolicyError(`${rule} gave a finding whose failed is not a boolean`);
  return member.failed;
}
