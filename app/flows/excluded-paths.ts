/**
 * Tells which directories discovery leaves out: a name without `/` anywhere, a path from the root; `*` stands for a part
 * of a name, `**` for any directories. What lies below an excluded directory is excluded, too.
 */
export function excludedBy(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map(expressionOf);
  return (path) => expressions.some((expression) => expression.test(path));
}

function expressionOf(pattern: string): RegExp {
  const bare = pattern.replace(/^\.\//, '').replace(/^\/+|\/+$/g, '');
  const parts = bare.split('/').map((part) => (part === '**' ? '(?:[^/]+/)*' : `${nameExpression(part)}/`));
  const start = bare.includes('/') ? '^' : '(?:^|/)';
  return new RegExp(`${start}${parts.join('').replace(/\/$/, '')}(?:/|$)`);
}

function nameExpression(name: string): string {
  return name.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*+/g, '[^/]*');
}
