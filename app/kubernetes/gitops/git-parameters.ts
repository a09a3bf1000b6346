import { directoryOf } from '../file-path.ts';
import { at, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { parseDocument } from '../parse-document.ts';
import { splitDocuments } from '../split-documents.ts';
import { filledIn } from './fill-template.ts';
import { globMatches } from './glob.ts';

/** What generators over git may look at. */
export interface GitContents {
  readonly directories: readonly string[];
  readonly files: readonly string[];
  readonly read: (file: string) => string | null;
}

/** A file that a generator names and nobody understands. */
export type Unread = (file: string) => void;

/**
 * The parameters of a git generator over this repository: one set for each directory that its patterns match, or for
 * each object in the files that they match. Null for a generator of another kind.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/ (read 2026-11-26).
 */
export function gitParameters(
  git: ManifestValue | undefined,
  { contents, unread }: { readonly contents: GitContents; readonly unread: Unread },
): readonly ManifestMap[] | null {
  const [directories, files] = [listAt(git, 'directories'), listAt(git, 'files')];
  const prefix = textAt(git, 'pathParamPrefix') ?? '';
  const values = at(git, 'values') ?? null;
  const found =
    directories.length > 0
      ? matching(directories, contents.directories).map((each) => prefixed(pathParameters(each), prefix))
      : matching(files, contents.files).flatMap((file) => {
          const path = prefixed({ ...pathParameters(directoryOf(file)), ...fileNames(file) }, prefix);
          return objectsOf(file, { contents, unread }).map((object) => ({ ...object, ...path }));
        });
  if (directories.length === 0 && files.length === 0) return null;
  return values === null ? found : found.map((each) => ({ ...each, values: filledIn(values, each) }));
}

/** Paths that a pattern includes and none excludes; `*` stays within a name. */
function matching(patterns: readonly ManifestValue[], paths: readonly string[]): readonly string[] {
  const matches = (pattern: ManifestValue, path: string): boolean =>
    globMatches((textAt(pattern, 'path') ?? '').replace(/^\.?\/+|\/+$/g, ''), path);
  const excludes = patterns.filter((each) => at(each, 'exclude') === true);
  const includes = patterns.filter((each) => at(each, 'exclude') !== true);
  return paths.filter(
    (path) => includes.some((pattern) => matches(pattern, path)) && !excludes.some((pattern) => matches(pattern, path)),
  );
}

function pathParameters(directory: string): ManifestMap {
  const basename = directory.split('/').at(-1) ?? '';
  const basenameNormalized = normalized(basename);
  const segments = directory.split('/');
  const path = { path: directory, basename, basenameNormalized, segments };
  const flat = { 'path.basename': basename, 'path.basenameNormalized': basenameNormalized };
  const indexed = segments.map((segment, at_) => [`path[${at_}]`, segment] as const);
  // `{{path}}` is the directory itself; `{{.path.path}}` is that of Go templates.
  return { path, ...flat, ...Object.fromEntries(indexed) };
}

function fileNames(file: string): ManifestMap {
  const filename = file.split('/').at(-1) ?? '';
  const filenameNormalized = normalized(filename);
  const { path } = pathParameters(directoryOf(file));
  return {
    path: { ...(path as ManifestMap), filename, filenameNormalized },
    'path.filename': filename,
    'path.filenameNormalized': filenameNormalized,
  };
}

function normalized(name: string): string {
  return name.replace(/[^a-zA-Z0-9-]/g, '-');
}

function prefixed(parameters: ManifestMap, prefix: string): ManifestMap {
  if (prefix === '') return parameters;
  const flat = Object.entries(parameters).filter(([name]) => name !== 'path');
  return {
    [prefix]: { path: parameters['path'] ?? null },
    [`${prefix}.path`]: parameters['path'] ?? null,
    ...Object.fromEntries(flat.map(([name, value]) => [`${prefix}.${name}`, value])),
  };
}

/** A file holds one object, or a list of them. */
function objectsOf(
  file: string,
  { contents, unread }: { readonly contents: GitContents; readonly unread: Unread },
): readonly ManifestMap[] {
  const [document] = splitDocuments(contents.read(file) ?? '');
  const parsed = document && parseDocument(document, file);
  const value = parsed && 'value' in parsed ? parsed.value : undefined;
  const objects: readonly ManifestValue[] = Array.isArray(value) ? value : [value ?? null];
  const maps = objects.filter(isMap);
  if (maps.length < objects.length) unread(file);
  return maps;
}
