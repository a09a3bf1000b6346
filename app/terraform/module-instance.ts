import type { Diagnostic } from '#app/errors.ts';
import { type Budget, newBudget } from '#app/hcl/budget.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import type { FileAccess, FunctionTable } from '#app/hcl/function.ts';
import type { Reference, Scope } from '#app/hcl/scope.ts';
import type { Attribute, Block, Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { readTypeConstraint } from '#app/hcl/type-constraint.ts';
import { applyTypeConstraint } from '#app/hcl/type-defaults.ts';
import { objectValue, stringValue, unknownValue, type Value, withSensitive } from '#app/hcl/value.ts';
import type { Tree } from '#app/source/tree.ts';
import { answerDataSource } from './data-sources.ts';
import { expandBody } from './expand-body.ts';
import { locateModule } from './module-calls.ts';
import { type ModuleFiles, readModuleFiles, type SourcedBlock } from './module-files.ts';
import { countRepetitions, forEachRepetitions, type Repetition, repeated } from './repetition.ts';

/** What all module instances of one project share. */
export interface ProjectContext {
  readonly tree: Tree;
  /** Directory of the root module, relative to the tree. */
  readonly root: string;
  readonly workspace: string;
  readonly functions: FunctionTable;
  readonly files: FileAccess;
  readonly budget: Budget;
  readonly parsed: Map<string, ModuleFiles>;
  readonly diagnostics: Diagnostic[];
  /** Region that the provider of a block sets, null where it sets none that is known. */
  readonly regionOf: (block: Block, module: ModuleInstance) => string | null;
}

/** A block that stands for resources, with the instances it expands to. */
export interface Declared {
  readonly sourced: SourcedBlock;
  readonly repetitions: readonly Repetition[];
}

const MAX_MODULE_DEPTH = 32;

/** One instance of a module: answers references lazily, each value worked out once. */
export class ModuleInstance {
  readonly context: ProjectContext;
  /** Address, empty for the root module. */
  readonly address: string;
  readonly path: string;
  readonly parent: ModuleInstance | null;
  readonly call: SourcedBlock | null;
  readonly #inputs: ReadonlyMap<string, Value>;
  readonly #files: ModuleFiles;
  readonly #memo = new Map<string, Value>();
  readonly #running: string[] = [];
  readonly #declared = new Map<string, Declared>();
  readonly #children = new Map<
    string,
    { readonly repetitions: readonly Repetition[]; readonly instances: readonly (ModuleInstance | null)[] }
  >();

  constructor(
    context: ProjectContext,
    place: {
      readonly address: string;
      readonly path: string;
      readonly inputs: ReadonlyMap<string, Value>;
      readonly parent: ModuleInstance | null;
      readonly call: SourcedBlock | null;
    },
  ) {
    this.context = context;
    this.address = place.address;
    this.path = place.path;
    this.parent = place.parent;
    this.call = place.call;
    this.#inputs = place.inputs;
    let files = context.parsed.get(place.path);
    if (!files) {
      files = readModuleFiles(context.tree, place.path);
      context.parsed.set(place.path, files);
      context.diagnostics.push(...files.diagnostics);
    }
    this.#files = files;
  }

  blocks(type: string): readonly SourcedBlock[] {
    return this.#files.blocks.filter(({ block }) => block.type === type);
  }

  /** The scope of an expression of this module; `names` are `each` and `count` of the instance it stands in. */
  scope(names: ReadonlyMap<string, Value> = new Map()): Scope {
    const { functions, files, budget } = this.context;
    return {
      functions,
      files,
      budget,
      lookup: (name) => names.get(name) ?? this.#whole(name),
      resolve: (reference) => (names.has(reference.root) ? undefined : this.#resolve(reference)),
    };
  }

  /** Resources and data sources of this module with their instances. */
  declared(mode: 'resource' | 'data'): readonly Declared[] {
    return this.blocks(mode).flatMap((sourced) => {
      const [type, name] = sourced.block.labels;
      return type && name ? [this.#declaredOf(`${mode}.${type.text}.${name.text}`, sourced)] : [];
    });
  }

  /** Instances of the modules that this one calls. */
  children(): readonly ModuleInstance[] {
    return this.blocks('module').flatMap(({ block }) => {
      const name = block.labels[0]?.text;
      return name ? (this.#childrenOf(name)?.instances ?? []).filter((each) => each !== null) : [];
    });
  }

  /** The value of an output, unknown with its reason when there is none. */
  output(name: string): Value {
    return this.#once(`output.${name}`, () => {
      const found = this.blocks('output').find(({ block }) => block.labels[0]?.text === name);
      const expression = found?.block.body.attributes.find((each) => each.name === 'value')?.expression;
      if (!expression || !found) return unknown(`${this.address} has no output ${name}`);
      const sensitive = found.block.body.attributes.find((each) => each.name === 'sensitive')?.expression;
      const value = this.evaluate(expression);
      return sensitive?.kind === 'literal' && sensitive.value === true ? withSensitive(value, true) : value;
    });
  }

  evaluate(expression: Expression, names?: ReadonlyMap<string, Value>): Value {
    return evaluate(expression, this.scope(names)).value;
  }

  /** How often a block stands: its `count` or `for_each`. */
  repetitions(block: Block): readonly Repetition[] {
    const count = attributeOf(block, 'count');
    if (count) return countRepetitions(this.evaluate(count.expression));
    const forEach = attributeOf(block, 'for_each');
    return forEach ? forEachRepetitions(this.evaluate(forEach.expression)) : [{ index: null, names: new Map() }];
  }

  variable(name: string): Value {
    return this.#once(`var.${name}`, () => this.#variable(name));
  }

  #variable(name: string): Value {
    const declared = this.blocks('variable').find(({ block }) => block.labels[0]?.text === name);
    if (!declared) return unknown(`var.${name} is not declared`);
    const { block } = declared;
    const given = this.#inputs.get(name);
    const fallback = attributeOf(block, 'default');
    const raw = given ?? (fallback ? this.evaluate(fallback.expression) : unknown(`var.${name} has no value`));
    const sensitive = attributeOf(block, 'sensitive')?.expression;
    const value = this.#typed(raw, { block, name });
    return sensitive?.kind === 'literal' && sensitive.value === true ? withSensitive(value, true) : value;
  }

  #typed(value: Value, declared: { readonly block: Block; readonly name: string }): Value {
    const type = attributeOf(declared.block, 'type');
    if (!type || value.kind === 'unknown') return value;
    try {
      const evaluateDefault = (expression: Expression): Value => this.evaluate(expression);
      return applyTypeConstraint(value, { ...readTypeConstraint(type.expression), evaluateDefault });
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      this.context.diagnostics.push({
        severity: 'error',
        message: `the value of var.${declared.name} does not fit its type: ${what}`,
        remedy: 'correct the value or the type',
      });
      return unknown(`var.${declared.name} does not fit its type`);
    }
  }

  #local(name: string): Value {
    return this.#once(`local.${name}`, () => {
      for (const { block } of this.blocks('locals').toReversed()) {
        const found = attributeOf(block, name);
        if (found) return this.evaluate(found.expression);
      }
      return unknown(`local.${name} is not declared`);
    });
  }

  #once(key: string, compute: () => Value): Value {
    const before = this.#memo.get(key);
    if (before) return before;
    if (this.#running.includes(key) || this.#running.length > 400) {
      const cycle = [...this.#running.slice(Math.max(0, this.#running.indexOf(key))), key].join(' → ');
      this.context.diagnostics.push({ severity: 'error', message: `a cycle: ${cycle}`, remedy: 'break it' });
      return unknown(`it refers to itself: ${cycle}`);
    }
    this.#running.push(key);
    const value = compute();
    this.#running.pop();
    this.#memo.set(key, value);
    return value;
  }

  #resolve({ root, steps }: Reference): { readonly value: Value; readonly used: number } | undefined {
    const first = steps[0];
    const name = first?.kind === 'attribute' ? first.name : undefined;
    if (name === undefined) return undefined;
    switch (root) {
      case 'var':
        return { value: this.variable(name), used: 1 };
      case 'local':
        return { value: this.#local(name), used: 1 };
      case 'path':
        return { value: this.#pathValue(name), used: 1 };
      case 'terraform':
      case 'tofu':
        return {
          value: name === 'workspace' ? stringValue(this.context.workspace) : unknown(`${root}.${name}`),
          used: 1,
        };
      case 'module':
        return this.#resolveModule(name, steps);
      case 'each':
      case 'count':
      case 'self':
        return { value: unknown(`${root} has no meaning here`), used: 1 };
      case 'data':
        return this.#resolveResource('data', steps, 0);
      default:
        return this.#resolveResource('resource', [{ kind: 'attribute', name: root, start: 0, end: 0 }, ...steps], 1);
    }
  }

  #whole(name: string): Value | undefined {
    if (name === 'var') {
      const names = this.blocks('variable').flatMap(({ block }) => block.labels[0]?.text ?? []);
      return objectValue(new Map(names.map((each) => [each, this.variable(each)])));
    }
    return unknown(`${name} cannot be used as a whole`);
  }

  #pathValue(name: string): Value {
    const { root } = this.context;
    if (name === 'module') return stringValue(relativePath(root, this.path));
    return name === 'root' || name === 'cwd' ? stringValue('.') : unknown(`path.${name}`);
  }

  #resolveModule(
    name: string,
    steps: Reference['steps'],
  ): { readonly value: Value; readonly used: number } | undefined {
    const found = this.#childrenOf(name);
    if (!found) return { value: unknown(`module.${name} is not to be had`), used: steps.length };
    const { repetitions, instances } = found;
    const single = repetitions.length === 1 && repetitions[0]?.index === null;
    const at = single
      ? 0
      : steps[1]?.kind === 'index'
        ? repetitions.findIndex((each) => each.index === keyOf(steps[1]))
        : -1;
    const output = steps[single ? 1 : 2];
    if (at >= 0 && output?.kind === 'attribute') {
      const instance = instances[at];
      const value = instance ? instance.output(output.name) : unknown(`module.${name} is not to be had`);
      return { value, used: single ? 2 : 3 };
    }
    const values = instances.map((each) => (each ? each.#outputs() : unknown(`module.${name} is not to be had`)));
    return { value: repeated(repetitions, values), used: 1 };
  }

  #outputs(): Value {
    const names = this.blocks('output').flatMap(({ block }) => block.labels[0]?.text ?? []);
    return objectValue(new Map(names.map((name) => [name, this.output(name)])));
  }

  #resolveResource(mode: 'resource' | 'data', steps: Reference['steps'], implied: number) {
    const [type, name, third] = steps;
    if (type?.kind !== 'attribute' || name?.kind !== 'attribute') return undefined;
    const address = `${mode === 'data' ? 'data.' : ''}${type.name}.${name.name}`;
    const key = `${mode}.${type.name}.${name.name}`;
    const sourced = this.blocks(mode).find(
      ({ block }) => block.labels[0]?.text === type.name && block.labels[1]?.text === name.name,
    );
    if (!sourced) return { value: unknown(`${address} is not declared`), used: steps.length - implied };
    const declared = this.#declaredOf(key, sourced);
    const single = declared.repetitions.length === 1 && declared.repetitions[0]?.index === null;
    const at = single
      ? 0
      : third?.kind === 'index'
        ? declared.repetitions.findIndex((each) => each.index === keyOf(third))
        : -1;
    const attribute = steps[single ? 2 : 3];
    const repetition = declared.repetitions[at];
    if (repetition && attribute?.kind === 'attribute') {
      const value = this.#attribute({ mode, type: type.name, address, sourced, repetition }, attribute.name);
      return { value, used: (single ? 3 : 4) - implied };
    }
    const values = declared.repetitions.map((each) =>
      this.#object({ mode, type: type.name, address, sourced, repetition: each }),
    );
    return { value: repeated(declared.repetitions, values), used: 2 - implied };
  }

  #attribute(target: ResourceTarget, name: string): Value {
    const at = target.repetition.index === null ? '' : `[${JSON.stringify(target.repetition.index)}]`;
    return this.#once(`${target.address}${at}.${name}`, () => {
      const values = this.#configured(target, name);
      if (values) return values;
      const answer = target.mode === 'data' ? answerDataSource(target.type, name, this.#dataContext(target)) : null;
      return answer ?? unknown(`${this.#qualified(target.address)}${at}.${name} is decided at apply`);
    });
  }

  #configured(target: ResourceTarget, name: string): Value | null {
    const { block } = target.sourced;
    const attribute = attributeOf(block, name);
    if (attribute && name !== 'count' && name !== 'for_each')
      return this.evaluate(attribute.expression, target.repetition.names);
    if (
      !block.body.blocks.some(
        (each) => each.type === name || (each.type === 'dynamic' && each.labels[0]?.text === name),
      )
    )
      return null;
    return expandBody(block.body, this.scope(target.repetition.names)).get(name) ?? null;
  }

  #object(target: ResourceTarget): Value {
    const { body } = target.sourced.block;
    const names = new Set([
      ...body.attributes.map((each) => each.name),
      ...body.blocks.map((each) => each.type),
      'id',
      'arn',
      'name',
      'self_link',
    ]);
    for (const meta of ['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'dynamic']) names.delete(meta);
    return objectValue(new Map([...names].map((name) => [name, this.#attribute(target, name)])));
  }

  #dataContext(target: ResourceTarget): {
    readonly configured: (name: string) => Value | null;
    readonly region: string | null;
  } {
    return {
      configured: (name) => this.#configured(target, name),
      region: this.context.regionOf(target.sourced.block, this),
    };
  }

  #qualified(address: string): string {
    return this.address === '' ? address : `${this.address}.${address}`;
  }

  #declaredOf(key: string, sourced: SourcedBlock): Declared {
    let declared = this.#declared.get(key);
    if (!declared) {
      declared = { sourced, repetitions: this.repetitions(sourced.block) };
      this.#declared.set(key, declared);
    }
    return declared;
  }

  #childrenOf(name: string) {
    const before = this.#children.get(name);
    if (before) return before;
    const sourced = this.blocks('module').find(({ block }) => block.labels[0]?.text === name);
    if (!sourced) return null;
    const location = this.#locate(sourced, name);
    const repetitions = this.repetitions(sourced.block);
    const instances = repetitions.map((repetition) =>
      location === null ? null : this.#child(sourced, { name, location, repetition }),
    );
    const found = { repetitions, instances };
    this.#children.set(name, found);
    return found;
  }

  #child(
    sourced: SourcedBlock,
    at: { readonly name: string; readonly location: string; readonly repetition: Repetition },
  ): ModuleInstance {
    const inputs = new Map<string, Value>();
    for (const attribute of sourced.block.body.attributes) {
      if (['source', 'version', 'count', 'for_each', 'depends_on', 'providers'].includes(attribute.name)) continue;
      inputs.set(attribute.name, this.evaluate(attribute.expression, at.repetition.names));
    }
    const index = at.repetition.index === null ? '' : `[${JSON.stringify(at.repetition.index)}]`;
    const address = this.#qualified(`module.${at.name}${index}`);
    return new ModuleInstance(this.context, { address, path: at.location, inputs, parent: this, call: sourced });
  }

  #locate(sourced: SourcedBlock, name: string): string | null {
    const expression = attributeOf(sourced.block, 'source')?.expression;
    const source = expression ? this.evaluate(expression) : null;
    const key = [
      ...this.address
        .replace(/\[[^\]]*\]/g, '')
        .split('.')
        .filter((part, index) => index % 2 === 1 && part !== ''),
      name,
    ].join('.');
    const depth = this.address.split('module.').length;
    const place = { file: sourced.source.file, line: lineOf(sourced) };
    if (source?.kind !== 'string' || depth > MAX_MODULE_DEPTH) {
      const message =
        depth > MAX_MODULE_DEPTH
          ? `module.${name}: modules call each other without end`
          : `module.${name} has no source`;
      this.context.diagnostics.push({ severity: 'error', message, place, remedy: 'correct the module call' });
      return null;
    }
    const { tree, root } = this.context;
    const location = locateModule(tree, { source: source.text, from: this.path, root, key });
    if ('path' in location) return location.path;
    const message = `module.${name} is not estimated: ${location.missing}`;
    this.context.diagnostics.push({ severity: 'error', message, place, remedy: location.remedy });
    return null;
  }
}

