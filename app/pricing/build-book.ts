import { brotliCompressSync, constants } from 'node:zlib';
import { encodePartition } from './encode-partition.ts';
import type { MachineRow } from './machines.ts';
import { encodeMachines } from './machines.ts';
import type { Manifest, ManifestPartition } from './manifest.ts';
import { MANIFEST_FILE, manifestText, sha256Hex } from './manifest.ts';
import type { PriceRow } from './price-row.ts';
import { newestDate } from './price-row.ts';

export interface BookContent {
  readonly rows: readonly PriceRow[];
  readonly machines: readonly MachineRow[];
  readonly sources: Manifest['sources'];
  readonly currency: string;
}

/** Services with at least so many prices get a file of their own; the small ones of a provider share one. */
const OWN_FILE = 1_500;

/** The files of a book by name; the same content gives the same bytes. */
export function buildBook(content: BookContent): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const partitions: ManifestPartition[] = [];
  for (const [name, rows] of partitionRows(content.rows)) {
    const bytes = compress(encodePartition(rows));
    files.set(`${name}.br`, bytes);
    partitions.push(describePartition({ file: `${name}.br`, bytes }, rows));
  }
  const machines = compress(encodeMachines(content.machines));
  files.set('machines.br', machines);
  const manifest: Manifest = {
    format: 'finops-price-book/1',
    asOf: newestDate(content.rows),
    currency: content.currency,
    prices: content.rows.length,
    sources: Object.fromEntries(Object.entries(content.sources).sort(([a], [b]) => (a < b ? -1 : 1))),
    partitions,
    machines: { file: 'machines.br', sha256: sha256Hex(machines), types: content.machines.length },
  };
  files.set(MANIFEST_FILE, new TextEncoder().encode(manifestText(manifest)));
  return files;
}

function partitionRows(rows: readonly PriceRow[]): readonly (readonly [string, readonly PriceRow[]])[] {
  const byService = Map.groupBy(rows, (row) => `${row.provider}-${row.service}`);
  const byFile = Map.groupBy(rows, (row) => {
    const service = `${row.provider}-${row.service}`;
    if (/^(aws|azurerm|google)_/.test(row.service)) return `${row.provider}-terraform`;
    return (byService.get(service)?.length ?? 0) >= OWN_FILE ? fileName(service) : `${row.provider}-other`;
  });
  return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1));
}

function fileName(service: string): string {
  return service.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function describePartition(packed: { file: string; bytes: Uint8Array }, rows: readonly PriceRow[]): ManifestPartition {
  const dates = rows.map((row) => row.effectiveDate).sort();
  return {
    file: packed.file,
    sha256: sha256Hex(packed.bytes),
    provider: rows[0]?.provider ?? 'aws',
    services: [...new Set(rows.map((row) => row.service))].sort(),
    prices: rows.length,
    regions: new Set(rows.map((row) => row.region)).size,
    oldest: dates[0] ?? '',
    newest: dates.at(-1) ?? '',
    flagged: rows.filter((row) => row.flags.length > 0).length,
  };
}

function compress(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
