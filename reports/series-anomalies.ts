import type { JudgedSeries } from '#app/anomaly/judge-series.ts';
import type { Anomaly } from '#app/anomaly/series.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** Places of a score; more would be noise. */
const SCORE_PLACES = 6;

/** The JSON document of `finops detect --input`; `scores` one a row where they are wanted. */
export function seriesAnomaliesJson(
  judged: readonly JudgedSeries[],
  options: { readonly scores: 'all' | 'none' },
): string {
  const series = judged.map(({ name, changePoints, anomalies, scores }) => ({
    name,
    changePoints,
    anomalies: anomalies.map((each) => ({ ...each, expected: significant(each.expected), score: rounded(each.score) })),
    ...(options.scores === 'all' ? { scores: Array.from(scores, rounded) } : {}),
  }));
  return JSON.stringify({ series });
}

/** The same for a person: each anomaly and each change of level, the greatest impact first. */
export function seriesAnomaliesTable(judged: readonly JudgedSeries[]): string {
  const found = judged.flatMap(({ name, anomalies }) => anomalies.map((anomaly) => ({ name, anomaly })));
  const cuts = judged.filter((each) => each.changePoints.length > 0);
  const anomalies = found.toSorted((one, other) => size(other.anomaly) - size(one.anomaly));
  const table = columns(
    [
      ['Series', 'Time', 'Actual', 'Expected', 'Impact', 'Score', 'Found by'],
      ...anomalies.map(({ name, anomaly }) => [
        plainText(name),
        plainText(anomaly.time),
        String(anomaly.actual),
        String(significant(anomaly.expected)),
        anomaly.impact,
        anomaly.score.toFixed(2),
        anomaly.detectors.join(', '),
      ]),
    ],
    ['left', 'left', 'right', 'right', 'right', 'right', 'left'],
  );
  return [
    anomalies.length === 0 ? 'No anomalies.' : table.join('\n'),
    ...cuts.map((each) => `${plainText(each.name)}: the level changes at rows ${each.changePoints.join(', ')}.`),
  ].join('\n');
}

function size(anomaly: Anomaly): number {
  return Math.abs(Number(anomaly.impact));
}

function rounded(score: number): number {
  return Number(score.toFixed(SCORE_PLACES));
}

function significant(value: number): number {
  return Number(value.toPrecision(6));
}
