import { ConfigError, type Place } from '#app/errors.ts';
import { patternsMeet } from './pattern.ts';

interface Overlapping {
  readonly id: string;
  readonly match: Readonly<Record<string, readonly string[]>>;
  readonly owner?: string | { readonly tag: string } | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly place: Place;
}

/**
 * Rules that take the same charges at a time: one name twice; the same dimensions with a value in common, so that the
 * second never gets what it asks for; or one after a rule that takes everything. Over different dimensions the order of
 * the file decides, and that is no mistake.
 * @throws ConfigError with the line of the later one.
 */
export function checkOverlaps(rules: readonly Overlapping[]): void {
  for (const [index, rule] of rules.entries()) {
    for (const earlier of rules.slice(0, index)) {
      if (!meetInTime(earlier, rule)) continue;
      const line = `line ${earlier.place.line ?? 1}`;
      if (earlier.id === rule.id) {
        const remedy = 'give the older one a day "until"';
        throw new ConfigError(`rule ${rule.id} holds twice at a time (also ${line})`, { place: rule.place, remedy });
      }
      const what = commonCharges(earlier, rule);
      if (what === null) continue;
      const remedy = 'make them exclude each other, in their values or in their days';
      throw new ConfigError(`rule ${rule.id} overlaps rule ${earlier.id} (${line}): ${what}`, {
        place: rule.place,
        remedy,
      });
    }
  }
}

function meetInTime(one: Overlapping, other: Overlapping): boolean {
  const end = '9999-12-31';
  return (one.from ?? '') <= (other.until ?? end) && (other.from ?? '') <= (one.until ?? end);
}

/** In words what both take; null when they are about different things. */
function commonCharges(earlier: Overlapping, rule: Overlapping): string | null {
  const [one, other] = [conditionsOf(earlier), conditionsOf(rule)];
  if (one.size === 0) return 'the earlier one takes every charge';
  if (one.size !== other.size) return null;
  const common: string[] = [];
  for (const [name, patterns] of one) {
    const meeting = other.get(name)?.find((each) => patterns.some((pattern) => patternsMeet(pattern, each)));
    if (meeting === undefined) return null;
    common.push(`${name} ${meeting}`);
  }
  return `both take ${common.join(', ')}`;
}

/** What a charge must have; whoever takes its owner from a tag asks for the tag, which is no value in common with others. */
function conditionsOf({ match, owner }: Overlapping): ReadonlyMap<string, readonly string[]> {
  const conditions = new Map(Object.entries(match));
  if (typeof owner === 'object') conditions.set(`the tag ${owner.tag} as`, ['owner']);
  return conditions;
}
