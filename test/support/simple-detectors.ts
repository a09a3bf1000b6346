/** Peers that anybody could write: each gives a score a day, from that day and earlier ones. */
export const SIMPLE_DETECTORS: Readonly<Record<string, (values: Float64Array) => Float64Array>> = {
  EWMA: exponentialAverage,
  'seasonal naive, MAD': seasonalNaive,
};

/** Distance from an exponentially weighted mean in exponentially weighted deviations (weight 0.1), upwards. */
function exponentialAverage(values: Float64Array): Float64Array {
  let mean = values[0] as number;
  let variance = 0;
  return values.map((value) => {
    const distance = value - mean;
    const score = variance > 0 ? distance / Math.sqrt(variance) : 0;
    mean += 0.1 * distance;
    variance = 0.9 * (variance + 0.1 * distance * distance);
    return score;
  });
}

/** Distance from the same weekday a week ago in scaled median distances of the last eight weeks, upwards. */
function seasonalNaive(values: Float64Array): Float64Array {
  const distances = values.map((value, day) => (day < 7 ? 0 : value - (values[day - 7] as number)));
  return distances.map((distance, day) => {
    const past = distances
      .slice(Math.max(7, day - 56), day)
      .map(Math.abs)
      .sort();
    const scale = 1.4826 * (past[past.length >> 1] ?? 0);
    return scale > 0 ? distance / scale : 0;
  });
}
