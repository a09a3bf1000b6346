import { FinopsError, InputError } from '#app/errors.ts';
import type { Charge } from '#app/focus/charge.ts';
import type { BillingMonth, ChargeBatch, Delivery, OpenSource } from '#app/ingest/source.ts';
import { type Admission, admitDelivery, type CoveredDays } from '#app/warehouse/admit-delivery.ts';
import type { Database } from '#app/warehouse/database.ts';
import { abandonDelivery, type LoadedDelivery, putInForce, refuseDelivery } from '#app/warehouse/delivery-store.ts';
import { loadCharges } from '#app/warehouse/load-charges.ts';
import { removeLeftovers } from '#app/warehouse/remove-leftovers.ts';
import { type CurrencySums, type DeliveryTally, deliveryTally, type Tally } from './delivery-tally.ts';

/** A source to be read. */
export interface IngestSource {
  readonly id: string;
  readonly mappingVersion: number;
  readonly open: () => OpenSource;
}

export interface IngestRequest {
  readonly sources: readonly IngestSource[];
  /** Only this billing month; null for all that the sources have. */
  readonly month: BillingMonth | null;
  /** `fewer-days`: also take a delivery that covers fewer days than the one in force. */
  readonly accept: 'whole' | 'fewer-days';
}

/** The places at which a run may be killed. */
export type IngestStep = 'admitted' | 'writing' | 'loaded' | 'in-force';

export interface IngestPorts {
  readonly database: Database;
  readonly now: Date;
  readonly progress: (rows: number) => void;
  /** For tests. */
  readonly step?: (step: IngestStep) => Promise<void>;
}

/** What became of one delivery. */
export type DeliveryOutcome =
  | {
      readonly scope: string;
      readonly deliveryId: string;
      readonly result: 'ingested';
      readonly rows: number;
      readonly tally: Tally;
      /** Sums of the delivery that it replaces; null when it is the first of its scope. */
      readonly inPlaceOf: readonly CurrencySums[] | null;
    }
  | { readonly scope: string; readonly deliveryId: string; readonly result: 'unchanged' }
  | {
      readonly scope: string;
      readonly deliveryId: string;
      readonly result: 'busy' | 'refused';
      readonly reason: string;
    }
  | { readonly scope: string; readonly deliveryId: string; readonly result: 'failed'; readonly error: FinopsError };

/** What became of one source; `error` when it could not even say what there is. */
export interface SourceOutcome {
  readonly sourceId: string;
  readonly deliveries: readonly DeliveryOutcome[];
  readonly error: FinopsError | null;
}

/**
 * Brings what the sources deliver into the warehouse. Each delivery replaces its scope whole or not at all; one that is in
 * force is not read again; a source or delivery that fails leaves the others to go on. What a killed run left is removed.
 * @throws what is no error of a source: the database, a fault of ours.
 */
export async function ingestCharges(request: IngestRequest, ports: IngestPorts): Promise<readonly SourceOutcome[]> {
  await removeLeftovers(ports.database);
  const outcomes: SourceOutcome[] = [];
  for (const source of request.sources) outcomes.push(await ingestSource(source, { request, ports }));
  return outcomes;
}

interface Run {
  readonly request: IngestRequest;
  readonly ports: IngestPorts;
}

async function ingestSource(source: IngestSource, run: Run): Promise<SourceOutcome> {
  const deliveries: DeliveryOutcome[] = [];
  let opened: OpenSource | null = null;
  try {
    opened = source.open();
    for (const delivery of await opened.deliveries(run.request.month)) {
      deliveries.push(await ingestDelivery(delivery, { ...run, source, opened }));
    }
    return { sourceId: source.id, deliveries, error: null };
  } catch (error) {
    return { sourceId: source.id, deliveries, error: known(error) };
  } finally {
    await opened?.close();
  }
}

interface SourceRun extends Run {
  readonly source: IngestSource;
  readonly opened: OpenSource;
}

