import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, monthOf } from '#app/budgets/month.ts';
import { type MonthStanding, monthStanding } from '#app/budgets/month-standing.ts';
import { sourceDays } from '#app/budgets/source-days.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';

/** Noon of Wednesday, 25 November 2026: days to Sunday, the 22nd, are complete. */
const NOW = new Date('2026-11-25T12:00:00Z');
const NOVEMBER = monthOf('2026-11');

interface Day {
  readonly day: string;
  readonly amount: string;
  readonly category?: string;
  readonly frequency?: string | null;
  readonly source?: string;
  readonly service?: string;
  readonly currency?: string;
}

const row = ({ day, amount, source = 'aws', currency = 'USD', ...rest }: Day): CostRow => ({
  start: `${day}T00:00:00Z`,
  currency,
  keys: {
    x_SourceId: source,
    ChargeCategory: rest.category ?? 'Usage',
    ChargeFrequency: rest.frequency === undefined ? 'Usage-Based' : rest.frequency,
    ServiceName: rest.service ?? 'Compute',
  },
  amount,
});

const daysFrom = (first: string, last: string): readonly string[] => {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
/** 100 a day, 40 at weekends, from 1 October to the last day. */
const officeHours = (last: string): readonly Day[] =>
  daysFrom('2026-10-01', last).map((day) => ({ day, amount: isWeekend(day) ? '40' : '100' }));

function standing(
  days: readonly Day[],
  { now = NOW, delivered = days, currency = 'USD' }: { now?: Date; delivered?: readonly Day[]; currency?: string } = {},
): MonthStanding {
  const sources = sourceDays(delivered.map(row), now);
  return monthStanding({ rows: days.map(row), sources, month: NOVEMBER, currency });
}

const texts = ({ actual, forecast }: MonthStanding) => ({
  actual: actual?.toFixed() ?? null,
  forecast: forecast && [forecast.low, forecast.expected, forecast.high].map((each) => each.toFixed()),
});

describe('the forecast of a month', () => {
  it('knows weekends, and counts what is billed of a provisional day without believing that it is all', () => {
    // By hand: 1 to 22 November are 15 weekdays and 7 days of a weekend, 15 × 100 + 7 × 40 = 1780. The 23rd to the 30th are
    // 6 weekdays and 2 days of a weekend, 680. Billed by now: 1780, 100 of the 23rd, 70 of the 24th.
    const days = [
      ...officeHours('2026-11-22'),
      { day: '2026-11-23', amount: '100' },
      { day: '2026-11-24', amount: '70' },
    ];
    const found = standing(days);
    expect(texts(found)).toEqual({ actual: '1950', forecast: ['2460', '2460', '2460'] });
    expect(found.provisionalDays).toEqual(['2026-11-23', '2026-11-24']);
    expect(found.remarks).toEqual([]);
  });

  it('does not take one expensive day for the rule, but for possible', () => {
    // Thursday the 12th cost 1000 instead of 100, 900 more are billed. It counts as 200, so Thursday the 26th is expected at
    // (100 + 200) / 2, 50 more. A week like that one would make the rest 1580; the week itself was 1480 instead of 580,
    // and 730 × 1480 / 580 is 1862.758621.
    const days = officeHours('2026-11-24').map((each) =>
      each.day === '2026-11-12' ? { ...each, amount: '1000' } : each,
    );
    expect(texts(standing(days)).forecast).toEqual(['3360', '3410', '4542.758621']);
  });

  it('follows a new level from its second week on', () => {
    // 200 a day from Monday the 9th: 22 days are 8 × 100 + 14 × 200 = 3600, and 8 × 200 to come.
    const days = daysFrom('2026-10-01', '2026-11-24').map((day) => ({
      day,
      amount: day < '2026-11-09' ? '100' : '200',
    }));
    // In the cheapest of four weeks the rest would cost 8 × 100, but 2 × 200 are billed already. In the week of the 9th twice as
    // much was billed as was usual before: 2 × 1600.
    expect(texts(standing(days)).forecast).toEqual(['4600', '5200', '6800']);
  });

  it('expects half of a level that is a few days old, and takes all of it for possible', () => {
    // From Friday the 20th three times as much, so 1780 + 200 of Friday + 2 × 80 are billed. They count as twice the usual:
    // Friday 150, the weekend 2 × 60, and 5 × 100 are expected, 770. The week was 940 instead of 580: 770 × 940 / 580.
    const days = officeHours('2026-11-22').map((each) =>
      each.day < '2026-11-20' ? each : { ...each, amount: `${3 * Number(each.amount)}` },
    );
    const newest = { day: '2026-11-23', amount: '1' };
    expect(texts(standing([...days, newest])).forecast).toEqual(['2820', '2910', '3387.931034']);
  });

  it('never expects less of a day than is billed of it', () => {
    const days = [...officeHours('2026-11-22'), { day: '2026-11-23', amount: '500' }];
    // The newest day that was delivered is the 23rd: it was billed 500 instead of the expected 100.
    expect(texts(standing(days))).toEqual({ actual: '2280', forecast: ['2860', '2860', '2860'] });
  });

  it('expects what comes once a month and has not come yet', () => {
    const support = { frequency: 'Recurring', category: 'Purchase', service: 'Support' };
    const days = [
      ...officeHours('2026-11-24'),
      { day: '2026-10-01', amount: '29', ...support },
      { day: '2026-10-31', amount: '50.5', category: 'Tax', service: 'Tax' },
      { day: '2026-10-01', amount: '10', ...support, service: 'Registrar' },
      { day: '2026-11-01', amount: '12', ...support, service: 'Registrar' },
    ];
    // 2460 + 29 + 50.5 to come + 12 that came.
    expect(texts(standing(days)).forecast?.[1]).toBe('2551.5');
  });

  it('takes a fee of every hour for one of every day, and a purchase for one of its kind', () => {
    const fee = { frequency: 'Recurring', category: 'Purchase', service: 'Savings Plans' };
    const days = [
      ...officeHours('2026-11-24'),
      ...daysFrom('2026-10-01', '2026-11-24').map((day) => ({ day, amount: '24', ...fee })),
      { day: '2026-11-03', amount: '300', frequency: 'One-Time', category: 'Purchase', service: 'Reserved' },
      { day: '2026-10-03', amount: '700', frequency: 'One-Time', category: 'Purchase', service: 'Reserved' },
    ];
    // 2460 + 30 × 24 + 300.
    expect(texts(standing(days)).forecast?.[1]).toBe('3480');
  });

  it('counts credits as billed and says that it expects no more of them', () => {
    const days = [
      ...officeHours('2026-11-24'),
      { day: '2026-11-02', amount: '-60', category: 'Credit', frequency: 'One-Time' },
    ];
    const found = standing(days);
    expect(texts(found).forecast?.[1]).toBe('2400');
    expect(found.remarks).toEqual(['credits count as billed and are not expected again']);
  });

  it('is what was billed, when the month is over', () => {
    const days = daysFrom('2026-11-01', '2026-12-05').map((day) => ({ day, amount: '10' }));
    const found = standing(days, { now: new Date('2026-12-06T00:00:00Z') });
    expect(texts(found)).toEqual({ actual: '300', forecast: ['300', '300', '300'] });
  });
});

describe('what is not known', () => {
  it('is null without charges, never zero', () => {
    expect(standing([])).toMatchObject({ actual: null, forecast: null });
    expect(standing([], { delivered: officeHours('2026-11-24') })).toMatchObject({ actual: null, forecast: null });
  });

  it('is zero where the month was delivered and nothing was billed in it', () => {
    const days = officeHours('2026-10-20').map((each) => ({ ...each, service: 'Old' }));
    const found = standing(days, { delivered: officeHours('2026-11-24') });
    // Nothing in the last four weeks: nothing is expected.
    expect(texts(found)).toEqual({ actual: '0', forecast: ['0', '0', '0'] });
  });

  it('is null before anything of the month is delivered, while the forecast is known', () => {
    const found = standing(officeHours('2026-10-31'), { now: new Date('2026-11-01T06:00:00Z') });
    // By hand: November 2026 has 21 weekdays and 9 days of a weekend: 2100 + 360.
    expect(texts(found)).toEqual({ actual: null, forecast: ['2460', '2460', '2460'] });
    expect(found.remarks).toEqual(['nothing of 2026-11 has been delivered yet']);
  });

  it('is the forecast with fewer than three complete days', () => {
    const days = daysFrom('2026-11-21', '2026-11-24').map((day) => ({ day, amount: '5' }));
    const found = standing(days);
    expect(texts(found)).toEqual({ actual: '20', forecast: null });
    expect(found.remarks[0]).toContain('aws has fewer than 3 complete days');
  });

  it('is the sum where charges of the same budget are in two currencies', () => {
    const days = [...officeHours('2026-11-24'), { day: '2026-11-02', amount: '1', currency: 'EUR' }];
    const found = standing(days);
    expect(texts(found)).toEqual({ actual: null, forecast: null });
    expect(found.remarks).toEqual(['also billed in EUR: the sum in USD is not known']);
  });

  it('is a day that a source left out, which is not free: it is expected like others, and said', () => {
    const days = officeHours('2026-11-24').filter(({ day }) => day !== '2026-11-09' && day !== '2026-11-10');
    const found = standing(days);
    // 1780 + 100 + 100 of the 23rd and 24th, without two days of 100; all of 2460 is expected.
    expect(texts(found)).toEqual({ actual: '1780', forecast: ['2460', '2460', '2460'] });
    expect(found.remarks).toEqual(['aws did not deliver 2026-11-09, 2026-11-10: expected like other days']);
  });

  it('is not a weekend on which nothing runs', () => {
    const days = officeHours('2026-11-24').filter(({ day }) => !isWeekend(day));
    // November has 21 weekdays.
    expect(standing(days)).toMatchObject({ remarks: [] });
    expect(texts(standing(days)).forecast?.[1]).toBe('2100');
  });
});

describe('several sources', () => {
  it('are forecast each from its own days: one that stopped delivering goes on at its rate', () => {
    const azure = daysFrom('2026-10-01', '2026-11-10').map((day) => ({ day, amount: '10', source: 'azure' }));
    const found = standing([...officeHours('2026-11-24'), ...azure]);
    // 2460 + 30 × 10, although azure delivered the tenth last.
    expect(texts(found).forecast?.[1]).toBe('2760');
    expect(found.provisionalDays).toEqual(['2026-11-10', '2026-11-23', '2026-11-24']);
  });

  it('of which one has ended are said to', () => {
    const old = daysFrom('2026-10-01', '2026-10-10').map((day) => ({ day, amount: '10', source: 'old' }));
    const found = standing([...officeHours('2026-11-24'), ...old]);
    expect(texts(found).forecast?.[1]).toBe('2460');
    expect(found.remarks).toEqual(['old has delivered nothing since 2026-10-10 and counts as ended']);
  });

  it('is not known when every source fell silent before the month', () => {
    const found = standing(daysFrom('2026-10-01', '2026-10-05').map((day) => ({ day, amount: '9' })));
    expect(texts(found)).toEqual({ actual: null, forecast: null });
    expect(found.remarks).toContain('nothing of 2026-11 has been delivered yet');
  });
});

describe('for any costs', () => {
  const costs = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 55, maxLength: 55 });
  const daysOf = (amounts: readonly number[]) =>
    daysFrom('2026-10-01', '2026-11-24').map((day, at) => ({ day, amount: `${amounts[at]}` }));

  it('low ≤ expected ≤ high, and never below what is billed', () => {
    fc.assert(
      fc.property(costs, (amounts) => {
        const { actual, forecast } = standing(daysOf(amounts));
        expect(forecast?.low.lessThanOrEqualTo(forecast.expected)).toBe(true);
        expect(forecast?.expected.lessThanOrEqualTo(forecast.high)).toBe(true);
        expect(actual && forecast?.low.greaterThanOrEqualTo(actual)).toBe(true);
      }),
    );
  });

  it('ten times the costs are ten times the forecast', () => {
    fc.assert(
      fc.property(costs, (amounts) => {
        const once = standing(daysOf(amounts)).forecast;
        const tenfold = standing(daysOf(amounts.map((each) => each * 10))).forecast;
        expect(tenfold?.expected.toFixed()).toBe(once?.expected.times(10).toFixed());
        // The high end holds a quotient, which is cut at the sixth decimal.
        expect(tenfold?.high.toNumber()).toBeCloseTo((once?.high.toNumber() ?? Number.NaN) * 10, 3);
      }),
    );
  });
});
