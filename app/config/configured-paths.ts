import { parseDocument } from 'yaml';
import { ConfigError } from '#app/errors.ts';
import { lineOfPath } from './yaml-line.ts';

/** Keys whose values are paths of the repository, `*` for each entry of a list. */
const PATH_KEYS: readonly (readonly string[])[] = [
  ['projects', '*', 'path'],
  ['projects', '*', 'varFiles', '*'],
  ['projects', '*', 'usage'],
  ['usage'],
  ['discounts'],
  ['exchangeRates'],
  ['prices', 'book'],
  ['waivers'],
  ['budgets'],
  ['policies', 'paths', '*'],
  ['policies', 'bundle'],
  ['policies', 'bundleKey', 'file'],
];

/** A path that a configuration writes out, with the line (from 1) that it stands in. */
interface ConfiguredPath {
  readonly key: string;
  readonly path: string;
  /** Where else the file may lie: variable files also beside their project, as in Terraform. */
  readonly orElse: readonly string[];
  readonly line: number;
}

/**
 * Holds every path that a `finops.yml` writes out to what is there. Defaults are not held: they name what may be there.
 * @throws ConfigError with file and line of the first one that does not exist.
 */
export function checkConfiguredPaths(
  source: { readonly text: string; readonly file: string },
  exists: (path: string) => boolean,
): void {
  const absent = configuredPaths(source.text).find((each) => ![each.path, ...each.orElse].some(exists));
  if (!absent) return;
  throw new ConfigError(`${absent.key}: ${absent.path} does not exist`, {
    place: { file: source.file, line: absent.line },
    remedy: 'correct the path (paths are relative to the root of the repository)',
  });
}

function configuredPaths(text: string): readonly ConfiguredPath[] {
  const document = parseDocument(text);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return PATH_KEYS.flatMap((pattern) => valuesAt(value, pattern, []))
    .map(({ at, found }) => ({
      key: at.join('.'),
      path: found,
      orElse: at[2] === 'varFiles' ? [`${String(document.getIn([...at.slice(0, 2), 'path']))}/${found}`] : [],
      line: lineOfPath(document, { path: at, text }),
    }))
    .sort((a, b) => a.line - b.line);
}

function valuesAt(
  value: unknown,
  pattern: readonly string[],
  at: readonly (string | number)[],
): readonly { readonly at: readonly (string | number)[]; readonly found: string }[] {
  const [key, ...rest] = pattern;
  if (key === undefined) return typeof value === 'string' ? [{ at, found: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') {
    return Array.isArray(value) ? value.flatMap((each, index) => valuesAt(each, rest, [...at, index])) : [];
  }
  return valuesAt((value as Record<string, unknown>)[key], rest, [...at, key]);
}
