import { createHash } from 'node:crypto';
import { ConfigError, InputError } from '#app/errors.ts';
import { type FileStore, readSmallText, type StoredFile } from '../files/file-store.ts';
import type { BillingMonth, Delivery } from '../source.ts';
import { isTable } from '../tables/table.ts';

interface Manifest {
  /** Folder of the report; two of them below one prefix are two bills. */
  readonly report: string;
  readonly month: string;
  /** Folders between the period and the manifest; the newest version lies directly in the period. */
  readonly depth: number;
  readonly file: StoredFile;
}

/** `…/20261001-20261101/…` of a Cost and Usage Report, `…/metadata/BILLING_PERIOD=2026-10/…` of a data export. */
const PLACE = /^(.*?\/?)(?:(\d{4})(\d\d)01-\d{8}|metadata\/billing_period=(\d{4})-(\d\d))\/(.*)$/i;

/**
 * The newest delivery of each billing month below a prefix. A manifest is written after all files of its version, so that
 * files without one are not delivered yet.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html (read 2026-11-26).
 * @throws InputError when there is no manifest, or one lists files that are not there; ConfigError for two reports.
 */
export async function manifestDeliveries(
  store: FileStore,
  { prefix, month }: { readonly prefix: string; readonly month: BillingMonth | null },
): Promise<readonly Delivery[]> {
  const files = await store.list(prefix);
  const manifests = files.flatMap(manifestAt);
  const place = { file: `${store.where}${prefix === '' ? '' : `/${prefix}`}` };
  if (manifests.length === 0) {
    const remedy = 'wait for the first delivery, or check bucket, prefix or path of the source';
    throw new InputError('there is no manifest of a report or an export', { place, remedy });
  }
  const reports = [...new Set(manifests.map((each) => each.report))];
  if (reports.length > 1) {
    const remedy = 'make it a source for each, with its folder as prefix or path';
    throw new ConfigError(`there are ${reports.length} reports: ${reports.slice(0, 4).join(', ')}`, { place, remedy });
  }
  const months = Map.groupBy(manifests, (each) => each.month);
  const chosen = [...months].filter(([name]) => month === null || name === month.month).sort();
  return Promise.all(chosen.map(([, of]) => deliveryOf(newest(of), { store, files })));
}

function manifestAt(file: StoredFile): readonly Manifest[] {
  if (!/manifest\.json$/i.test(file.name)) return [];
  const [, report = '', year, month, exportYear, exportMonth, rest = ''] = PLACE.exec(file.name) ?? [];
  const name = year === undefined ? `${exportYear}-${exportMonth}` : `${year}-${month}`;
  if (year === undefined && exportYear === undefined) return [];
  return [{ report, month: name, depth: rest.split('/').length, file }];
}

function newest(manifests: readonly Manifest[]): Manifest {
  const [first] = manifests.toSorted(
    (one, other) => one.depth - other.depth || (other.file.modifiedMs ?? 0) - (one.file.modifiedMs ?? 0),
  );
  return first as Manifest;
}

async function deliveryOf(
  { file, month }: Manifest,
  { store, files }: { readonly store: FileStore; readonly files: readonly StoredFile[] },
): Promise<Delivery> {
  const text = await readSmallText(store, file);
  const { listed, id } = contentOf(text, file.name);
  const present = listed.map((name) => files.find((each) => isSameFile(name, each.name)) ?? name);
  const missing = present.filter((each) => typeof each === 'string');
  if (missing.length > 0) {
    const remedy = 'fetch the whole folder, or wait until the delivery is complete';
    throw new InputError(`${missing.length} of its ${listed.length} files are not there: ${missing[0]}`, {
      place: { file: file.name },
      remedy,
    });
  }
  const parts = present.filter((each) => typeof each !== 'string');
  const digest = createHash('sha256')
    .update(text)
    .update(JSON.stringify(parts.map(({ name, bytes, tag }) => [name, bytes, tag])));
  return {
    scope: month,
    deliveryId: id ?? file.tag,
    digest: digest.digest('hex'),
    files: parts.map(({ name, bytes, tag }) => ({ name, bytes, tag })),
  };
}

/** The table files that a manifest names, wherever they stand in it, and what it calls its version. */
function contentOf(
  text: string,
  name: string,
): { readonly listed: readonly string[]; readonly id: string | undefined } {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new InputError('the manifest is not JSON', { place: { file: name }, cause });
  }
  const listed = [...new Set(textsIn(manifest).filter(isTable))];
  if (listed.length === 0) throw new InputError('the manifest lists no file', { place: { file: name } });
  const { assemblyId, executionId } = manifest as { readonly assemblyId?: unknown; readonly executionId?: unknown };
  const id = [assemblyId, executionId].find((each) => typeof each === 'string');
  return { listed, id };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A manifest names whole keys or addresses (`s3://bucket/key`); a copy of the folder holds the end of them. */
function isSameFile(listed: string, name: string): boolean {
  return listed === name || listed.endsWith(`/${name}`);
}
