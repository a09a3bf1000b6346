import { type JudgedSeries, judgeSeries } from '#app/anomaly/judge-series.ts';
import type { Series } from '#app/anomaly/series.ts';

/** Judges each series by itself, in the order given; `done` is called after each. */
export function detectInSeries(
  series: readonly Series[],
  { done }: { readonly done: () => void },
): readonly JudgedSeries[] {
  return series.map((each) => {
    const judged = judgeSeries(each);
    done();
    return judged;
  });
}
