interface Version {
  readonly text: string;
  readonly segments: readonly number[];
  readonly prerelease: string;
}

const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
const CONDITION = /^(=|!=|>=|<=|>|<|~>)?\s*(v?\d[0-9A-Za-z.+-]*)$/;

/**
 * The newest of the versions that the constraint allows, null when none does or the constraint is malformed.
 * Rules: https://developer.hashicorp.com/terraform/language/expressions/version-constraints (read 2026-11-25); a
 * prerelease is chosen only by its exact version.
 */
export function newestVersion(versions: readonly string[], constraint: string): string | null {
  const conditions = constraint.split(',').map((each) => each.trim());
  const parsed = versions.flatMap((text) => readVersion(text) ?? []);
  const allowed = parsed.filter((version) => conditions.every((condition) => holds(version, condition)));
  return allowed.sort(compareVersions).at(-1)?.text ?? null;
}

function readVersion(text: string): Version | null {
  const found = VERSION.exec(text.trim());
  return found && { text, segments: (found[1] ?? '').split('.').map(Number), prerelease: found[2] ?? '' };
}

function holds(version: Version, condition: string): boolean {
  if (condition === '') return version.prerelease === '';
  const [, operator = '=', text = ''] = CONDITION.exec(condition) ?? [];
  const wanted = readVersion(text);
  if (!wanted) return false;
  const order = compareVersions(version, wanted);
  if (operator === '=') return order === 0;
  // A prerelease is only meant where it is named.
  if (version.prerelease !== '' && order !== 0) return false;
  switch (operator) {
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default:
      return order >= 0 && wanted.segments.slice(0, -1).every((segment, at) => version.segments[at] === segment);
  }
}

function compareVersions(left: Version, right: Version): number {
  for (let at = 0; at < Math.max(left.segments.length, right.segments.length); at++) {
    const difference = (left.segments[at] ?? 0) - (right.segments[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.prerelease === right.prerelease) return 0;
  if (left.prerelease === '') return 1;
  if (right.prerelease === '') return -1;
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** https://semver.org/#spec-item-11: numbers as numbers, before texts. */
function comparePrereleases(left: string, right: string): number {
  const [a, b] = [left.split('.'), right.split('.')];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x = '', y = ''] = [a[at], b[at]];
    if (x === y) continue;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (isNumber && isOtherNumber) return Number(x) - Number(y);
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
