import type { UsageKey } from './resource-type.ts';

type Sizes = NonNullable<UsageKey['sizes']>;

/**
 * What to assume around `medium`, the amount that five to ten dollars a month buy: a tenth of it for a small estate, ten
 * times as much for a large one.
 */
export function sizesAround(medium: number): Sizes {
  return { small: medium / 10, medium, large: medium * 10 };
}

/** What is alike in small and large estates: the duration of a request. */
export function alikeInAll(value: number): Sizes {
  return { small: value, medium: value, large: value };
}
