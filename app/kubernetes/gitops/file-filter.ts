import { globMatches } from './glob.ts';

/** Which files of a directory an Argo CD Application deploys. */
export interface FileSelection {
  readonly recurse: boolean;
  /** Globs; `{a,b}` for several. */
  readonly include?: string | undefined;
  readonly exclude?: string | undefined;
}

/**
 * True for the files, relative to the directory, that count.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/directory/ (read 2026-11-25).
 */
export function fileFilter(selection: FileSelection): (file: string) => boolean {
  const include = selection.include ? alternatives(selection.include) : null;
  const exclude = selection.exclude ? alternatives(selection.exclude) : [];
  const isOneOf = (globs: readonly string[], file: string): boolean => globs.some((glob) => globMatches(glob, file));
  return (file) =>
    (selection.recurse || !file.includes('/')) &&
    (include === null || isOneOf(include, file)) &&
    !isOneOf(exclude, file);
}

/** `{a,b}` stands for both. */
function alternatives(text: string): readonly string[] {
  return text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).split(',').slice(0, 50) : [text];
}
