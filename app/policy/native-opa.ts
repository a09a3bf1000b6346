import { PolicyError } from '#app/errors.ts';
import { askEngine, type ToolingDeps } from './ask-engine.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { checkCustomRules, verdictRules } from './custom-rules.ts';
import { findingsQuery, keyOf } from './evaluate-custom.ts';
import { inputSchema } from './input-schema.ts';
import { nativeSchema } from './native-schema.ts';
import type { CustomOutcome } from './policy-job.ts';

/** One evaluation by an `opa` of the machine. */
export interface NativeJob {
  /** Rego texts by path; the paths are names, and lead nowhere. */
  readonly modules: Readonly<Record<string, string>>;
  readonly query: string;
  /** The allow-list of built-ins. */
  readonly builtins: readonly string[];
  /** JSON Schema of the input. */
  readonly schema: unknown;
  /** JSON texts. */
  readonly data: string;
  readonly input: string;
  readonly timeoutMs: number;
}

/**
 * Evaluates with an `opa` of the machine, and gives the bindings of the query's one result.
 * @throws EngineFailure with OPA's faults; PolicyError when there is no opa, or none that answers.
 */
export type NativeOpa = (job: NativeJob) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Custom policies that the engine accepts, evaluated by an `opa` of the machine. The engine checks first: OPA's own
 * reading of a schema knows no null, so that it alone would take a misspelt field below what may be null.
 * @throws PolicyError for whatever does not compile, fails, or has no value.
 */
export async function evaluateNatively(
  job: Pick<NativeJob, 'modules' | 'data' | 'input'> & { readonly nowNs: string },
  deps: ToolingDeps & { readonly opa: NativeOpa | undefined },
): Promise<CustomOutcome> {
  if (!deps.opa) {
    throw new PolicyError('policies.engine is opa, and no opa of the machine is run here', {
      remedy: 'remove policies.engine: the built-in engine is OPA as well',
    });
  }
  const { modules, data, input } = job;
  const schema = inputSchema();
  const request = { op: 'check', modules, builtins: CUSTOM_BUILTINS, schema, strict: true } as const;
  const { rules } = await askEngine(request, deps);
  checkCustomRules(rules, modules);
  const verdicts = verdictRules(rules);
  // opa has no option for the clock: the one built-in that reads it is given the decision's.
  const query = `${findingsQuery(verdicts)} with time.now_ns as ${job.nowNs}`;
  const bindings = await deps.opa({
    ...{ modules, data, input, query },
    builtins: CUSTOM_BUILTINS,
    schema: nativeSchema(schema),
    timeoutMs: deps.timeoutMs,
  });
  const findings = (bindings['findings'] ?? {}) as Readonly<Record<string, unknown>>;
  for (const rule of verdicts) {
    if (Array.isArray(findings[keyOf(rule)])) continue;
    throw new PolicyError(`${keyOf(rule)} has no value`, { place: { file: rule.file, line: rule.row } });
  }
  return { rules, findings };
}