interface ResourceTarget {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly address: string;
  readonly sourced: SourcedBlock;
  readonly repetition: Repetition;
}

/** The attribute of a block by name. */
export function attributeOf(block: Block, name: string): Attribute | undefined {
  return block.body.attributes.find((each) => each.name === name);
}

/** First line of a block. */
export function lineOf({ source, block }: SourcedBlock): number {
  return source.text.slice(0, block.start).split('\n').length;
}

/** A fresh context over a tree. */
export function projectContext(request: Omit<ProjectContext, 'budget' | 'parsed' | 'diagnostics'>): ProjectContext {
  return { ...request, budget: newBudget(), parsed: new Map(), diagnostics: [] };
}

function unknown(reason: string): Value {
  return unknownValue(DYNAMIC, [reason]);
}

function keyOf(step: Reference['steps'][number] | undefined): string | number | undefined {
  return step?.kind === 'index' ? step.key : undefined;
}

function relativePath(from: string, to: string): string {
  if (from === to) return '.';
  const base = from === '' ? [] : from.split('/');
  const target = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < base.length && base[same] === target[same]) same += 1;
  const up = base.slice(same).map(() => '..');
  const path = [...up, ...target.slice(same)].join('/');
  return up.length > 0 ? path : `./${path}`;
}
