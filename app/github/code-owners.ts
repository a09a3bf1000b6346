/** Where GitHub looks for the file, in this order. */
export const CODE_OWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

export interface OwnerRule {
  readonly pattern: string;
  /** Logins, and teams as `organization/slug`; e-mail addresses are left out. */
  readonly owners: readonly string[];
}

/**
 * The rules of a CODEOWNERS file, in its order. The syntax is
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * (read 2026-11-25): `!` and `[ ]` have no meaning, and lines with them are skipped, as GitHub does.
 */
export function readCodeOwners(text: string): readonly OwnerRule[] {
  return text.split('\n').flatMap((line) => {
    const [pattern = '', ...words] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/(?<!\\)\s+/);
    if (pattern === '' || pattern.startsWith('!') || pattern.includes('[')) return [];
    const owners = words.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
    return [{ pattern: pattern.replaceAll('\\ ', ' '), owners }];
  });
}

/** Owners of a file: those of the last rule that matches it, which may be none. */
export function codeOwnersOf(rules: readonly OwnerRule[], path: string): readonly string[] {
  return rules.findLast((rule) => matches(rule.pattern, path))?.owners ?? [];
}

function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.slice(0, -1).includes('/');
  const body = pattern.replace(/^\//, '');
  const isFolder = body.endsWith('/');
  const source = body
    .replace(/\/$/, '')
    .split('/')
    .map((part) =>
      part === '**'
        ? '**'
        : part
            .replaceAll(/[.+^${}()|\\]/g, '\\$&')
            .replaceAll('?', '[^/]')
            .replaceAll(/\*+/g, '[^/]*'),
    )
    .join('/')
    .replaceAll(/(?:^|\/)\*\*\/|^\*\*$/g, (part) => (part.startsWith('/') ? '/(?:[^/]+/){0,64}' : '(?:[^/]+/){0,64}'))
    .replace(/\/\*\*$/, '/.*');
  // `docs/*` owns the files in docs and not those below it; every other pattern owns what is below, too.
  const isOneLevel = body.endsWith('/*');
  const tail = isFolder ? '/.*' : isOneLevel ? '' : '(?:/.*)?';
  return new RegExp(`^${isAnchored ? '' : '(?:[^/]+/){0,64}'}${source}${tail}$`).test(path);
}
