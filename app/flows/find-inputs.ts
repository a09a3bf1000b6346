import { type Diagnostic, InputError } from '#app/errors.ts';
import { normalPath, type Tree } from '#app/source/tree.ts';
import { discoverProjects } from '#app/terraform/discover.ts';
import { discoverUnits } from '#app/terraform/terragrunt/discover-units.ts';
import { excludedBy } from './excluded-paths.ts';
import { decodeManifest, findManifests } from './find-manifests.ts';
import type { InputRequest, ManifestDocument, UnrenderedProject } from './read-inputs.ts';

/** A root module to evaluate. */
export interface ProjectSpec {
  readonly path: string;
  readonly name: string;
  readonly varFiles: readonly string[];
  readonly vars: readonly string[];
  readonly workspace: string | null;
  /** Values of variables from the environment of this project alone, by name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** `terraform` when left out. */
  readonly kind?: 'terragrunt';
}

/** What the paths of a request hold. */
export interface FoundInputs {
  readonly projects: readonly ProjectSpec[];
  readonly json: readonly ManifestDocument[];
  readonly manifests: readonly ManifestDocument[];
  readonly unrendered: readonly UnrenderedProject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Directories in which nobody keeps what they deploy. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', '.terraform', '.github', '.finops', 'node_modules']);
const MAX_FILES = 50_000;

/**
 * Finds what there is to estimate below the request's paths.
 * @throws InputError for a path that does not exist, or below which nothing is found.
 */
export function findInputs(request: InputRequest): FoundInputs {
  const projects: ProjectSpec[] = [];
  const json: ManifestDocument[] = [];
  const manifests: ManifestDocument[] = [];
  const unrendered: UnrenderedProject[] = [];
  const diagnostics: Diagnostic[] = [];
  const finding = { request, projects, json, manifests, unrendered, diagnostics };
  if (request.projects) projects.push(...request.projects.filter((each) => isBelow(each.path, request.paths)));
  for (const path of request.paths) {
    const entry = kindOf(request.tree, path);
    if (entry === null) {
      throw new InputError('there is no such file or directory', { place: { file: path }, remedy: 'check the path' });
    }
    if (entry === 'file') addFile(path, finding);
    else addDirectory(path, finding);
  }
  const isNothing =
    projects.length + json.length + manifests.length + unrendered.length + request.documents.length === 0;
  if (isNothing && diagnostics.length === 0) {
    const place = { file: request.paths[0] || '.' };
    const remedy = 'name a directory with .tf files, a plan (terraform show -json) or Kubernetes manifests';
    throw new InputError('nothing to estimate was found here', { place, remedy });
  }
  return { projects, json, manifests, unrendered, diagnostics };
}

interface Finding {
  readonly request: InputRequest;
  readonly projects: ProjectSpec[];
  readonly json: ManifestDocument[];
  readonly manifests: ManifestDocument[];
  readonly unrendered: UnrenderedProject[];
  readonly diagnostics: Diagnostic[];
}

function addFile(path: string, { request, projects, json, manifests, diagnostics }: Finding): void {
  if (path.endsWith('.json') || path.endsWith('.tfstate')) json.push({ file: path, text: textOf(request.tree, path) });
  else if (/\.ya?ml$/.test(path)) addManifest(path, { request, manifests, diagnostics });
  else if (/\.(tf|tofu)$/.test(path)) addProject(path.split('/').slice(0, -1).join('/'), { request, projects });
  else {
    const remedy = 'name a .tf, .json, .yaml or .yml file, or a directory';
    throw new InputError('this kind of file is not known', { place: { file: path }, remedy });
  }
}

function addManifest(
  path: string,
  { request, manifests, diagnostics }: Pick<Finding, 'request' | 'manifests' | 'diagnostics'>,
): void {
  const content = request.tree.read(path);
  const decoded =
    content === null ? { text: textOf(request.tree, path), problem: null } : decodeManifest(path, content);
  if (decoded.problem) diagnostics.push(decoded.problem);
  else manifests.push({ file: path, text: decoded.text });
}

function addDirectory(path: string, finding: Finding): void {
  const { request, projects, manifests, unrendered, diagnostics } = finding;
  if (!request.projects) {
    const isExcluded = excludedBy(request.exclude ?? []);
    for (const each of rootsBelow(path, request)) {
      if (isExcluded(each.path)) continue;
      const name = request.paths.length > 1 && path !== '' ? `${path}-${each.name}` : each.name;
      projects.push({ ...each, name });
    }
  }
  const found = findManifests(filesBelow(request.tree, path), request, path);
  manifests.push(...found.manifests);
  unrendered.push(...found.unrendered);
  diagnostics.push(...found.diagnostics);
}

/** What is deployed below a path: Terragrunt units, and root modules that no unit stands for. */
export function rootsBelow(
  path: string,
  request: Pick<InputRequest, 'tree' | 'varFiles' | 'nameFrom'>,
): readonly ProjectSpec[] {
  const { tree, varFiles } = request;
  const units = discoverUnits(tree, path);
  const covered = new Set(units.flatMap((unit) => [unit.path, ...localSources(tree, unit.path)]));
  const found = discoverProjects(tree, path).filter((each) => !covered.has(each.path));
  // A directory that holds Terraform itself is the one that is meant, not what its examples describe.
  const own = found.filter((each) => each.path === path);
  const isUnit = units.some((unit) => unit.path === path);
  const roots = isUnit ? [] : own.length > 0 ? own : hasTerraform(tree, path) ? [rootAt(path, request)] : found;
  // Variable files that a person names stand for themselves: there is one environment then.
  const single =
    varFiles.length > 0 ? [...new Map(roots.map((each) => [each.path, { ...each, varFiles: [] }])).values()] : roots;
  return [
    ...single.map((each) => ({ ...each, vars: [] })),
    ...units
      .filter((unit) => !isUnit || unit.path === path)
      .map((unit) => ({ ...rootAt(unit.path, request), name: unit.name, kind: 'terragrunt' as const })),
  ];
}

/** Directories of this tree in which a unit says its module is. */
function localSources(tree: Tree, unit: string): readonly string[] {
  const content = tree.read(unit === '' ? 'terragrunt.hcl' : `${unit}/terragrunt.hcl`);
  const text = content ? new TextDecoder().decode(content) : '';
  return [...text.matchAll(/^\s*source\s*=\s*"(?:\$\{get_terragrunt_dir\(\)\}\/+)?(\.{1,2}\/[^"?]*)"/gm)].flatMap(
    ([, source = '']) => normalPath(`${unit}/${source.replace('//', '/')}`) ?? [],
  );
}

