import type { Diagnostic } from '#app/errors.ts';
import { readDeployments } from './deployments.ts';
import { directoryOf, isBelow } from './file-path.ts';
import { type Kustomization, readKustomizations } from './kustomization.ts';
import { helmCommand, kustomizeCommand, type RenderCommand } from './render-command.ts';

/** The YAML and JSON files of a repository, by path relative to its root. */
export interface ManifestListing {
  readonly files: readonly string[];
  /** The text of a file of the listing. */
  readonly read: (file: string) => string;
}

/** One set of manifests that is deployed together. */
export interface KubernetesProject {
  readonly name: string;
  /** Directory, relative to the repository's root. */
  readonly path: string;
  readonly kind: 'manifests' | 'kustomization' | 'chart';
  /** Files to read as they are; empty where a tool must render them. */
  readonly files: readonly string[];
  /** What renders it; null for plain manifests, and where rendering is refused. */
  readonly render: RenderCommand | null;
  /** Why it must not be rendered here (`it loads https://…`); null where it may. */
  readonly refused: string | null;
}

export interface KubernetesProjects {
  readonly projects: readonly KubernetesProject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the files describe: each chart and each kustomization that no other one uses is a project that its own tool
 * renders, and its files are not counted again; all other manifests are one project. Argo CD Applications and Flux
 * HelmReleases that point into the listing say with which values a chart is rendered.
 */
export function kubernetesProjects(listing: ManifestListing): KubernetesProjects {
  const diagnostics: Diagnostic[] = [];
  const yaml = listing.files.filter((file) => /\.(ya?ml|json)$/.test(file) || file.endsWith('/Kustomization'));
  const charts = chartDirectories(yaml);
  const outside = yaml.filter((file) => !charts.some((chart) => isBelow(file, chart)));
  const kustomizations = readKustomizations({ files: outside, read: listing.read }, diagnostics);
  const directories = new Set(kustomizations.map((each) => each.directory));
  const used = new Set(kustomizations.flatMap((each) => each.uses));
  const owned = (file: string): boolean => used.has(file) || directories.has(directoryOf(file));
  const plain = outside.filter((file) => !owned(file));
  const deployments = readDeployments(
    { files: [...plain, ...outside.filter(owned)], read: listing.read },
    listing.files,
  );
  const roots = kustomizations.filter((each) => !used.has(each.directory) && each.kind !== 'Component');
  return {
    projects: [
      ...roots.map((each) => kustomizationProject(each, kustomizations)),
      ...charts.flatMap((chart) => chartProjects(chart, deployments.releases)),
      ...(plain.length > 0 ? [plainProject(plain)] : []),
    ],
    diagnostics: [...diagnostics, ...deployments.diagnostics],
  };
}

/** Directories with a Chart.yaml; a chart below another is a dependency of it. */
function chartDirectories(files: readonly string[]): readonly string[] {
  const all = files.filter((file) => /(^|\/)Chart\.ya?ml$/.test(file)).map(directoryOf);
  return all.filter((one) => !all.some((other) => other !== one && isBelow(one, other)));
}

function kustomizationProject(root: Kustomization, all: readonly Kustomization[]): KubernetesProject {
  const remote = remotesOf(root, all)[0];
  return {
    name: root.directory === '' ? 'kubernetes' : root.directory,
    path: root.directory,
    kind: 'kustomization',
    files: [],
    render: remote === undefined ? kustomizeCommand(root.directory) : null,
    refused: remote === undefined ? null : `it loads ${remote}, and nothing is fetched here`,
  };
}

/** Everything that the kustomization and those it uses would load over the network. */
function remotesOf(root: Kustomization, all: readonly Kustomization[]): readonly string[] {
  const byDirectory = new Map(all.map((each) => [each.directory, each]));
  const seen = new Set<Kustomization>();
  const pending = [root];
  const remotes: string[] = [];
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    remotes.push(...each.remotes);
    for (const path of each.uses) {
      const next = byDirectory.get(path);
      if (next) pending.push(next);
    }
  }
  return remotes;
}

/** A chart once for each release that names it, else once with its own values. */
function chartProjects(
  chart: string,
  releases: ReturnType<typeof readDeployments>['releases'],
): readonly KubernetesProject[] {
  const named = releases.filter((each) => each.chart === chart);
  const base = chart.split('/').at(-1) || 'chart';
  const each = named.length > 0 ? named : [{ name: base, namespace: '', chart, valueFiles: [], values: '' }];
  return each.map((release) => ({
    name: named.length > 0 ? `${chart || 'chart'} (${release.name})` : chart || 'chart',
    path: chart,
    kind: 'chart',
    files: [],
    render: helmCommand(release),
    refused: null,
  }));
}

function plainProject(files: readonly string[]): KubernetesProject {
  return { name: 'kubernetes', path: '', kind: 'manifests', files, render: null, refused: null };
}
