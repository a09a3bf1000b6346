import { describe, expect, it } from 'vitest';
import { parseTime } from '#app/anomaly/parse-time.ts';

describe('a time', () => {
  // Expected values by `date -u -d … +%s`.
  it.each([
    ['2026-11-26', 1795651200],
    ['2026-11', 1793491200],
    ['2026-Q4', 1790812800],
    ['2026-11-26 14:05:09', 1795701909],
    ['2026-11-26T14:05', 1795701900],
    ['2026-11-26T14:05:09.250Z', 1795701909],
    ['2026-11-26T14:05:09+02:00', 1795694709],
    ['2026-11-26 14:05:09 UTC', 1795701909],
    ['1795701909', 1795701909],
    ['1795701909000', 1795701909],
    ['1700-01-15', -8519126400],
  ])('%s is that many seconds', (text, seconds) => {
    expect(parseTime(text)).toBe(seconds);
  });

  it('that is a small number only numbers rows, a day apart', () => {
    expect(parseTime('1')! - parseTime('0')!).toBe(86_400);
    expect(parseTime('1871')! - parseTime('1870')!).toBe(86_400);
  });

  it.each(['', 'soon', '2026-13', '2026-02-30', '2026-1-1T25:00', '26/11/2026', 'NaN'])('%s is none', (text) => {
    expect(parseTime(text)).toBeNull();
  });
});
