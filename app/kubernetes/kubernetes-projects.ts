import type { Diagnostic } from '#app/errors.ts';
import { localDependencies } from './chart-dependencies.ts';
import { directoryOf, isBelow } from './file-path.ts';
import type { Deployment, Substitution } from './gitops/deployment.ts';
import { readDeployments } from './gitops/read-deployments.ts';
import type { Kustomization } from './kustomization.ts';
import { isOwned, type KustomizationSet, openKustomizations } from './kustomization-set.ts';
import { listAt, type ManifestMap } from './manifest-value.ts';
import type { NamespaceRule } from './namespace-rule.ts';
import {
  type ChartRelease,
  helmCommand,
  kustomizeCommand,
  overlayCommand,
  type RenderCommand,
} from './render-command.ts';
import type { RenderedText } from './rendered-texts.ts';

/** The files of a directory of a repository. All paths are relative to the repository's root. */
export interface ManifestListing {
  readonly files: readonly string[];
  /** The text of a file of the repository, also of one outside of the listing; null where there is none. */
  readonly read: (file: string) => string | null;
  /** The directory that the listing is of; an empty text for the root. */
  readonly start: string;
  /** Address of the repository; null where it is not known. */
  readonly origin: string | null;
  /** Objects of Argo CD and Flux that charts and kustomizations render to; left out: not known. */
  readonly rendered?: readonly RenderedDeployers[];
}

/** Rendered objects of controllers, with what they stand for. */
export interface RenderedDeployers {
  readonly texts: readonly RenderedText[];
  readonly namespace: NamespaceRule | null;
  /** Files whose own objects are these before they were rendered. */
  readonly replaces: readonly string[];
}

/** One set of manifests that is deployed together. */
export interface KubernetesProject {
  readonly name: string;
  readonly path: string;
  readonly kind: 'manifests' | 'kustomization' | 'chart';
  /** Files to read as they are; empty where a tool must render them. */
  readonly files: readonly string[];
  /** What renders it; null for plain manifests, and where rendering is refused. */
  readonly render: RenderCommand | null;
  /** Why it must not be rendered here (`it loads https://…`); null where it may. */
  readonly refused: string | null;
  /** Files and directories that it is made of: a change to one of them may change what it deploys. */
  readonly sources: readonly string[];
  /** The file that stands for what is rendered. */
  readonly file: string;
  readonly namespace: NamespaceRule | null;
  readonly substitute: Substitution | null;
  /** Address of the object that makes a controller deploy it; null where none in the repository does. */
  readonly deployedBy: string | null;
}

