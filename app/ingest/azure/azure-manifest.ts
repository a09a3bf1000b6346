import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { type FileStore, readSmallText, type StoredFile } from '../files/file-store.ts';

/**
 * What Azure writes beside the files of each run of an export, when all of them are there.
 * https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports (read 2026-11-26).
 */
const Manifest = z.object({
  dataRowCount: z.number().int().nonnegative().optional(),
  exportConfig: z.object({
    exportName: z.string(),
    resourceId: z.string().optional(),
    dataVersion: z.string().optional(),
    type: z.string(),
  }),
  runInfo: z.object({
    runId: z.string().min(1),
    submittedTime: z.string().optional(),
    startDate: z.string().regex(/^\d{4}-\d\d-\d\d/, 'no date'),
    endDate: z.string().regex(/^\d{4}-\d\d-\d\d/, 'no date'),
  }),
  blobs: z
    .array(
      z.object({
        blobName: z.string().min(1),
        byteCount: z.number().int().nonnegative().optional(),
        dataRowCount: z.number().int().nonnegative().optional(),
      }),
    )
    .default([]),
});

/** What an export holds; `usage` is the older kind, which has no purchases. */
export type AzureDataset = 'actual' | 'amortized' | 'focus' | 'usage';

/** A file of a run, and what its manifest says of it. */
export interface AzureBlob {
  /** Path in the store; null where the store does not have it. */
  readonly file: StoredFile | null;
  /** As the manifest writes it. */
  readonly blobName: string;
  readonly byteCount: number | null;
  readonly rowCount: number | null;
}

/** One run of an export that is complete. */
export interface AzureRun {
  readonly manifest: StoredFile;
  /** What it was exported of: a billing account, a subscription; in lower case. */
  readonly exportScope: string;
  readonly exportName: string;
  readonly dataset: AzureDataset;
  /** `1.0r2` of a FOCUS export. */
  readonly version: string | null;
  readonly runId: string;
  /** Sorts as time does. */
  readonly submitted: string;
  /** First and last day, `2026-10-01`. */
  readonly first: string;
  readonly last: string;
  readonly rowCount: number | null;
  readonly blobs: readonly AzureBlob[];
}

const DATASETS: Readonly<Record<string, AzureDataset>> = {
  actualcost: 'actual',
  amortizedcost: 'amortized',
  focuscost: 'focus',
  usage: 'usage',
};

/** Whether a file is the manifest of a run. */
export function isManifest(name: string): boolean {
  return /(?:^|\/)_?manifest\.json$/.test(name);
}

/** The run that a manifest describes; null for an export of something else, prices or recommendations. @throws InputError */
export async function readManifest(
  manifest: StoredFile,
  from: { readonly store: FileStore; readonly files: ReadonlyMap<string, StoredFile> },
): Promise<AzureRun | null> {
  const parsed = Manifest.safeParse(parseJson(await readSmallText(from.store, manifest), manifest.name));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new InputError(`no manifest of an export: ${where}: ${issue?.message}`, { place: { file: manifest.name } });
  }
  const { exportConfig, runInfo, blobs, dataRowCount } = parsed.data;
  const dataset = DATASETS[exportConfig.type.toLowerCase()];
  if (dataset === undefined) return null;
  const folder = manifest.name.slice(0, manifest.name.lastIndexOf('/') + 1);
  return {
    manifest,
    exportScope: (exportConfig.resourceId ?? '')
      .toLowerCase()
      .replace(/\/providers\/microsoft\.costmanagement\/.*$/, ''),
    exportName: exportConfig.exportName,
    dataset,
    version: exportConfig.dataVersion ?? null,
    runId: runInfo.runId,
    submitted: runInfo.submittedTime ?? /(?:^|\/)(\d{12})(?:\/|$)/.exec(manifest.name)?.[1] ?? '',
    first: runInfo.startDate.slice(0, 10),
    last: runInfo.endDate.slice(0, 10),
    rowCount: dataRowCount ?? null,
    blobs: blobs.map(({ blobName, byteCount, dataRowCount: rows }) => ({
      // A copied folder starts further down than the container does.
      file: from.files.get(blobName) ?? from.files.get(folder + blobName.slice(blobName.lastIndexOf('/') + 1)) ?? null,
      blobName,
      byteCount: byteCount ?? null,
      rowCount: rows ?? null,
    })),
  };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch (cause) {
    const remedy = 'run the export again, or remove this folder';
    throw new InputError('the manifest is not whole: it is no JSON', { place: { file }, cause, remedy });
  }
}
