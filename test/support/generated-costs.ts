import { random } from './random.ts';

/** What was planted into a series; days count from its first row, `last` included. */
export interface PlantedEvent {
  readonly kind: 'spike' | 'context' | 'ramp' | 'level' | 'new' | 'burst';
  readonly first: number;
  readonly last: number;
  /** Currency beyond what would have been spent otherwise. */
  readonly amount: number;
}

export interface GeneratedSeries {
  readonly name: string;
  readonly noise: 'low' | 'middle' | 'high';
  readonly values: Float64Array;
  readonly events: readonly PlantedEvent[];
  /** Days whose judgement counts neither way: drops, ends, refunds, and what follows a lasting change. */
  readonly masked: ReadonlySet<number>;
}

export const GENERATED_DAYS = 365;
/** 2025-01-01, a Wednesday. */
export const GENERATED_FROM = Date.UTC(2025, 0, 1) / 1000;
/** Days from which on detectors are measured and events planted. */
export const MEASURED_FROM = 91;
/** How long a lasting change is an event; after that it is the new level. */
const LASTING_DAYS = 14;

const NOISE = { low: 0.02, middle: 0.06, high: 0.15 } as const;
const HOLIDAYS: readonly (readonly [month: number, day: number])[] = [
  [0, 1],
  [4, 1],
  [6, 4],
  [10, 27],
  [11, 24],
  [11, 25],
  [11, 26],
  [11, 31],
];

/**
 * Daily costs as bills have them, with incidents: weekly rhythm, trend, autocorrelated noise at three levels, month-start
 * lumps, level shifts, services that are used now and then, begin or end, refunds and holidays. The same seed is the same.
 */
export function generatedCosts({
  seed,
  count,
}: {
  readonly seed: number;
  readonly count: number;
}): readonly GeneratedSeries[] {
  return Array.from({ length: count }, (_, at) => generatedSeries(seed * 100_003 + at, `s${at}`));
}

function generatedSeries(seed: number, name: string): GeneratedSeries {
  const { uniform, normal } = random(seed);
  const between = (low: number, high: number) => low + (high - low) * uniform();
  const noise = (['low', 'middle', 'high'] as const)[Math.floor(uniform() * 3)] as 'low' | 'middle' | 'high';
  const values = new Float64Array(GENERATED_DAYS);
  const events: PlantedEvent[] = [];
  const masked = new Set<number>();
  const mask = (from: number, days: number) => {
    for (let day = from; day < from + days; day += 1) masked.add(day);
  };
  const level = 10 ** between(0.5, 3.5);
  const isSparse = uniform() < 0.15;
  const begins = uniform() < 0.12 ? Math.floor(between(130, 300)) : 0;
  const ends = uniform() < 0.06 ? Math.floor(between(200, 330)) : GENERATED_DAYS;
  const weekend = uniform() < 0.6 ? between(0.4, 0.85) : 1;
  const growth = between(-0.0005, 0.003);
  const lump = uniform() < 0.2 ? level * between(0.4, 3) : 0;
  const holiday = uniform() < 0.5 ? between(0.6, 0.9) : 1;
  const use = between(0.05, 0.4);
  let wander = 0;
  for (let day = 0; day < GENERATED_DAYS; day += 1) {
    const date = new Date((GENERATED_FROM + day * 86_400) * 1000);
    wander = 0.4 * wander + NOISE[noise] * normal();
    const isWeekend = date.getUTCDay() % 6 === 0;
    const isHoliday = HOLIDAYS.some(([month, dayOf]) => date.getUTCMonth() === month && date.getUTCDate() === dayOf);
    const factor = (isWeekend ? weekend : 1) * (isHoliday ? holiday : 1);
    const usual = level * (1 + growth) ** day * factor * Math.exp(wander);
    if (day < begins || day >= ends) values[day] = 0;
    else if (isSparse) values[day] = uniform() < use ? level * Math.exp(0.6 * normal()) : 0;
    else values[day] = usual + (date.getUTCDate() === 1 ? lump : 0);
  }
  if (begins > 0) {
    events.push({
      kind: 'new',
      first: begins,
      last: begins + LASTING_DAYS - 1,
      amount: sumOf(values, begins, LASTING_DAYS),
    });
  }
  if (ends < GENERATED_DAYS) mask(ends, GENERATED_DAYS - ends);
  // Shifts down and refunds: nothing that costs, nothing that counts.
  if (!isSparse && uniform() < 0.15) {
    const from = Math.floor(between(MEASURED_FROM, GENERATED_DAYS));
    for (let day = from; day < GENERATED_DAYS; day += 1) values[day] = (values[day] as number) * 0.6;
    mask(from, 2 * LASTING_DAYS);
  }
  if (uniform() < 0.1) {
    const day = Math.floor(between(MEASURED_FROM, GENERATED_DAYS));
    values[day] = -level * between(0.5, 5);
    mask(day, 1);
  }
  let day = Math.max(MEASURED_FROM, begins + 42) + Math.floor(between(0, 60));
  while (day < Math.min(ends, GENERATED_DAYS) - 20) {
    const planted = plant(day);
    if (planted) events.push(planted);
    day = (planted?.last ?? day) + 25 + Math.floor(between(0, 110));
  }
  return { name, noise, values, events, masked };

  function plant(from: number): PlantedEvent | null {
    const before = values.slice();
    const times = (dayOf: number, factor: number) => {
      values[dayOf] = (values[dayOf] as number) * factor;
    };
    const done = (kind: PlantedEvent['kind'], days: number): PlantedEvent => {
      let amount = 0;
      for (let each = from; each < from + days; each += 1)
        amount += (values[each] as number) - (before[each] as number);
      return { kind, first: from, last: from + days - 1, amount };
    };
    if (isSparse) {
      const days = Math.floor(between(4, 9));
      for (let each = from; each < from + days; each += 1) values[each] = level * between(1, 4);
      return done('burst', days);
    }
    const choice = uniform();
    if (choice < 0.35) {
      const days = uniform() < 0.7 ? 1 : 2;
      const factor = 1 + between(0.4, 3);
      for (let each = from; each < from + days; each += 1) times(each, factor);
      return done('spike', days);
    }
    if (choice < 0.5) {
      const weekday = new Date((GENERATED_FROM + from * 86_400) * 1000).getUTCDay();
      from += (6 - weekday + 7) % 7;
      if (weekend > 0.75 || from + 1 >= GENERATED_DAYS) return null;
      for (const each of [from, from + 1]) times(each, 1 / weekend);
      return done('context', 2);
    }
    if (choice < 0.75) {
      const rate = 1 + between(0.03, 0.1);
      const days = Math.floor(between(7, 15));
      for (let each = 0; each < days && from + each < GENERATED_DAYS; each += 1) times(from + each, rate ** (each + 1));
      return done('ramp', Math.min(days, GENERATED_DAYS - from));
    }
    const factor = 1 + between(0.25, 1);
    for (let each = from; each < GENERATED_DAYS; each += 1) times(each, factor);
    mask(from + LASTING_DAYS, LASTING_DAYS);
    return done('level', LASTING_DAYS);
  }
}

function sumOf(values: Float64Array, from: number, days: number): number {
  return values.slice(from, from + days).reduce((sum, value) => sum + value, 0);
}
