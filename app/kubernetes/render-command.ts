/** A program of the user's that turns a directory into manifests on its standard output. Never run through a shell. */
export interface RenderCommand {
  readonly program: 'kustomize' | 'helm';
  readonly arguments: readonly string[];
  /** What it reads from standard input; empty for nothing. */
  readonly input: string;
}

/** Runs a command without network, plugins or secrets, in the repository's root; the door brings it along. */
export type Render = (
  command: RenderCommand,
) => Promise<{ readonly text: string } | { readonly problem: string; readonly remedy: string }>;

/** As Flux builds it; plugins, exec functions and Helm stay switched off, which is kustomize's own default. */
export function kustomizeCommand(directory: string): RenderCommand {
  const path = directory === '' ? '.' : `./${directory}`;
  return { program: 'kustomize', arguments: ['build', '--load-restrictor=LoadRestrictionsNone', path], input: '' };
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

/** As Flux and Argo CD render it: with its definitions, and without a cluster, so that `lookup` finds nothing. */
export function helmCommand(release: ChartRelease): RenderCommand {
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
