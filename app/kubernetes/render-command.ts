import type { CopiedDirectory } from './chart-dependencies.ts';
import type { ManifestMap } from './manifest-value.ts';

/** A program of the user's that turns a directory into manifests on its standard output. Never run through a shell. */
export interface RenderCommand {
  readonly program: 'kustomize' | 'helm';
  /** Paths are relative to the repository's root, where it runs. */
  readonly arguments: readonly string[];
  /** What it reads from standard input; empty for nothing. */
  readonly input: string;
  /** A file to write beside the repository's own before it runs; null for none. */
  readonly overlay: { readonly path: string; readonly text: string } | null;
  /** Directories that must stand in a second place too, where nothing stands yet. */
  readonly copies: readonly CopiedDirectory[];
}

/** As Flux builds it; plugins, exec functions and Helm stay switched off, which is kustomize's own default. */
export function kustomizeCommand(directory: string): RenderCommand {
  return { program: 'kustomize', arguments: buildArguments(directory), input: '', overlay: null, copies: [] };
}

/** Where a kustomization that a controller puts on top of a directory stands while it is built. */
const OVERLAY_DIRECTORY = '.finops-overlay';

/** The directory (or files) with further fields of a kustomization on top: namePrefix, patches, components, replicas. */
export function overlayCommand(resources: readonly string[], fields: ManifestMap): RenderCommand {
  const up = (path: string): string => `../${path}`;
  const components = fields['components'];
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...fields,
    resources: resources.map(up),
    ...(Array.isArray(components) ? { components: components.map((each) => up(String(each))) } : {}),
  };
  return {
    program: 'kustomize',
    arguments: buildArguments(OVERLAY_DIRECTORY),
    input: '',
    // JSON is YAML.
    overlay: { path: `${OVERLAY_DIRECTORY}/kustomization.yaml`, text: JSON.stringify(kustomization) },
    copies: [],
  };
}

function buildArguments(directory: string): readonly string[] {
  return ['build', '--load-restrictor=LoadRestrictionsNone', directory === '' ? '.' : `./${directory}`];
}

/** A chart of the repository and the values that a release gives it. */
export interface ChartRelease {
  readonly name: string;
  /** Empty for none. */
  readonly namespace: string;
  /** Directory of the chart. */
  readonly chart: string;
  /** Files of values, relative to the repository's root. */
  readonly valueFiles: readonly string[];
  /** Further values as JSON; empty for none. */
  readonly values: string;
}

/**
 * As Flux and Argo CD render it: with its definitions, with its dependencies of the same repository in place, and without
 * a cluster, so that `lookup` finds nothing.
 */
export function helmCommand(release: ChartRelease, copies: readonly CopiedDirectory[]): RenderCommand {
  const { name, namespace, chart, valueFiles, values } = release;
  return {
    program: 'helm',
    arguments: [
      'template',
      '--include-crds',
      '--skip-tests',
      ...(namespace === '' ? [] : ['--namespace', namespace]),
      ...valueFiles.flatMap((file) => ['--values', `./${file}`]),
      ...(values === '' ? [] : ['--values', '-']),
      '--',
      safeName(name),
      chart === '' ? '.' : `./${chart}`,
    ],
    input: values,
    overlay: null,
    copies,
  };
}

/** Names of releases are DNS labels; whatever else a file states must not become an option. */
function safeName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 53) || 'release'
  );
}

/** The command as a person types it. */
export function commandText(command: RenderCommand): string {
  const words = command.arguments.map((word) =>
    /^[\w./=:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return [command.program, ...words].join(' ');
}
