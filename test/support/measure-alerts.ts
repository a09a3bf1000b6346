import { type GeneratedSeries, MEASURED_FROM, type PlantedEvent } from './generated-costs.ts';

/** How well alerts find what was planted. */
export interface AlertMeasures {
  /** Share of the days without an event that are alerted. */
  readonly falseDays: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of the planted amounts whose event is found. */
  readonly amountRecall: number;
  /** Median days after the first of a ramp to its alert, ramps that are missed counted as infinite. */
  readonly rampDays: number;
  /** Alerts (days within three of each other are one) for 1,000 days of a series. */
  readonly alertsPerThousandDays: number;
  readonly byKind: Readonly<Record<string, number>>;
}

/** Days after an event that still belong to it, and between alerts that are one. */
const TOLERANCE_DAYS = 3;

/** The threshold above which a share of the days without an event lies. */
export function thresholdAt(
  share: number,
  judged: readonly { readonly series: GeneratedSeries; readonly scores: ArrayLike<number> }[],
): number {
  const usual = judged.flatMap(({ series, scores }) => usualDays(series).map((day) => scores[day] as number));
  usual.sort((one, other) => other - one);
  return usual[Math.floor(share * usual.length)] as number;
}

/** Measures alerts on the days whose score is above a threshold. */
export function measureAlerts(
  threshold: number,
  judged: readonly { readonly series: GeneratedSeries; readonly scores: ArrayLike<number> }[],
): AlertMeasures {
  const count = {
    found: 0,
    events: 0,
    wrong: 0,
    amount: 0,
    foundAmount: 0,
    falseDays: 0,
    usualDays: 0,
    days: 0,
    alerts: 0,
  };
  const delays: number[] = [];
  const kinds = new Map<string, { found: number; all: number }>();
  for (const { series, scores } of judged) {
    const alerted = (day: number) => (scores[day] as number) > threshold;
    const usual = usualDays(series);
    count.usualDays += usual.length;
    count.falseDays += usual.filter(alerted).length;
    count.days += series.values.length - MEASURED_FROM;
    for (const event of series.events) {
      const delay = delayOf(event, { alerted, days: series.values.length });
      const kind = kinds.get(event.kind) ?? { found: 0, all: 0 };
      kinds.set(event.kind, kind);
      kind.all += 1;
      count.events += 1;
      count.amount += event.amount;
      if (event.kind === 'ramp') delays.push(delay);
      if (delay === Number.POSITIVE_INFINITY) continue;
      kind.found += 1;
      count.found += 1;
      count.foundAmount += event.amount;
    }
    for (const { first, last } of alertsOf(alerted, series.values.length)) {
      count.alerts += 1;
      const isExcused =
        series.events.some((event) => first <= event.last + TOLERANCE_DAYS && last >= event.first) ||
        Array.from({ length: last - first + 1 }, (_, at) => first + at).some((day) => series.masked.has(day));
      if (!isExcused) count.wrong += 1;
    }
  }
  delays.sort((one, other) => one - other);
  const precision = count.found / (count.found + count.wrong);
  const recall = count.found / count.events;
  return {
    falseDays: count.falseDays / count.usualDays,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    amountRecall: count.foundAmount / count.amount,
    rampDays: delays[delays.length >> 1] as number,
    alertsPerThousandDays: (1000 * count.alerts) / count.days,
    byKind: Object.fromEntries([...kinds].map(([kind, { found, all }]) => [kind, found / all])),
  };
}

function usualDays(series: GeneratedSeries): readonly number[] {
  return Array.from({ length: series.values.length - MEASURED_FROM }, (_, at) => MEASURED_FROM + at).filter(
    (day) =>
      !series.masked.has(day) && !series.events.some((each) => day >= each.first && day <= each.last + TOLERANCE_DAYS),
  );
}

/** Days after the first of an event to the first alert; infinite when there is none. */
function delayOf(
  event: PlantedEvent,
  { alerted, days }: { readonly alerted: (day: number) => boolean; readonly days: number },
): number {
  for (let day = event.first; day <= Math.min(event.last + TOLERANCE_DAYS, days - 1); day += 1) {
    if (alerted(day)) return day - event.first;
  }
  return Number.POSITIVE_INFINITY;
}

function alertsOf(alerted: (day: number) => boolean, days: number): readonly { first: number; last: number }[] {
  const alerts: { first: number; last: number }[] = [];
  for (let day = MEASURED_FROM; day < days; day += 1) {
    if (!alerted(day)) continue;
    const before = alerts.at(-1);
    if (before && day - before.last <= TOLERANCE_DAYS) before.last = day;
    else alerts.push({ first: day, last: day });
  }
  return alerts;
}
