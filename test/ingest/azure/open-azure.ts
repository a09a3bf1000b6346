import type { Charge } from '#app/focus/charge.ts';
import type { OpenSource, RejectedRow } from '#app/ingest/source.ts';
import { azureExportSource } from '#app/ingest/sources/azure-export.ts';
import { folderWith } from '#test/support/folder.ts';

/** A source over a directory with these files. */
export function openAzure(
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): OpenSource {
  return azureExportSource.open(
    { id: 'azure', kind: 'azure-export', path: 'bills', ...settings },
    {
      env: {},
      now: new Date('2026-11-26T00:00:00Z'),
      root: folderWith(Object.fromEntries(Object.entries(files).map(([name, text]) => [`bills/${name}`, text]))),
      fetch,
    },
  );
}

/** Everything that a source has to say, of a month or of all. */
export async function readAll(source: OpenSource, month: string | null = null) {
  const charges: Charge[] = [];
  const rejected: RejectedRow[] = [];
  const remarks: string[] = [];
  for (const delivery of await source.deliveries(month === null ? null : { month })) {
    for await (const batch of source.read(delivery)) {
      charges.push(...batch.charges);
      rejected.push(...batch.rejected);
      remarks.push(...(batch.remarks ?? []));
    }
  }
  await source.close();
  return { charges, rejected, remarks };
}
