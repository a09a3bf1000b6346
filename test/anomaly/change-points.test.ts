import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePoints } from '#app/anomaly/change-points.ts';
import { random } from '#test/support/random.ts';

function noisy(levels: readonly (readonly [rows: number, level: number])[], noise: number): Float64Array {
  const { normal } = random(11);
  return Float64Array.from(
    levels.flatMap(([rows, level]) => Array.from({ length: rows }, () => level + noise * normal())),
  );
}

describe('change points', () => {
  it('are the first rows of new levels, and 0 is never one', () => {
    expect(
      changePoints(
        noisy(
          [
            [60, 10],
            [60, 20],
            [60, 5],
          ],
          1,
        ),
      ),
    ).toEqual([60, 120]);
  });

  it('are none in noise, in a constant, and in too few rows', () => {
    expect(changePoints(noisy([[300, 10]], 1))).toEqual([]);
    expect(changePoints(new Float64Array(200).fill(7))).toEqual([]);
    expect(changePoints(Float64Array.of(1, 9, 9))).toEqual([]);
    expect(changePoints(new Float64Array(0))).toEqual([]);
  });

  it('are none where one single row stands out', () => {
    const values = noisy([[200, 10]], 1);
    values[100] = 60;
    expect(changePoints(values)).toEqual([]);
  });

  it('do not depend on the unit or the origin of the values', () => {
    const values = noisy(
      [
        [40, 3],
        [80, 9],
        [30, 4],
      ],
      1,
    );
    const expected = changePoints(values);
    expect(expected).toEqual([40, 120]);
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -100, max: 100 }), (power, origin) => {
        const scaled = values.map((value) => (value + origin) * 2 ** power);
        expect(changePoints(scaled)).toEqual(expected);
      }),
    );
  });

  it('are found to the row in a series of 20,000, in well under a second', () => {
    const values = noisy(
      [
        [7777, 10],
        [5001, 12],
        [7222, 10],
      ],
      1,
    );
    const begun = performance.now();
    expect(changePoints(values)).toEqual([7777, 12_778]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