function addProject(path: string, { request, projects }: Pick<Finding, 'request' | 'projects'>): void {
  if (!projects.some((each) => each.path === path)) projects.push(rootAt(path, request));
}

function rootAt(path: string, { nameFrom }: Pick<InputRequest, 'nameFrom'>): ProjectSpec {
  const relative = nameFrom !== '' && path.startsWith(`${nameFrom}/`) ? path.slice(nameFrom.length + 1) : path;
  const name = relative === '' || relative === nameFrom ? 'main' : relative;
  return { path, name, varFiles: [], vars: [], workspace: null };
}

function filesBelow(tree: Tree, start: string): readonly string[] {
  const files: string[] = [];
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined && files.length < MAX_FILES; folder = pending.pop()) {
    for (const entry of tree.list(folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind === 'file') files.push(path);
      else if (!entry.isLink && !SKIPPED.has(entry.name)) pending.push(path);
    }
  }
  return files.sort();
}

function hasTerraform(tree: Tree, path: string): boolean {
  return tree.list(path).some((entry) => entry.kind === 'file' && isTerraform(entry.name));
}

function isTerraform(name: string): boolean {
  return /\.(tf|tofu)$/.test(name);
}

function kindOf(tree: Tree, path: string): 'file' | 'directory' | null {
  if (path === '') return 'directory';
  return tree.list(parentOf(path)).find((entry) => entry.name === path.split('/').at(-1))?.kind ?? null;
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => root === '' || path === root || path.startsWith(`${root}/`));
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function textOf(tree: Tree, path: string): string {
  const content = tree.read(path);
  if (!content) throw new InputError('the file cannot be read', { place: { file: path }, remedy: 'check the path' });
  return new TextDecoder().decode(content);
}
