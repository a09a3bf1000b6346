import { sortedWindow } from './sorted-window.ts';

/** Rows before anything can be called rare. */
const WARM_UP = 100;
/** A record counts half a decade more for each doubling of the old one. */
const DECADES_PER_DOUBLING = 0.5;

/**
 * How rare each value is among all before it, in decades: 3 means one of a thousand was as high. A value above all
 * before it counts by how far. The second stage of a streaming detector: whatever a measure's own scale and noise are,
 * its history says how often it gets this high. Rows of the first hundred are 0.
 */
export function surprisesOf(measures: Float64Array): Float64Array {
  const history = sortedWindow(Number.POSITIVE_INFINITY);
  return measures.map((measure) => {
    const surprise = history.size() < WARM_UP ? 0 : decades(measure, history);
    history.add(measure);
    return surprise;
  });
}

function decades(measure: number, history: ReturnType<typeof sortedWindow>): number {
  const asHigh = history.countFrom(measure);
  const rare = Math.log10((history.size() + 1) / (asHigh + 1));
  const record = history.quantile(1);
  return asHigh === 0 && record > 0 ? rare + DECADES_PER_DOUBLING * Math.log2(measure / record) : rare;
}
