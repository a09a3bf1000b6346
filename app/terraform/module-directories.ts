import { parseHcl } from '#app/hcl/parse.ts';
import { parseHclJson } from '#app/hcl/parse-json.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';

/** A directory that holds Terraform files, as far as discovery needs to know it. */
export interface ModuleDirectory {
  readonly path: string;
  /** Directories of the local modules that it calls. */
  readonly calls: readonly string[];
  /** True when it configures a provider with more than a name. */
  readonly configuresProvider: boolean;
  /** True when it says where its state is kept. */
  readonly hasBackend: boolean;
}

/** A repository with more directories than this is read no further. */
const MAX_DIRECTORIES = 50_000;
const MODULE_FILE = /\.(tf|tofu)(\.json)?$/;
/** Never part of a configuration: hidden ones (`.terraform`, `.git`, `.terragrunt-cache`) and packages. */
const SKIPPED = /^(\..*|node_modules)$/;

/** All directories below `path` that hold Terraform files, by path; hidden ones and links are not entered. */
export function moduleDirectories(tree: Tree, path: string): ReadonlyMap<string, ModuleDirectory> {
  const found = new Map<string, ModuleDirectory>();
  const pending = [path];
  for (let seen = 0; seen < MAX_DIRECTORIES; seen++) {
    const directory = pending.pop();
    if (directory === undefined) break;
    const entries = tree.list(directory);
    const files = entries.filter((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name));
    if (files.length > 0)
      found.set(directory, readDirectory(tree, { directory, files: files.map(({ name }) => name) }));
    for (const entry of entries.toReversed()) {
      if (entry.kind === 'directory' && !entry.isLink && !SKIPPED.test(entry.name))
        pending.push(joinPath(directory, entry.name));
    }
  }
  return found;
}

/** One directory, null where there is no Terraform file in it. */
export function moduleDirectory(tree: Tree, directory: string): ModuleDirectory | null {
  const files = tree.list(directory).filter((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name));
  return files.length > 0 ? readDirectory(tree, { directory, files: files.map(({ name }) => name) }) : null;
}

function readDirectory(
  tree: Tree,
  request: { readonly directory: string; readonly files: readonly string[] },
): ModuleDirectory {
  const calls = new Set<string>();
  let configuresProvider = false;
  let hasBackend = false;
  for (const name of request.files) {
    const file = joinPath(request.directory, name);
    const content = tree.read(file);
    if (!content) continue;
    const text = new TextDecoder().decode(content);
    const outline = name.endsWith('.json') ? jsonOutline(text, file) : nativeOutline(text, file);
    for (const source of outline.sources) {
      const path = /^\.\.?(\/|$)/.test(source) ? normalPath(`${request.directory}/${source}`) : null;
      if (path !== null) calls.add(path);
    }
    configuresProvider ||= outline.configuresProvider;
    hasBackend ||= outline.hasBackend;
  }
  return { path: request.directory, calls: [...calls], configuresProvider, hasBackend };
}

interface Outline {
  readonly sources: readonly string[];
  readonly configuresProvider: boolean;
  readonly hasBackend: boolean;
}

function nativeOutline(text: string, file: string): Outline {
  const { blocks } = parseHcl(text, file).body;
  const sources = blocks
    .filter(({ type }) => type === 'module')
    .flatMap(({ body }) => body.attributes.filter(({ name }) => name === 'source'))
    .flatMap(({ expression }) => literalText(expression) ?? []);
  return {
    sources,
    configuresProvider: blocks.some(({ type, body }) => type === 'provider' && body.items.length > 0),
    hasBackend: blocks.some(
      ({ type, body }) =>
        type === 'terraform' && body.blocks.some((inner) => inner.type === 'backend' || inner.type === 'cloud'),
    ),
  };
}

function jsonOutline(text: string, file: string): Outline {
  const { attributes } = parseHclJson(text, { file, strings: 'literal' }).body;
  const within = (type: string): readonly Expression[] =>
    attributes.filter(({ name }) => name === type).flatMap(({ expression }) => bodiesOf(expression));
  const entries = (body: Expression): readonly (readonly [string, Expression])[] =>
    body.kind === 'object' ? body.items.map(({ key, value }) => [literalText(key) ?? '', value] as const) : [];
  const sources = within('module')
    .flatMap(entries)
    .flatMap(([, call]) => bodiesOf(call).flatMap(entries))
    .flatMap(([name, value]) => (name === 'source' ? (literalText(value) ?? []) : []));
  return {
    sources,
    configuresProvider: within('provider').some((body) => entries(body).length > 0),
    hasBackend: within('terraform')
      .flatMap(entries)
      .some(([name]) => name === 'backend' || name === 'cloud'),
  };
}

function bodiesOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'tuple' ? expression.items : [expression];
}

function literalText(expression: Expression): string | null {
  if (expression.kind !== 'template' || expression.parts.length !== 1) return null;
  const [part] = expression.parts;
  return part?.kind === 'text' ? part.text : null;
}