export interface KubernetesProjects {
  readonly projects: readonly KubernetesProject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the files describe: each directory that Argo CD or Flux deploys once for each application; then every chart and
 * every kustomization that no other one is made of, whose files are not counted raw; all other manifests are one project.
 */
export function kubernetesProjects(listing: ManifestListing): KubernetesProjects {
  const diagnostics: Diagnostic[] = [];
  const yaml = listing.files.filter((file) => /\.(ya?ml|json)$/.test(file) || /(^|\/)Kustomization$/.test(file));
  const charts = chartDirectories(yaml);
  const outside = yaml.filter((file) => !charts.some((chart) => isBelow(file, chart)));
  const set = openKustomizations(outside, listing, diagnostics);
  const found = readDeployments(outside, listing);
  const plain = outside.filter((file) => !isOwned(file, set));
  const context: Context = { charts, plain, set, start: listing.start, read: listing.read };
  const deployed = found.deployments.flatMap((each) => deployedProject(each, context) ?? []);
  const isDeployed = (path: string): boolean =>
    deployed.some((each) => each.path === path && each.kind !== 'manifests');
  const roots = set.listed.filter((each) => !set.isUsed(each.directory) && each.kind !== 'Component');
  const parts = new Set(charts.flatMap((each) => localDependencies(each, listing.read).map(({ from }) => from)));
  const claimed = new Set(deployed.flatMap((each) => each.files));
  const rest = plain.filter((file) => !claimed.has(file));
  return {
    projects: [
      ...deployed,
      ...roots.filter((each) => !isDeployed(each.directory)).map((each) => kustomizationProject(each, context)),
      ...charts.filter((chart) => !isDeployed(chart) && !parts.has(chart)).map((chart) => chartProject(chart, context)),
      ...(rest.length > 0 ? [plainProject(rest)] : []),
    ],
    diagnostics: [...diagnostics, ...found.diagnostics],
  };
}

interface Context {
  readonly charts: readonly string[];
  readonly plain: readonly string[];
  readonly set: KustomizationSet;
  readonly start: string;
  readonly read: ManifestListing['read'];
}

/** Directories with a Chart.yaml; a chart below another is a dependency of it. */
function chartDirectories(files: readonly string[]): readonly string[] {
  const all = files.filter((file) => /(^|\/)Chart\.ya?ml$/.test(file)).map(directoryOf);
  return all.filter((one) => !all.some((other) => other !== one && isBelow(one, other)));
}

const ALONE = { namespace: null, substitute: null, deployedBy: null } as const;

/** What a controller deploys: a chart, a kustomization, or the manifests of a directory; null for an empty one. */
function deployedProject(deployment: Deployment, context: Context): KubernetesProject | null {
  const { path, namespace, substitute, by, overlay } = deployment;
  const common = {
    name: `${nameOf(path, context)} (${deployment.name})`,
    path,
    namespace,
    substitute,
    deployedBy: by,
  };
  if (context.charts.includes(path)) {
    const { release } = deployment;
    const sources = [deployment.file, ...release.valueFiles];
    return { ...chartOf(release, { sources, read: context.read }), ...common };
  }
  const root = context.set.of(path);
  if (root) {
    const own = kustomizationProject(root, context);
    const added = componentsOf(overlay, context);
    const refused = own.refused ?? added.refused;
    const render = refused === null && overlay ? overlayCommand([path], overlay) : refused === null ? own.render : null;
    return { ...own, ...common, refused, sources: [...own.sources, ...added.sources, deployment.file], render };
  }
  const files = context.plain.filter(
    (file) =>
      file !== deployment.file &&
      isBelow(file, path) &&
      deployment.wants(file.slice(path === '' ? 0 : path.length + 1)),
  );
  if (files.length === 0) return null;
  const made = { ...common, refused: null, sources: [...files, deployment.file], file: path };
  if (overlay === null) return { ...made, kind: 'manifests', files, render: null };
  const render = overlayCommand(files, overlay);
  return { ...made, kind: 'kustomization', files: [], render, file: deployment.file };
}

/** Components that a controller puts on top of a directory. */
function componentsOf(overlay: ManifestMap | null, { set }: Context): Pick<KubernetesProject, 'sources' | 'refused'> {
  const components = listAt(overlay ?? null, 'components').flatMap((path) => set.of(String(path)) ?? []);
  const [refused = null] = components.flatMap((each) => set.refusalOf(each) ?? []);
  return { sources: components.flatMap(set.sourcesOf), refused };
}

function kustomizationProject(root: Kustomization, context: Context): KubernetesProject {
  const refused = context.set.refusalOf(root);
  return {
    name: nameOf(root.directory, context),
    path: root.directory,
    kind: 'kustomization',
    files: [],
    render: refused === null ? kustomizeCommand(root.directory) : null,
    refused,
    sources: context.set.sourcesOf(root),
    file: root.file,
    ...ALONE,
  };
}

/** A chart that nothing in the repository deploys, once with its own values. */
function chartProject(chart: string, context: Context): KubernetesProject {
  const name = chart.split('/').at(-1) || 'chart';
  const release = { name, namespace: '', chart, valueFiles: [], values: '' };
  return { ...chartOf(release, { sources: [], read: context.read }), name: nameOf(chart, context), ...ALONE };
}

/** A chart that something outside of the manifests deploys. */
export function releasedChart(
  release: ChartRelease,
  by: {
    readonly name: string;
    readonly deployedBy: string;
    readonly read: ManifestListing['read'];
  },
): KubernetesProject {
  const { name, deployedBy, read } = by;
  const namespace = { name: release.namespace, forced: false };
  return { ...chartOf(release, { sources: [], read }), substitute: null, namespace, name, deployedBy };
}

function chartOf(release: ChartRelease, made: { readonly sources: readonly string[] } & Pick<ManifestListing, 'read'>) {
  const { chart } = release;
  const copies = localDependencies(chart, made.read);
  const sources = [...new Set([chart, ...copies.map((each) => each.from), ...made.sources])];
  const file = chart === '' ? 'Chart.yaml' : `${chart}/Chart.yaml`;
  const render = helmCommand(release, copies);
  return { path: chart, kind: 'chart', files: [], refused: null, sources, file, render } as const;
}

function plainProject(files: readonly string[]): KubernetesProject {
  const made = { name: 'kubernetes', path: '', kind: 'manifests', files, render: null, refused: null } as const;
  return { ...made, sources: files, file: '', ...ALONE };
}

/** Below the directory that is looked at, so that two sides in different places have equal names. */
function nameOf(path: string, { start }: Context): string {
  const relative = start !== '' && isBelow(path, start) ? path.slice(start.length + 1) : path;
  return relative === '' ? 'kubernetes' : relative;
}
