/** Numbers kept in order; a `window` of them at most, the oldest leave first. */
export interface SortedWindow {
  readonly size: () => number;
  readonly add: (value: number) => void;
  /** How many are not below `value`. */
  readonly countFrom: (value: number) => number;
  /** The number at a share (0 … 1) of the order, the upper one of two; NaN while there is none. */
  readonly quantile: (share: number) => number;
}

/** An empty window; `Infinity` forgets nothing. */
export function sortedWindow(window: number): SortedWindow {
  let sorted = new Float64Array(256);
  let size = 0;
  const arrivals: number[] = [];
  let leaves = 0;
  // First place whose number is not below the value.
  const placeOf = (value: number): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const remove = (value: number): void => {
    sorted.copyWithin(placeOf(value), placeOf(value) + 1, size);
    size -= 1;
  };
  return {
    size: () => size,
    add(value) {
      if (size === sorted.length) {
        const wider = new Float64Array(size * 2);
        wider.set(sorted);
        sorted = wider;
      }
      const place = placeOf(value);
      sorted.copyWithin(place + 1, place, size);
      sorted[place] = value;
      size += 1;
      if (window === Number.POSITIVE_INFINITY) return;
      arrivals.push(value);
      if (size > window) remove(arrivals[leaves++] as number);
    },
    countFrom: (value) => size - placeOf(value),
    quantile: (share) => (size === 0 ? Number.NaN : (sorted[Math.min(size - 1, Math.floor(share * size))] as number)),
  };
}
