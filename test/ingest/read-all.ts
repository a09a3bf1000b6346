import type { Charge } from '#app/focus/charge.ts';
import type { OpenSource, RejectedRow } from '#app/ingest/source.ts';

/** Everything that a source has to say, of a month or of all. */
export async function readAll(source: OpenSource, month: string | null = null) {
  const charges: Charge[] = [];
  const rejected: RejectedRow[] = [];
  for (const delivery of await source.deliveries(month === null ? null : { month })) {
    for await (const batch of source.read(delivery)) {
      charges.push(...batch.charges);
      rejected.push(...batch.rejected);
    }
  }
  await source.close();
  return { charges, rejected };
}
