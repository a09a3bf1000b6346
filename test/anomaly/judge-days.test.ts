import { describe, expect, it } from 'vitest';
import { judgeDays } from '#app/anomaly/judge-days.ts';
import type { Series } from '#app/anomaly/series.ts';
import { GENERATED_DAYS, GENERATED_FROM, generatedCosts } from '#test/support/generated-costs.ts';
import { measureAlerts, thresholdAt } from '#test/support/measure-alerts.ts';
import { random } from '#test/support/random.ts';
import { SIMPLE_DETECTORS } from '#test/support/simple-detectors.ts';

const DAY = 86_400;
/** Thursday. */
const FROM = Date.UTC(2026, 0, 1) / 1000;

/** Daily amounts around 100, weekends at 60, with 3 % of noise. */
function days(count: number, change: (amount: number, day: number) => number = (amount) => amount): Series {
  const { normal } = random(3);
  const seconds = Float64Array.from({ length: count }, (_, day) => FROM + day * DAY);
  return {
    name: 'a',
    seconds,
    times: Array.from(seconds, (second) => new Date(second * 1000).toISOString().slice(0, 10)),
    values: Float64Array.from(seconds, (second, day) => {
      const isWeekend = new Date(second * 1000).getUTCDay() % 6 === 0;
      return change((isWeekend ? 60 : 100) * Math.exp(0.03 * normal()), day);
    }),
  };
}

function alertedDays(series: Series): readonly number[] {
  return judgeDays(series).anomalies.map(({ index }) => index);
}

describe('the judgement of days', () => {
  it('says nothing of weekends, a slow trend and noise', () => {
    expect(alertedDays(days(365))).toEqual([]);
    expect(alertedDays(days(365, (amount, day) => amount * 1.002 ** day))).toEqual([]);
  });

  it('finds a day that costs half as much again, with what was expected of its weekday', () => {
    // Day 101 is Sunday, 2026-04-12.
    const series = days(120, (amount, day) => (day === 101 ? 90 : amount));
    const { anomalies } = judgeDays(series);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]).toMatchObject({ index: 101, time: '2026-04-12', actual: 90, detectors: ['spike'] });
    expect(Math.abs(anomalies[0]!.expected - 60)).toBeLessThan(3);
    expect(Number(anomalies[0]!.impact)).toBeCloseTo(90 - anomalies[0]!.expected, 2);
  });

  it('finds a weekend that costs what weekdays cost', () => {
    expect(alertedDays(days(120, (amount, day) => (day === 100 || day === 101 ? 100 : amount)))).toEqual([100, 101]);
  });

  it('finds a slow rise within a few days', () => {
    const alerted = alertedDays(
      days(120, (amount, day) => amount * (day < 98 ? 1 : Math.min(1.04 ** (day - 97), 1.5))),
    );
    expect(alerted[0]).toBeGreaterThanOrEqual(98);
    expect(alerted[0]).toBeLessThanOrEqual(102);
  });

  it('takes a new level for usual after two weeks, and not before', () => {
    const alerted = alertedDays(days(160, (amount, day) => (day >= 100 ? 2 * amount : amount)));
    expect(alerted).toEqual(Array.from({ length: 14 }, (_, at) => 100 + at));
  });

  it('learns what every first of a month brings', () => {
    const firsts = [0, 31, 59, 90, 120, 151, 181];
    const alerted = alertedDays(days(200, (amount, day) => (firsts.includes(day) ? amount + 150 : amount)));
    expect(alerted.every((day) => day <= 31)).toBe(true);
  });

  it('keeps quiet at holidays, and tells of an end', () => {
    expect(alertedDays(days(120, (amount, day) => (day >= 100 && day < 103 ? 0.6 * amount : amount)))).toEqual([]);
    const { anomalies } = judgeDays(days(120, (amount, day) => (day >= 100 ? 0 : amount)));
    expect(anomalies[0]).toMatchObject({ index: 103, actual: 0, detectors: ['drop'] });
  });

  it('passes over a refund and learns nothing from it', () => {
    const refunded = judgeDays(days(120, (amount, day) => (day === 100 ? -500 : amount)));
    const usual = judgeDays(days(120));
    expect(refunded.anomalies).toEqual([]);
    expect(refunded.scores[100]).toBe(0);
    expect(Math.abs(refunded.scores[110]! - usual.scores[110]!)).toBeLessThan(0.05);
  });

  it('tells of the first spend after a month of nothing, and of no other use now and then', () => {
    const { uniform } = random(9);
    const first = judgeDays(days(120, (_, day) => (day >= 60 ? 20 : 0)));
    expect(first.anomalies[0]).toMatchObject({ index: 60, actual: 20, expected: 0, impact: '20' });
    expect(first.anomalies[0]?.detectors).toContain('new');
    expect(first.anomalies.every(({ index }) => index < 74)).toBe(true);
    const now = days(300, () => (uniform() < 0.3 ? 50 + 20 * uniform() : 0));
    expect(judgeDays(now).anomalies.length).toBeLessThanOrEqual(2);
  });

  it('judges amounts of both signs by their distance, in both directions', () => {
    const { normal } = random(21);
    const change = (_: number, day: number) => 10 * normal() + (day === 100 ? 90 : day === 140 ? -90 : 0);
    const { anomalies } = judgeDays(days(160, change));
    expect(anomalies.map(({ index, detectors }) => [index, detectors[0]])).toEqual([
      [100, 'spike'],
      [140, 'fall'],
    ]);
  });

  it('knows of a day only what came before it, and gives scores between 0 and 1', () => {
    for (const { values } of generatedCosts({ seed: 7, count: 12 })) {
      const series = { ...days(GENERATED_DAYS), values };
      const { scores } = judgeDays(series);
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      for (const end of [120, 250, 333]) {
        const part = { ...series, times: series.times.slice(0, end), seconds: series.seconds.slice(0, end) };
        expect([...judgeDays({ ...part, values: values.slice(0, end) }).scores]).toEqual([...scores.slice(0, end)]);
      }
    }
  });

  it('is the same in another currency', () => {
    for (const { values } of generatedCosts({ seed: 8, count: 12 })) {
      const series = { ...days(GENERATED_DAYS), values };
      const scaled = judgeDays({ ...series, values: values.map((value) => value * 2 ** 7) });
      const { scores } = judgeDays(series);
      expect(scaled.scores.every((score, day) => Math.abs(score - scores[day]!) < 1e-9)).toBe(true);
    }
  });

  it('finds what was planted into costs that it was not tuned on, far better than simple peers', () => {
    const generated = generatedCosts({ seed: 101, count: 200 });
    const seconds = Float64Array.from({ length: GENERATED_DAYS }, (_, day) => GENERATED_FROM + day * DAY);
    const { times } = days(GENERATED_DAYS);
    const measured = (scoresOf: (values: Float64Array) => Float64Array) => {
      const judged = generated.map((series) => ({ series, scores: scoresOf(series.values) }));
      return measureAlerts(thresholdAt(0.01, judged), judged);
    };
    const ours = measured((values) => judgeDays({ name: 'a', times, seconds, values }).scores);
    expect(ours.f1).toBeGreaterThanOrEqual(0.75);
    expect(ours.amountRecall).toBeGreaterThanOrEqual(0.93);
    expect(ours.rampDays).toBeLessThanOrEqual(3);
    for (const scoresOf of Object.values(SIMPLE_DETECTORS)) {
      expect(measured(scoresOf).f1).toBeLessThan(ours.f1 - 0.1);
    }
  });
});