async function ingestDelivery(delivery: Delivery, run: SourceRun): Promise<DeliveryOutcome> {
  const { ports, request, source } = run;
  const { scope, deliveryId } = delivery;
  const admission = await admitDelivery(
    {
      sourceId: source.id,
      scope,
      deliveryId,
      digest: `${source.mappingVersion}:${delivery.digest}`,
      files: JSON.stringify(delivery.files),
      begunAt: ports.now.toISOString(),
      reread: request.accept === 'fewer-days' ? 'also-refused' : 'if-new',
    },
    ports.database,
  );
  if (admission.state === 'unchanged') return { scope, deliveryId, result: 'unchanged' };
  if (admission.state === 'refused') return { scope, deliveryId, result: 'refused', reason: admission.refusal };
  if (admission.state === 'busy') {
    return { scope, deliveryId, result: 'busy', reason: `${admission.owner} ingests it at the moment` };
  }
  try {
    return await loadDelivery(delivery, { ...run, admission });
  } catch (error) {
    await abandonDelivery(admission.deliveryNo, ports.database);
    return { scope, deliveryId, result: 'failed', error: known(error) };
  }
}

async function loadDelivery(
  delivery: Delivery,
  run: SourceRun & { readonly admission: Extract<Admission, { readonly state: 'loading' }> },
): Promise<DeliveryOutcome> {
  const { ports, request, opened, admission } = run;
  const { scope, deliveryId } = delivery;
  const { deliveryNo, inForce } = admission;
  await ports.step?.('admitted');
  const tally = deliveryTally();
  const rows = await loadCharges(
    { deliveryNo, batches: tallied(opened.read(delivery), { tally, ports }) },
    ports.database,
  );
  await ports.step?.('loaded');
  const counted = tally.result();
  if (delivery.rowCount !== undefined && delivery.rowCount !== counted.readCount) {
    throw new InputError(`its manifest says ${delivery.rowCount} rows, ${counted.readCount} are there`, {
      place: { file: scope },
      remedy: 'wait until it is complete, then ingest again',
    });
  }
  const loaded: LoadedDelivery = {
    deliveryNo,
    rowCount: rows,
    rejectedCount: counted.rejectedCount,
    days: counted.days,
    sums: JSON.stringify(counted.sums),
    remarks: JSON.stringify({ rejected: counted.rejected, findings: counted.findings, remarks: counted.remarks }),
  };
  const refusal = refusalOf(counted, { inForce: inForce?.days ?? null, accept: request.accept });
  if (refusal !== null) {
    await refuseDelivery({ ...loaded, refusal }, ports.database);
    return { scope, deliveryId, result: 'refused', reason: refusal };
  }
  await putInForce({ ...loaded, committedAt: ports.now.toISOString() }, ports.database);
  await ports.step?.('in-force');
  await removeLeftovers(ports.database);
  const before = inForce?.sums ?? null;
  const inPlaceOf = before === null ? null : (JSON.parse(before) as readonly CurrencySums[]);
  return { scope, deliveryId, result: 'ingested', rows, tally: counted, inPlaceOf };
}

async function* tallied(
  batches: AsyncIterable<ChargeBatch>,
  { tally, ports }: { readonly tally: DeliveryTally; readonly ports: IngestPorts },
): AsyncIterable<readonly Charge[]> {
  for await (const batch of batches) {
    tally.add(batch);
    ports.progress(batch.readCount);
    yield batch.charges;
    await ports.step?.('writing');
  }
}

/** Why a delivery must not take the place of the one in force; null when it may. */
function refusalOf(
  tally: Tally,
  { inForce, accept }: { readonly inForce: CoveredDays | null; readonly accept: IngestRequest['accept'] },
): string | null {
  if (tally.readCount > 0 && tally.rejectedCount === tally.readCount) {
    const [first] = tally.rejected;
    return `none of its ${tally.readCount} rows can be read: ${first?.reason ?? ''}`;
  }
  const { days } = tally;
  if (inForce === null || accept === 'fewer-days' || days.count >= inForce.count) return null;
  const range = (of: CoveredDays): string => (of.first === null ? 'no day' : `${of.first} to ${of.last}`);
  return `it covers ${days.count} days (${range(days)}), the one in force ${inForce.count} (${range(inForce)})`;
}

function known(error: unknown): FinopsError {
  if (error instanceof FinopsError) return error;
  throw error;
}
