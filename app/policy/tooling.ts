import { PolicyError } from '#app/errors.ts';
import { askEngine, type ToolingDeps } from './ask-engine.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { checkCustomRules, isTestFile, verdictRules } from './custom-rules.ts';
import { EngineFailure } from './engine.ts';
import type { EngineCoverage, EngineFault, EngineTest, RegoRule } from './engine-protocol.ts';
import { explainFault } from './explain-fault.ts';
import { inputSchema } from './input-schema.ts';
import { type NullComparison, nullComparisons } from './null-comparisons.ts';
import { isMaskFile } from './policy-masks.ts';

/** Rego texts by path. */
export type RegoSources = Readonly<Record<string, string>>;

/** A fault of a policy, to be shown at its place. */
export interface PolicyFault {
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly remedy: string | null;
  /** The line of the file; null where there is none. */
  readonly source: string | null;
}

export interface PolicyCheck {
  /** Rules that count for the verdict. */
  readonly rules: readonly RegoRule[];
  /** Empty when the gate would take the policies. */
  readonly faults: readonly PolicyFault[];
  /** Where an unknown amount would pass as a small one; the gate takes them. */
  readonly nullComparisons: readonly NullComparison[];
}

/** `finops policy check`: strict compilation against the input's schema and the allow-list, as the gate does it. */
export async function checkPolicies(sources: RegoSources, deps: ToolingDeps): Promise<PolicyCheck> {
  const modules = gatePolicies(sources);
  const masks = Object.fromEntries(Object.entries(sources).filter(([, text]) => isMaskFile(text)));
  try {
    if (Object.keys(masks).length > 0) {
      await askEngine({ op: 'check', modules: masks, builtins: CUSTOM_BUILTINS, strict: true }, deps);
    }
    const request = { op: 'check', modules, builtins: CUSTOM_BUILTINS, schema: inputSchema(), strict: true } as const;
    const { rules } = await askEngine(request, deps);
    checkCustomRules(rules, modules);
    return { rules: verdictRules(rules), faults: [], nullComparisons: nullComparisons(modules) };
  } catch (error) {
    return { rules: [], faults: faultsOf(error, sources), nullComparisons: [] };
  }
}

/** `finops policy fmt`: the texts as `opa fmt` lays them out. @throws EngineFailure when one does not parse. */
export async function formatPolicies(sources: RegoSources, deps: ToolingDeps): Promise<RegoSources> {
  return (await askEngine({ op: 'format', modules: sources }, deps)).modules;
}

export interface PolicyTests {
  readonly tests: readonly EngineTest[];
  readonly coverage: Readonly<Record<string, EngineCoverage>>;
  /** Of all lines, 100 where there are none. */
  readonly coveragePercent: number;
  /** Why nothing could be run: what does not compile. */
  readonly faults: readonly PolicyFault[];
}

/** `finops policy test`: runs the `test_` rules and counts the lines that they reach. */
export async function testPolicies(
  request: { readonly sources: RegoSources; readonly data?: unknown; readonly filter?: string },
  deps: ToolingDeps,
): Promise<PolicyTests> {
  const { sources, data, filter } = request;
  const asked = {
    op: 'test',
    modules: sources,
    builtins: CUSTOM_BUILTINS,
    coverage: true,
    ...(data === undefined ? {} : { data }),
    ...(filter === undefined ? {} : { filter }),
  } as const;
  try {
    const { tests, coverage = {} } = await askEngine(asked, deps);
    return { tests, coverage, coveragePercent: percentOf(Object.values(coverage)), faults: [] };
  } catch (error) {
    return { tests: [], coverage: {}, coveragePercent: 0, faults: faultsOf(error, sources) };
  }
}

function percentOf(files: readonly EngineCoverage[]): number {
  const covered = files.reduce((sum, each) => sum + each.covered, 0);
  const all = files.reduce((sum, each) => sum + each.covered + each.notCovered, 0);
  return all === 0 ? 100 : (covered / all) * 100;
}

/** `finops policy build`: one WASM module with an entry point for each rule that counts. @throws EngineFailure. */
export async function buildPolicies(
  sources: RegoSources,
  deps: ToolingDeps,
): Promise<{ readonly wasm: Uint8Array; readonly entrypoints: readonly string[] }> {
  const modules = gatePolicies(sources);
  const { rules, faults } = await checkPolicies(sources, deps);
  const [fault] = faults;
  if (fault) throw new PolicyError(fault.message, { place: { file: fault.file ?? '', line: fault.line ?? 1 } });
  const entrypoints = rules.map((rule) => `${rule.package}.${rule.name}`.replaceAll('.', '/'));
  const { wasm } = await askEngine({ op: 'build', modules, builtins: CUSTOM_BUILTINS, entrypoints }, deps);
  return { wasm: Buffer.from(wasm, 'base64'), entrypoints };
}

/** What the gate evaluates: neither tests nor masks of the decision log. */
export function gatePolicies(sources: RegoSources): RegoSources {
  return Object.fromEntries(Object.entries(sources).filter(([path, text]) => !isTestFile(path) && !isMaskFile(text)));
}

function faultsOf(error: unknown, sources: RegoSources): readonly PolicyFault[] {
  if (!(error instanceof PolicyError)) throw error;
  if (error instanceof EngineFailure && error.faults.length > 0) {
    return oncePerRemedy(error.faults.map((fault) => engineFault(fault, sources)));
  }
  const { place, remedy } = error;
  const [file = null, line = null] = [place?.file, place?.line];
  const column = place?.column ?? null;
  return [
    { message: error.message, file, line, column, remedy: remedy ?? null, source: sourceLine(sources, file, line) },
  ];
}

function engineFault(fault: EngineFault, sources: RegoSources): PolicyFault {
  const { file = null, row = null, col = null } = fault;
  return { ...explainFault(fault), file, line: row, column: col, source: sourceLine(sources, file, row) };
}

/** A rule in an older syntax is reported for each keyword that it lacks: once is enough. */
function oncePerRemedy(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  return faults.filter(
    ({ file, line, remedy }, index) =>
      remedy === null ||
      !faults.slice(0, index).some((each) => each.file === file && each.line === line && each.remedy === remedy),
  );
}

function sourceLine(sources: RegoSources, file: string | null, line: number | null): string | null {
  return file === null || line === null ? null : (sources[file]?.split('\n')[line - 1] ?? null);
}
