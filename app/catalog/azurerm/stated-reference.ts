import type { ResourceReader } from '../resource-reader.ts';

/**
 * True when the attribute at `path` is set, even to the id of a resource that does not exist yet.
 * Throws `UnknownAttribute` when nobody can say before apply whether it is.
 */
export function isReferenceSet(r: ResourceReader, path: string): boolean {
  return r.related(path).length > 0 || r.has(path);
}
