import type { Diagnostic } from '#app/errors.ts';
import { directoryOf, resolvePath } from './file-path.ts';
import { at, entriesAt, isMap, listAt, type ManifestValue, textAt } from './manifest-value.ts';
import { parseDocument } from './parse-document.ts';
import { splitDocuments } from './split-documents.ts';

/** One kustomization file. */
export interface Kustomization {
  readonly file: string;
  readonly directory: string;
  /** `Kustomization` or `Component`. */
  readonly kind: string;
  /** Files and directories of the repository that it uses. */
  readonly uses: readonly string[];
  /** Those of them that configure plugins: built-in ones may name further files. */
  readonly plugins: readonly string[];
  /** Plugins that are configured in place, as texts. */
  readonly inlinePlugins: readonly string[];
  /** Addresses outside the repository that it loads. */
  readonly remotes: readonly string[];
  /** Paths that lead out of the repository. */
  readonly outside: readonly string[];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ (read 2026-11-25). */
export const KUSTOMIZATION_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Fields that list files or directories. */
const PATH_LISTS: readonly string[] = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesStrategicMerge',
];
const PLUGIN_LISTS: readonly string[] = ['generators', 'transformers', 'validators'];
const GENERATORS: readonly string[] = ['configMapGenerator', 'secretGenerator'];

/** True for the name of a kustomization file. */
export function isKustomizationFile(file: string): boolean {
  return KUSTOMIZATION_NAMES.includes(file.slice(file.lastIndexOf('/') + 1));
}

/** The kustomization that a file holds; null for one that is broken, which is a diagnostic. */
export function readKustomization(file: string, text: string, diagnostics: Diagnostic[]): Kustomization | null {
  const [document] = splitDocuments(text);
  const parsed = document ? parseDocument(document, file) : { value: {} };
  if ('value' in parsed) return kustomizationOf(parsed.value, file);
  diagnostics.push(parsed.problem);
  return null;
}

function kustomizationOf(value: ManifestValue, file: string): Kustomization {
  const directory = directoryOf(file);
  const plugins = PLUGIN_LISTS.flatMap((name) => texts(listAt(value, name)));
  const listed = [...PATH_LISTS.flatMap((name) => texts(listAt(value, name))), ...plugins];
  const stated = [
    ...listed,
    ...patchFiles(value),
    ...generatorFiles(value),
    ...texts([at(value, 'openapi.path') ?? null]),
  ];
  const remotes = stated.filter(isRemote);
  const charts = [...listAt(value, 'helmCharts'), ...listAt(value, 'helmChartInflationGenerator')];
  for (const chart of charts) remotes.push(textAt(chart, 'repo') ?? `chart ${textAt(chart, 'name') ?? ''}`);
  const local = stated.filter((path) => !isRemote(path));
  return {
    file,
    directory,
    kind: textAt(value, 'kind') ?? 'Kustomization',
    uses: local.flatMap((path) => resolvePath(path, directory) ?? []),
    plugins: plugins.filter((path) => !isRemote(path)).flatMap((path) => resolvePath(path, directory) ?? []),
    inlinePlugins: PLUGIN_LISTS.flatMap((name) => listAt(value, name)).filter(
      (each): each is string => typeof each === 'string' && each.includes('\n'),
    ),
    remotes,
    outside: local.filter((path) => leaves(path, directory)),
  };
}

/** Patches are written in place or in a file. */
function patchFiles(value: ManifestValue): readonly string[] {
  return ['patches', 'patchesJson6902', 'replacements'].flatMap((name) =>
    listAt(value, name).flatMap((patch) => (isMap(patch) ? texts([at(patch, 'path') ?? null]) : texts([patch]))),
  );
}

/** `name=path` or a path; `envs` and the older `env`. */
function generatorFiles(value: ManifestValue): readonly string[] {
  return GENERATORS.flatMap((name) =>
    listAt(value, name).flatMap((each) => [
      ...texts(listAt(each, 'files')).map((file) => file.slice(file.indexOf('=') + 1)),
      ...texts(listAt(each, 'envs')),
      ...texts([at(each, 'env') ?? null]),
    ]),
  );
}

/** The paths that a plugin's configuration names and that lead out of the repository; whatever cannot be parsed has none. */
export function outsidePathsOf(file: string, text: string): readonly string[] {
  const directory = directoryOf(file);
  return splitDocuments(text).flatMap((document) => {
    const parsed = parseDocument(document, file);
    return 'value' in parsed ? namedFiles(parsed.value).filter((path) => leaves(path, directory)) : [];
  });
}

/** Texts that stand under a field in which plugins take files. */
function namedFiles(value: ManifestValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namedFiles);
  return entriesAt({ value }, 'value').flatMap(([name, inner]) => {
    if (!/^(path|paths|files|envs|env|valuesFile)$/.test(name)) return namedFiles(inner);
    return texts(Array.isArray(inner) ? inner : [inner]).map((file) => file.slice(file.indexOf('=') + 1));
  });
}

function leaves(path: string, directory: string): boolean {
  return path.startsWith('/') || resolvePath(path, directory) === null;
}

function texts(values: readonly ManifestValue[]): readonly string[] {
  return values.filter((each): each is string => typeof each === 'string' && !each.includes('\n'));
}

/** kustomize takes URLs and `host/organisation/repository` for resources to fetch. */
function isRemote(path: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ||
    /^(git@|git::|github\.com[:/]|[\w.-]+\.\w+:)/.test(path) ||
    path.includes('?ref=')
  );
}
