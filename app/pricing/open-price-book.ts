import { brotliDecompressSync } from 'node:zlib';
import { damagedBook } from './damaged-book.ts';
import { licensedPrice } from './licensed-price.ts';
import { lookUp } from './lookup.ts';
import { type Machines, parseMachines } from './machines.ts';
import type { Manifest } from './manifest.ts';
import { MANIFEST_FILE, parseManifest, sha256Hex } from './manifest.ts';
import { nearestRegions } from './nearest-regions.ts';
import type { Partition } from './parse-partition.ts';
import { parsePartition } from './parse-partition.ts';
import type { PriceBook, PriceLookup, PriceProvider, PriceQuery } from './price.ts';
import { rememberAnswers } from './remembered-answers.ts';

export interface BookFiles {
  /**
   * The bytes of one file of the book.
   * @throws when there is none of that name.
   */
  readonly read: (name: string) => Uint8Array;
  /** How messages call the book, usually its directory. */
  readonly name?: string;
}

export interface BookOptions {
  /**
   * Whose price may stand in where a region lists none: the nearest listed region, or for each region those that may,
   * in this order. Left out, a price that is missing in its region is unpriced. A price that stands in says so
   * (`fromRegion`).
   */
  readonly regionFallback?: 'nearest' | Readonly<Record<string, readonly string[]>>;
}

/** A price book whose files are loaded and verified when a lookup first needs them. */
export interface OpenPriceBook extends PriceBook {
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  /** The files of a provider, opened. @throws InputError when one is damaged. */
  partitions(provider: PriceProvider): readonly Partition[];
  /** All machine types. @throws InputError when their file is damaged. */
  machines(): Machines;
  /** The bytes of a file that a book may lack (its attestation), null when it does. */
  readOptional(file: string): Uint8Array | null;
}

/** No file of a book unpacks to more than this; a larger one is not a book of ours. */
const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

/**
 * The price book in the given files.
 * @throws InputError when the manifest is missing or damaged; a damaged partition is thrown by the lookup.
 */
export function openPriceBook(files: BookFiles, options: BookOptions = {}): OpenPriceBook {
  const where = (file: string) => (files.name === undefined ? file : `${files.name}/${file}`);
  const manifestBytes = readFile(MANIFEST_FILE);
  const manifest = parseManifest(manifestBytes, where(MANIFEST_FILE));
  const opened = new Map<string, Partition>();
  const fileOf = new Map<string, Manifest['partitions'][number]>();
  for (const entry of manifest.partitions) {
    for (const service of entry.services) fileOf.set(`${entry.provider}\t${service}`, entry);
  }
  let machines: Machines | null = null;

  function readFile(file: string): Uint8Array {
    try {
      return files.read(file);
    } catch (cause) {
      throw damagedBook(where(file), { detail: 'a file is missing or cannot be read', cause });
    }
  }

  function unpack(file: string, sha256: string): string {
    const bytes = readFile(file);
    if (sha256Hex(bytes) !== sha256)
      throw damagedBook(where(file), { detail: 'the digest is not the one in the manifest' });
    try {
      return new TextDecoder().decode(brotliDecompressSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }));
    } catch (cause) {
      throw damagedBook(where(file), { detail: 'it cannot be unpacked', cause });
    }
  }

  function open(entry: Manifest['partitions'][number]): Partition {
    const present = opened.get(entry.file);
    if (present) return present;
    const partition = parsePartition(unpack(entry.file, entry.sha256), where(entry.file));
    opened.set(entry.file, partition);
    return partition;
  }

  function lookUpIn(query: PriceQuery, fallbackRegions: () => readonly string[]): PriceLookup {
    const entry = fileOf.get(`${query.provider}\t${query.service}`);
    if (!entry) return { state: 'none', reason: `the book lists no service ${query.provider} / ${query.service}` };
    return lookUp({ query, currency: manifest.currency, fallbackRegions }, open(entry));
  }

  /** What the region lists comes first, then what its parts add up to, then what other regions list. */
  function find(query: PriceQuery): PriceLookup {
    const listed = findInRegion(query);
    if (listed.state !== 'none' || options.regionFallback === undefined) return listed;
    return lookUpIn(query, () => standIns(query, options.regionFallback ?? {}));
  }

  function findInRegion(query: PriceQuery): PriceLookup {
    const listed = lookUpIn(query, () => []);
    if (listed.state !== 'none') return listed;
    const price = licensedPrice(query, {
      find: findInRegion,
      machine: (provider, type) => openMachines().find(provider, type),
    });
    return price ? { state: 'found', price } : listed;
  }

  function openMachines(): Machines {
    const { file, sha256 } = manifest.machines;
    machines ??= parseMachines(unpack(file, sha256), where(file));
    return machines;
  }

  return {
    asOf: manifest.asOf,
    currency: manifest.currency,
    digest: `sha256:${sha256Hex(manifestBytes)}`,
    manifest,
    manifestBytes,
    partitions(provider) {
      return manifest.partitions.filter((entry) => entry.provider === provider).map(open);
    },
    readOptional(file) {
      try {
        return files.read(file);
      } catch {
        // Older books lack it, and a reader of the optional asks no further.
        return null;
      }
    },
    find: rememberAnswers(find),
    machine: (provider, type) => openMachines().find(provider, type),
    machines: openMachines,
  };
}

function standIns(query: PriceQuery, fallback: NonNullable<BookOptions['regionFallback']>): readonly string[] {
  // Last of all an example whose region nobody stated; it carries the flag `region-unknown` too.
  if (fallback === 'nearest') return [...nearestRegions(query.provider, query.region), 'unknown'];
  // A region comes out of somebody's Terraform: `constructor` is no key of the configuration.
  return Object.hasOwn(fallback, query.region) ? (fallback[query.region] ?? []) : [];
}
