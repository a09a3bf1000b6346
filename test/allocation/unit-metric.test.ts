import { describe, expect, it } from 'vitest';
import { metricSpan, parseMetric } from '#app/allocation/unit-metric.ts';
import { monthOf } from '#app/budgets/month.ts';

const { days, end } = monthOf('2026-11');
const spanOf = (text: string, before: string) => {
  const { before: reach, quantity } = metricSpan(parseMetric(text, 'm.csv'), { days, end, before });
  return [reach, quantity.toFixed()];
};

describe('a metric', () => {
  const daily = 'date,value\r\n2026-11-01,10\r\n2026-11-02,20.5\r\n2026-11-04,7\r\n';

  it('reaches to its first gap, or to the last day that is billed in full', () => {
    expect(spanOf(daily, '2026-11-24')).toEqual(['2026-11-03', '30.5']);
    expect(spanOf(daily, '2026-11-02')).toEqual(['2026-11-02', '10']);
    expect(spanOf('date,value\n2026-11-02,1\n', '2026-11-24')).toEqual(['2026-11-01', '0']);
  });

  it('by month counts when the month is over, and not before', () => {
    expect(spanOf('date,value\n2026-11,900\n', '2026-12-01')).toEqual(['2026-12-01', '900']);
    expect(spanOf('date,value\n2026-11,900\n', '2026-11-30')).toEqual(['2026-11-01', '0']);
  });

  it.each([
    ['another header', 'day,orders\n', 1],
    ['a value that is none', 'date,value\n2026-11-01,many\n', 2],
    ['a value below zero', 'date,value\n2026-11-01,-1\n', 2],
    ['a day twice', 'date,value\n2026-11-01,1\n2026-11-01,1\n', 3],
    ['days and months', 'date,value\n2026-11-01,1\n2026-12,1\n', 3],
    ['nothing', '', 1],
  ])('with %s is refused with its line', (_name, text, line) => {
    expect(() => parseMetric(text, 'm.csv')).toThrow(expect.objectContaining({ place: { file: 'm.csv', line } }));
  });
});
