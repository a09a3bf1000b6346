import type { Diagnostic } from '#app/errors.ts';
import { type Budget, newBudget } from '#app/hcl/budget.ts';
import type { FileAccess, FunctionTable } from '#app/hcl/function.ts';
import type { FoundReference } from '#app/hcl/references.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import type { EvaluationGraph } from './evaluation-graph.ts';
import type { ModuleFiles } from './module-files.ts';

/** What all module instances of one project share. */
export interface ProjectContext {
  readonly tree: Tree;
  /** Directory of the root module, relative to the tree. */
  readonly root: string;
  readonly workspace: string;
  readonly functions: FunctionTable;
  readonly files: FileAccess;
  readonly budget: Budget;
  readonly graph: EvaluationGraph;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly parsed: Map<string, ModuleFiles>;
  readonly references: WeakMap<Body | Expression, readonly FoundReference[]>;
  readonly limits: ExpansionLimits;
}

/** What expansion may still make, over all modules. */
interface ExpansionLimits {
  instances: number;
  /** Blocks that `dynamic` blocks stand for. */
  blocks: number;
  modules: number;
}

/** More than any honest configuration has. */
const MAX_INSTANCES = 100_000;
const MAX_MODULES = 20_000;
const MAX_BLOCKS = 300_000;
const MAX_DIAGNOSTICS = 500;

/** A fresh context; `report` writes to `diagnostics`, each finding once and no more than {@link MAX_DIAGNOSTICS}. */
export function projectContext(
  request: Pick<ProjectContext, 'tree' | 'root' | 'workspace' | 'functions' | 'files'> & {
    readonly diagnostics: Diagnostic[];
  },
): ProjectContext {
  const seen = new Set<string>();
  const report = (diagnostic: Diagnostic): void => {
    const { file, line, column } = diagnostic.place ?? {};
    const key = JSON.stringify([diagnostic.message, file, line, column]);
    if (seen.has(key) || seen.size > MAX_DIAGNOSTICS) return;
    seen.add(key);
    if (seen.size <= MAX_DIAGNOSTICS) request.diagnostics.push(diagnostic);
    else
      request.diagnostics.push({
        severity: 'error',
        message: `more than ${MAX_DIAGNOSTICS} findings: the rest is not listed`,
      });
  };
  const graph: EvaluationGraph = {
    running: [],
    reportCycle({ path, place }) {
      const remedy = 'make one of them independent of the others';
      report({ severity: 'error', message: `a cycle: ${path}`, place, remedy });
    },
  };
  return {
    tree: request.tree,
    root: request.root,
    workspace: request.workspace,
    functions: request.functions,
    files: request.files,
    budget: newBudget(),
    graph,
    report,
    parsed: new Map(),
    references: new WeakMap(),
    limits: { instances: MAX_INSTANCES, modules: MAX_MODULES, blocks: MAX_BLOCKS },
  };
}
