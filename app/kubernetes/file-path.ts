/** The directory of a file; an empty text for the root. */
export function directoryOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

/** True when the path is the directory or lies below it. */
export function isBelow(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** A path that stands in a file of `directory`, from the root; null where it leaves the repository. */
export function resolvePath(path: string, directory: string): string | null {
  const parts = path.startsWith('/') ? [] : directory.split('/').filter((part) => part !== '');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
