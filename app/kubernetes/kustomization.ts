import type { Diagnostic } from '#app/errors.ts';
import { directoryOf, resolvePath } from './file-path.ts';
import { at, isMap, listAt, type ManifestValue, textAt } from './manifest-value.ts';
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
  /** Addresses outside the repository that it loads. */
  readonly remotes: readonly string[];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ (read 2026-11-25). */
const FILE_NAME = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** Fields that list files or directories. */
const PATH_LISTS: readonly string[] = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
];

/** The kustomization files among `files`; one that is broken is a diagnostic. */
export function readKustomizations(
  listing: { readonly files: readonly string[]; readonly read: (file: string) => string },
  diagnostics: Diagnostic[],
): readonly Kustomization[] {
  return listing.files
    .filter((file) => FILE_NAME.test(file))
    .flatMap((file) => {
      const [document] = splitDocuments(listing.read(file));
      const parsed = document ? parseDocument(document, file) : { value: {} };
      if ('value' in parsed) return [kustomizationOf(parsed.value, file)];
      diagnostics.push(parsed.problem);
      return [];
    });
}

function kustomizationOf(value: ManifestValue, file: string): Kustomization {
  const directory = directoryOf(file);
  const stated = [...PATH_LISTS.flatMap((name) => texts(listAt(value, name))), ...patchFiles(value)];
  const remotes = stated.filter(isRemote);
  const charts = [...listAt(value, 'helmCharts'), ...listAt(value, 'helmChartInflationGenerator')];
  for (const chart of charts) remotes.push(textAt(chart, 'repo') ?? `chart ${textAt(chart, 'name') ?? ''}`);
  const uses = stated.filter((path) => !isRemote(path)).flatMap((path) => resolvePath(path, directory) ?? []);
  return { file, directory, kind: textAt(value, 'kind') ?? 'Kustomization', uses, remotes };
}

/** Patches are written in place or in a file. */
function patchFiles(value: ManifestValue): readonly string[] {
  return ['patches', 'patchesJson6902', 'replacements'].flatMap((name) =>
    listAt(value, name).flatMap((patch) => (isMap(patch) ? texts([at(patch, 'path') ?? null]) : texts([patch]))),
  );
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
