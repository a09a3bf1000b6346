import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';
import { runsPerMonth } from '#app/kubernetes/cron.ts';

function runs(schedule: string): number | undefined {
  const answer = runsPerMonth(schedule, undefined);
  return 'runs' in answer ? answer.runs : undefined;
}

describe('the runs of a schedule in a month of 730 hours', () => {
  it.each([
    ['*/10 * * * *', 4380],
    ['* * * * *', 43_800],
    ['@hourly', 730],
    ['0 0 * * *', 730 / 24],
    ['@every 1h30m', 730 / 1.5],
    ['0 9-17 * * MON-FRI', (9 * 5 * 730) / (7 * 24)],
    // On the first of the month: 12 × 28 days in 28 years of 10,227 days.
    ['0 0 1 * *', (336 * 730) / (10_227 * 24)],
  ])('%s is %d', (schedule, expected) => {
    expect(runs(schedule)).toBeCloseTo(expected, 9);
  });

  it('is none for a day that does not exist', () => {
    expect(runs('0 0 31 2 *')).toBe(0);
  });

  it.each(['', '* * * *', '60 * * * *', '* * * 13 *', '*/0 * * * *', 'a b c d e', '5-1 * * * *', 'TZ=UTC 0 0 * * *'])(
    'refuses %j',
    (schedule) => {
      expect(runsPerMonth(schedule, undefined)).toHaveProperty('invalid');
    },
  );

  it('refuses a time zone that does not exist and takes one that does', () => {
    expect(runsPerMonth('0 0 * * *', 'Mars/Base')).toHaveProperty('invalid');
    expect(runsPerMonth('0 0 * * *', 'Europe/Berlin')).toEqual({ runs: 730 / 24 });
  });

  // Another implementation of cron, counted run by run over one 28-year cycle.
  it.each(['0 0 13 * FRI', '30 4 1,15 * 5', '0 0 * * 1-5', '15 6 29 2 *', '0 12 */7 3-6 *', '0 0 */2 * 1'])(
    'agrees with croner on %s',
    (schedule) => {
      const cron = new Cron(schedule, { timezone: 'UTC' });
      let count = 0;
      const end = Date.UTC(2029, 0, 1);
      for (
        let at = cron.nextRun(new Date(Date.UTC(2000, 11, 31, 23, 59)));
        at !== null && at.getTime() < end;
        at = cron.nextRun(at)
      ) {
        count += 1;
      }
      expect(runs(schedule)).toBeCloseTo((count * 730) / (10_227 * 24), 9);
    },
  );
});
