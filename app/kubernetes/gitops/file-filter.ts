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
  const include = selection.include ? globs(selection.include) : null;
  const exclude = selection.exclude ? globs(selection.exclude) : null;
  return (file) =>
    (selection.recurse || !file.includes('/')) && (include?.test(file) ?? true) && !(exclude?.test(file) ?? false);
}

/** `*` stays within a name, `**` does not; everything else of a glob is taken for itself. */
function globs(text: string): RegExp {
  const alternatives = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).split(',') : [text];
  const patterns = alternatives.map((glob) =>
    glob
      .slice(0, 200)
      .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replace(/\*\*\/?|\*|\?/g, (star) => (star === '*' ? '[^/]*' : star === '?' ? '[^/]' : '(?:.*/)?')),
  );
  return new RegExp(`^(?:${patterns.join('|')})$`);
}
