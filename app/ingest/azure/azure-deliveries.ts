import { createHash } from 'node:crypto';
import { InputError } from '#app/errors.ts';
import type { FileStore, StoredFile } from '../files/file-store.ts';
import type { BillingMonth, Delivery } from '../source.ts';
import { type AzureDataset, type AzureRun, isManifest, readManifest } from './azure-manifest.ts';

/** A month, and the runs that make it up. */
export interface AzureMonth {
  readonly delivery: Delivery;
  readonly runs: readonly AzureRun[];
}

/** Where to look, and for what where exports of both kinds lie there. */
export interface AzureExports {
  readonly store: FileStore;
  readonly prefix: string;
  readonly dataset?: 'cost' | 'focus' | undefined;
}

/**
 * What lies in a container, by billing month. Of each export scope and kind of data the run counts that covers the most days,
 * of those the latest: a month is exported every day anew, and may be exported once more by hand. A month is one delivery
 * over all export scopes.
 * @throws InputError for a manifest that is none, and where cost and FOCUS of the same scope lie together.
 */
export async function azureMonths(exports: AzureExports, month: BillingMonth | null): Promise<readonly AzureMonth[]> {
  const { store, prefix } = exports;
  const listed = await store.list(prefix);
  const files = new Map(listed.map((file) => [file.name, file]));
  const manifests = listed.filter((file) => isManifest(file.name));
  if (manifests.length === 0) {
    const remedy = 'turn on file partitioning of the export, which writes one, or check the path in finops.yml';
    throw new InputError('no manifest.json of an export', { place: { file: `${store.where}/${prefix}` }, remedy });
  }
  const runs = (await readRuns(manifests, { store, files, month })).filter((run) =>
    isWanted(run.dataset, exports.dataset),
  );
  refuseBoth(runs);
  const months = Map.groupBy(runs, monthOf);
  return [...months]
    .filter(([scope]) => month === null || scope === month.month)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, all]) => azureMonth(scope, newestOf(all)));
}

/** Manifests that are fetched at once. */
const AT_ONCE = 8;

/**
 * The runs of all manifests, but of months that were not asked for and whose folder (`20261001-20261031`) says so. All of a
 * month are read: two scopes may export to one folder, and only manifests say which is whose.
 */
async function readRuns(
  manifests: readonly StoredFile[],
  { month, ...from }: Parameters<typeof readManifest>[1] & { readonly month: BillingMonth | null },
): Promise<readonly AzureRun[]> {
  const wanted = manifests.filter(({ name }) => {
    const digits = /(?:^|\/)(\d{6})\d{2}-\d{8}\//.exec(name)?.[1];
    return month === null || digits === undefined || digits === month.month.replace('-', '');
  });
  const runs: AzureRun[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const read = await Promise.all(wanted.slice(at, at + AT_ONCE).map((manifest) => readManifest(manifest, from)));
    runs.push(...read.filter((run) => run !== null));
  }
  return runs;
}

function isWanted(dataset: AzureDataset, wanted: 'cost' | 'focus' | undefined): boolean {
  return wanted === undefined || (dataset === 'focus') === (wanted === 'focus');
}

function refuseBoth(runs: readonly AzureRun[]): void {
  for (const [scope, all] of Map.groupBy(runs, (run) => run.exportScope)) {
    const focus = all.find((run) => run.dataset === 'focus');
    if (focus === undefined || all.every((run) => run.dataset === 'focus')) continue;
    throw new InputError(
      `exports of cost and of FOCUS lie together${scope && ` for ${scope}`}: both are the same bill`,
      {
        place: { file: focus.manifest.name },
        remedy: 'set dataset: focus or dataset: cost for the source in finops.yml',
      },
    );
  }
}

function monthOf(run: AzureRun): string {
  const month = run.first.slice(0, 7);
  if (run.last.slice(0, 7) === month) return month;
  throw new InputError(`the run covers ${run.first} to ${run.last}, more than a month`, {
    place: { file: run.manifest.name },
    remedy: 'export month by month, and move this run elsewhere',
  });
}

function newestOf(runs: readonly AzureRun[]): readonly AzureRun[] {
  // The older kind counts only where there is no other: both have the usage.
  const others = new Set(runs.filter((run) => run.dataset !== 'usage').map((run) => run.exportScope));
  const counted = runs.filter((run) => run.dataset !== 'usage' || !others.has(run.exportScope));
  return [...Map.groupBy(counted, (run) => `${run.exportScope} ${run.dataset}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => all.toSorted(byDaysThenTime).slice(-1));
}

function byDaysThenTime(a: AzureRun, b: AzureRun): number {
  return daysOf(a) - daysOf(b) || (a.submitted < b.submitted ? -1 : a.submitted > b.submitted ? 1 : 0);
}

function daysOf(run: AzureRun): number {
  return (Date.parse(`${run.last}T00:00:00Z`) - Date.parse(`${run.first}T00:00:00Z`)) / 86_400_000;
}

function azureMonth(scope: string, runs: readonly AzureRun[]): AzureMonth {
  const files = runs.flatMap((run) =>
    run.blobs.map(({ blobName, file, byteCount }) => ({
      name: file?.name ?? blobName,
      bytes: file?.bytes ?? byteCount,
      tag: file?.tag ?? null,
    })),
  );
  const stated = runs.map((run) => run.rowCount);
  const rowCount = stated.every((count) => count !== null) ? stated.reduce((sum, count) => sum + count, 0) : null;
  const content = JSON.stringify([files, runs.map((run) => [run.runId, run.manifest.tag])]);
  const delivery: Delivery = {
    scope,
    deliveryId: runs.map((run) => run.runId).join('+'),
    digest: createHash('sha256').update(content).digest('hex'),
    files,
    ...(rowCount === null ? {} : { rowCount }),
  };
  return { delivery, runs };
}
