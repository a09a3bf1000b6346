import type { IngestSource } from '#app/flows/ingest-charges.ts';
import type { Charge } from '#app/focus/charge.ts';
import type { ChargeBatch, Delivery, OpenSource } from '#app/ingest/source.ts';
import { charge } from './charge.ts';

/** Deliveries of a source that is made up: scope, version, and the days of October each of whose charges costs so much. */
export interface MadeDelivery {
  readonly scope: string;
  readonly version: string;
  readonly days: readonly number[];
  readonly costEach: string;
  /** Charges of each day. */
  readonly each?: number;
  /** Fails after so many batches, one batch a day. */
  readonly breaksAfter?: number;
  readonly rowCount?: number;
}

/** A source named `made` that delivers just these. */
export function billingSource(made: readonly MadeDelivery[], mappingVersion = 1): IngestSource {
  return { id: 'made', mappingVersion, open: () => openMade(made) };
}

function openMade(made: readonly MadeDelivery[]): OpenSource {
  return {
    deliveries: async () =>
      made.map(({ scope, version, rowCount }) => ({
        scope,
        deliveryId: version,
        digest: `digest of ${version}`,
        files: [],
        ...(rowCount === undefined ? {} : { rowCount }),
      })),
    read: (delivery) => readMade(delivery, made),
    close: async () => {},
  };
}

async function* readMade(delivery: Delivery, made: readonly MadeDelivery[]): AsyncIterable<ChargeBatch> {
  const found = made.find((each) => each.scope === delivery.scope)!;
  for (const [at, day] of found.days.entries()) {
    if (at === found.breaksAfter) throw new (await import('#app/errors.ts')).UpstreamError('the connection broke');
    const charges = Array.from({ length: found.each ?? 3 }, (_, row) => onDay(day, { ...found, row }));
    yield {
      file: 'made.csv',
      charges,
      rows: charges.map((_, row) => row + 1),
      rejected: [],
      readCount: charges.length,
    };
  }
}

function onDay(day: number, { costEach, scope, row }: MadeDelivery & { readonly row: number }): Charge {
  const text = String(day).padStart(2, '0');
  return charge({
    BilledCost: costEach,
    EffectiveCost: costEach,
    SubAccountId: scope,
    ChargePeriodStart: `2026-10-${text}T00:00:00Z`,
    ChargeDescription: `tab\there, line\nbreak, back\\slash, "quoted" of row ${row}`,
    x_SourceId: 'made',
  });
}
