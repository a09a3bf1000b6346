import { type Diagnostic, InputError } from '#app/errors.ts';
import { changeKey } from '#app/estimate/difference.ts';
import type { NamespaceRule } from '#app/kubernetes/namespace-rule.ts';
import type { RenderCommand } from '#app/kubernetes/render-command.ts';
import type { Tree } from '#app/source/tree.ts';
import { isPlan, isState, parseJson, planIn, stateIn } from '#app/terraform/plan-json.ts';
import { type ProjectRequest, readProject } from '#app/terraform/read-project.ts';
import type { ResourceChange, TerraformProject } from '#app/terraform/resource.ts';
import { readTerragruntUnit } from '#app/terraform/terragrunt/read-unit.ts';
import { findInputs, type ProjectSpec } from './find-inputs.ts';
import { releasedCharts } from './released-charts.ts';

/** Where to read, and what the evaluation of Terraform needs to know. */
export interface InputRequest {
  readonly tree: Tree;
  /** Files or directories in the tree; an empty string is its root. */
  readonly paths: readonly string[];
  /** Manifests that do not lie in the tree, such as standard input. */
  readonly documents: readonly ManifestDocument[];
  /** Projects that the configuration names; left out: discovered. */
  readonly projects: readonly ProjectSpec[] | null;
  /** Directories that discovery leaves out. */
  readonly exclude?: readonly string[];
  readonly varFiles: readonly string[];
  readonly vars: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workspace: string | null;
  /** Left out: charts and kustomizations are reported with what to run. */
  readonly render?: RenderManifests;
  /** Address of the repository, by which what Argo CD and Flux deploy out of it is found; left out: not known. */
  readonly origin?: string;
  /** Which manifests of the directories count; left out: all. */
  readonly wantsManifest?: (path: string) => boolean;
  /** Prefix that is taken off project names, so that two sides read from different places can be compared. */
  readonly nameFrom: string;
}

export interface ManifestDocument {
  readonly file: string;
  readonly text: string;
  /** The set that is deployed together; left out for what stands alone. */
  readonly project?: string;
  readonly namespace?: NamespaceRule | null;
  /** True for what a tool wrote: its lines are none of the file's. */
  readonly isRendered?: boolean;
  /** Directory of a chart or kustomization. */
  readonly path?: string;
  /** Address of the object that makes a controller deploy it, or of the Terraform resource (`PROJECT\0ADDRESS`). */
  readonly deployedBy?: string;
}

/** A chart or kustomization whose manifests are not at hand. */
export interface UnrenderedProject {
  readonly name: string;
  readonly path: string;
  /** True where nothing in the repository deploys it. */
  readonly isAlone: boolean;
  /** Over everything it is made of: equal on both sides when the change does not touch it. */
  readonly digest: string;
  readonly diagnostic: Diagnostic;
}

/**
 * Runs the user's own kustomize or helm over a copy of the files and directories that it needs; handed in where that is
 * allowed.
 */
export type RenderManifests = (
  command: RenderCommand,
  sources: readonly string[],
) => { readonly text: string } | { readonly problem: string; readonly remedy?: string };

/** Everything that was found, still without a price. */
export interface Inputs {
  readonly projects: readonly TerraformProject[];
  /** What plans among the inputs say was there before; null when there is no plan. */
  readonly prior: readonly TerraformProject[] | null;
  /** What plans say of their resources, by `changeKey`. */
  readonly changes: ReadonlyMap<string, ResourceChange>;
  readonly manifests: readonly ManifestDocument[];
  readonly unrendered: readonly UnrenderedProject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The inputs of a side that does not exist. */
export const NO_INPUTS: Inputs = {
  projects: [],
  prior: null,
  changes: new Map(),
  manifests: [],
  unrendered: [],
  diagnostics: [],
};

/**
 * Reads Terraform directories, plans, states and manifests; the kind of each path is detected.
 * @throws InputError for a path that does not exist or holds nothing to estimate, and for JSON that cannot be read.
 */
export function readInputs(request: InputRequest): Inputs {
  const found = findInputs(request);
  const projects: TerraformProject[] = found.projects.map((spec) => readSpec(spec, request));
  const prior: TerraformProject[] = [];
  const changes = new Map<string, ResourceChange>();
  const manifests: ManifestDocument[] = [...request.documents, ...found.manifests];
  const nameOf = namesOf(found.json.map((each) => each.file));
  for (const file of found.json) {
    const document = parseJson(file.text, file.file);
    const name = nameOf(file.file);
    if (isPlan(document)) {
      const plan = planIn(document, file.file);
      projects.push({ ...plan.planned, name });
      prior.push({ ...plan.prior, name });
      for (const [address, change] of plan.changes) changes.set(changeKey({ project: name, address }), change);
    } else if (isState(document) || isRawState(document)) projects.push({ ...stateIn(document, file.file), name });
    else if (isManifest(document)) manifests.push(file);
    else {
      throw new InputError('this JSON is neither a Terraform plan, a state nor a manifest', {
        place: { file: file.file },
        remedy: 'write a plan with terraform show -json PLAN > FILE',
      });
    }
  }
  const released = releasedCharts(projects, request);
  // What a release deploys is not counted with the chart's own values too.
  const isReleased = (path: string | undefined): boolean => path !== undefined && released.charts.has(path);
  manifests.splice(
    0,
    manifests.length,
    ...manifests.filter((each) => each.deployedBy !== undefined || !isReleased(each.path)),
  );
  manifests.push(...released.manifests);
  const others = found.unrendered.filter((each) => !each.isAlone || !isReleased(each.path));
  const unrendered = [...others, ...released.unrendered];
  const diagnostics = [...found.diagnostics, ...released.diagnostics];
  return { projects, prior: prior.length > 0 ? prior : null, changes, manifests, unrendered, diagnostics };
}

/** A plan or state is called as its file, so that two sides in different places match; by its path where several are. */
function namesOf(files: readonly string[]): (file: string) => string {
  const last = (file: string): string => file.split('/').at(-1) ?? file;
  const byName = Map.groupBy(files, last);
  return (file) => ((byName.get(last(file))?.length ?? 0) > 1 ? file : last(file));
}

/** What the evaluation of a root module needs to know; its own settings go before those of the request. */
export function projectRequestOf(spec: ProjectSpec, request: InputRequest): ProjectRequest {
  const { path, name } = spec;
  const environment = { ...request.environment, ...spec.environment };
  const varFiles = [...spec.varFiles, ...request.varFiles];
  const workspace = request.workspace ?? spec.workspace ?? 'default';
  return { path, name, environment, varFiles, vars: [...spec.vars, ...request.vars], workspace };
}

function readSpec(spec: ProjectSpec, request: InputRequest): TerraformProject {
  const { workspace, ...sources } = projectRequestOf(spec, request);
  if (spec.kind === 'terragrunt') return readTerragruntUnit(request.tree, { ...sources, processEnvironment: {} });
  return readProject(request.tree, { ...sources, workspace });
}

function isRawState(document: unknown): boolean {
  return (
    typeof document === 'object' && document !== null && 'terraform_version' in document && 'resources' in document
  );
}

function isManifest(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'apiVersion' in document && 'kind' in document;
}
