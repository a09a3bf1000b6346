import { describe, expect, it } from 'vitest';
import { judgeStream } from '#app/anomaly/judge-stream.ts';
import type { Series } from '#app/anomaly/series.ts';
import { surprisesOf } from '#app/anomaly/surprises.ts';
import { random } from '#test/support/random.ts';

/** Ten days of an hourly cost with a daily rhythm. */
function hourly(days: number): Series {
  const { normal } = random(5);
  const rows = days * 24;
  const seconds = Float64Array.from({ length: rows }, (_, hour) => Date.UTC(2026, 0, 1, hour) / 1000);
  return {
    name: 'a',
    seconds,
    times: Array.from(seconds, (second) => new Date(second * 1000).toISOString()),
    values: Float64Array.from({ length: rows }, (_, hour) => 10 + 3 * Math.sin((hour / 12) * Math.PI) + 0.3 * normal()),
  };
}

describe('the judgement of a stream', () => {
  it('finds a spike in its row, with the amount of the same hours of the days before as expected', () => {
    const series = hourly(30);
    series.values[500] = 40;
    const { anomalies } = judgeStream(series);
    const [spike] = anomalies.filter(({ index }) => index === 500);
    expect(spike).toMatchObject({ time: series.times[500], actual: 40 });
    expect(spike?.detectors).toContain('level');
    const sameHour = 10 + 3 * Math.sin((500 / 12) * Math.PI);
    expect(Math.abs(spike!.expected - sameHour)).toBeLessThan(0.5);
    expect(Number(spike?.impact)).toBeCloseTo(40 - spike!.expected, 3);
  });

  it('knows of a row only what came before it', () => {
    const series = hourly(40);
    for (const row of [300, 301, 700]) series.values[row] = 60;
    const whole = judgeStream(series).scores;
    for (const end of [301, 500, 701]) {
      const part = judgeStream({
        ...series,
        times: series.times.slice(0, end),
        seconds: series.seconds.slice(0, end),
        values: series.values.slice(0, end),
      }).scores;
      expect([...part]).toEqual([...whole.slice(0, end)]);
    }
  });

  it('speaks once of what lasts, and gives scores between 0 and 1', () => {
    const series = hourly(60);
    series.values.fill(50, 1000, 1040);
    const { anomalies, scores } = judgeStream(series);
    expect(anomalies.filter(({ index }) => index >= 1000 && index < 1040).length).toBeLessThanOrEqual(2);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  it('is the same in another unit', () => {
    const series = hourly(40);
    series.values[700] = 60;
    const scaled = judgeStream({ ...series, values: series.values.map((value) => value * 1024) }).scores;
    expect([...scaled]).toEqual([...judgeStream(series).scores]);
  });
});

describe('surprise', () => {
  it('is the share of earlier rows that were as high, in decades, and more for a higher record', () => {
    // 999 rows from 1 to 999, then a tie with the record: 1 of 1,000; then twice the record: half a decade more.
    const surprises = surprisesOf(Float64Array.from([...Array.from({ length: 999 }, (_, at) => at + 1), 999, 1998]));
    expect(surprises[999]).toBeCloseTo(Math.log10(1000 / 2), 10);
    expect(surprises[1000]).toBeCloseTo(Math.log10(1001) + 0.5, 10);
    expect(surprises.slice(0, 100).every((each) => each === 0)).toBe(true);
  });
});
