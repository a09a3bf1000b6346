import type { Place } from '#app/errors.ts';
import type { Value } from '#app/hcl/value.ts';
import { type EvaluationNode, type Steps, waitingNode } from './evaluation-graph.ts';
import { lineOf, type ModuleFiles, readModuleFiles, type SourcedBlock } from './module-files.ts';
import type { ProjectContext } from './project-context.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { Repetition } from './repetition.ts';

/** A value for a variable of the root module: as it stands, or as text whose meaning the variable's type decides. */
export type RootInput = { readonly value: Value } | { readonly text: string; readonly sensitive: boolean };

/** The instances of one resource or data source. */
export interface ResourceExpansion {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly sourced: SourcedBlock;
  readonly repetitions: readonly Repetition[];
  /** Attributes by instance, in the order of `repetitions`. */
  readonly values: readonly ReadonlyMap<string, Value>[];
  /** Places in `repetitions` by key. */
  readonly places: ReadonlyMap<string | number | null, number>;
  /** The resource as one value, once somebody has asked for it. */
  whole: Value | null;
}

/** The instances of one module call; none where the module is not to be had. */
export interface CallExpansion {
  readonly name: string;
  readonly sourced: SourcedBlock;
  readonly repetitions: readonly Repetition[];
  readonly instances: readonly ModuleInstance[] | null;
  readonly places: ReadonlyMap<string | number | null, number>;
  whole: Value | null;
}

/** How each kind of node is worked out; handed in, because each kind needs the others. */
export interface Computations {
  readonly variable: (module: ModuleInstance, name: string) => Steps<Value>;
  readonly local: (module: ModuleInstance, name: string) => Steps<Value>;
  readonly output: (module: ModuleInstance, name: string) => Steps<Value>;
  readonly resource: (module: ModuleInstance, sourced: SourcedBlock) => Steps<ResourceExpansion>;
  readonly call: (module: ModuleInstance, sourced: SourcedBlock) => Steps<CallExpansion>;
  readonly provider: (module: ModuleInstance, local: string) => Steps<ProviderSettings>;
}

/** Where a module instance stands: its call in the module above, nothing for the root. */
export interface ModuleCaller {
  readonly module: ModuleInstance;
  readonly sourced: SourcedBlock;
  readonly repetition: Repetition;
}

interface ModulePlace {
  readonly project: ProjectContext;
  readonly computations: Computations;
  readonly address: string;
  readonly path: string;
  readonly caller: ModuleCaller | null;
  readonly rootInputs: ReadonlyMap<string, RootInput>;
}

/** One instance of a module: its files and the nodes in them. */
export class ModuleInstance {
  readonly project: ProjectContext;
  readonly computations: Computations;
  /** `module.a["x"].module.b`, empty for the root module. */
  readonly address: string;
  readonly path: string;
  readonly caller: ModuleCaller | null;
  readonly rootInputs: ReadonlyMap<string, RootInput>;
  readonly files: ModuleFiles;
  /** Why it is not known how many instances of this module, or of one around it, there are. */
  readonly unknownCount: string | null;
  readonly #nodes = new Map<string, EvaluationNode>();

  constructor(place: ModulePlace) {
    this.project = place.project;
    this.computations = place.computations;
    this.address = place.address;
    this.path = place.path;
    this.caller = place.caller;
    this.rootInputs = place.rootInputs;
    this.unknownCount = place.caller?.repetition.unknown ?? place.caller?.module.unknownCount ?? null;
    const { parsed, tree, report } = place.project;
    const before = parsed.get(place.path);
    this.files = before ?? readModuleFiles(tree, place.path);
    if (before) return;
    parsed.set(place.path, this.files);
    for (const diagnostic of this.files.diagnostics) report(diagnostic);
  }

  blocks(type: string): readonly SourcedBlock[] {
    return this.files.byType.get(type) ?? [];
  }

  /** An address within this module as an address within the project. */
  qualified(address: string): string {
    return this.address === '' ? address : `${this.address}.${address}`;
  }

  variable(name: string): EvaluationNode<Value> {
    const place = placeOf(this.files.byName.get(`variable.${name}`));
    return this.#node(`var.${name}`, place, () => this.computations.variable(this, name));
  }

  local(name: string): EvaluationNode<Value> {
    const found = this.files.locals.get(name);
    const place = found && { file: found.source.file };
    return this.#node(`local.${name}`, place, () => this.computations.local(this, name));
  }

  output(name: string): EvaluationNode<Value> {
    const place = placeOf(this.files.byName.get(`output.${name}`));
    return this.#node(`output.${name}`, place, () => this.computations.output(this, name));
  }

  provider(local: string): EvaluationNode<ProviderSettings> {
    return this.#node(`provider.${local}`, undefined, () => this.computations.provider(this, local));
  }

  /** Null where no such resource or data source is declared. */
  resource(key: `${'resource' | 'data'}.${string}`): EvaluationNode<ResourceExpansion> | null {
    const sourced = this.files.byName.get(key);
    if (sourced?.block.labels.length !== 2) return null;
    const address = key.replace(/^resource\./, '');
    return this.#node(address, placeOf(sourced), () => this.computations.resource(this, sourced));
  }

  /** Null where no such module is called. */
  call(name: string): EvaluationNode<CallExpansion> | null {
    const sourced = this.files.byName.get(`module.${name}`);
    if (!sourced) return null;
    return this.#node(`module.${name}`, placeOf(sourced), () => this.computations.call(this, sourced));
  }

  #node<Result>(key: string, place: Place | undefined, start: () => Steps<Result>): EvaluationNode<Result> {
    const before = this.#nodes.get(key);
    if (before) return before as EvaluationNode<Result>;
    const node = waitingNode({ label: this.qualified(key), place, start });
    this.#nodes.set(key, node);
    return node;
  }
}

function placeOf(sourced: SourcedBlock | undefined): Place | undefined {
  return sourced && { file: sourced.source.file, line: lineOf(sourced) };
}
