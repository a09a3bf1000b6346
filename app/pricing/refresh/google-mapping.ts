import type { PriceRow } from '../price-row.ts';

/** The service is that of the catalogue's, but for what the book keeps elsewhere: addresses and NAT. */
type GoogleNames = Pick<PriceRow, 'family' | 'key' | 'attributes'> & Partial<Pick<PriceRow, 'service'>>;

/** What a SKU prices: a thing of the book, or a part of its machine types. */
export type GoogleMeaning =
  | {
      readonly kind: 'price';
      readonly names: GoogleNames;
      /** The book's unit where it is not the catalogue's. */
      readonly unit?: string;
      /** A first tier of zero is the account's free usage; the book's price begins at once. */
      readonly freeTier?: 'left out';
      readonly flags?: readonly string[];
    }
  | { readonly kind: 'part'; readonly series: string; readonly part: 'core' | 'ram' }
  | { readonly kind: 'skip'; readonly reason: string };

/** Names of series in SKU descriptions where they are not the series itself. */
const SERIES: Readonly<Record<string, string>> = {
  'n1 predefined': 'n1',
  'compute optimized': 'c2',
  'memory-optimized': 'm1',
  'memory optimized': 'm1',
};

const PRICES: readonly (readonly [RegExp, GoogleNames])[] = [
  [/^Storage PD Capacity( in .*)?$/, { family: 'disk', key: 'hdd', attributes: { type: 'pd-standard' } }],
  [/^SSD backed PD Capacity( in .*)?$/, { family: 'disk', key: 'ssd', attributes: { type: 'pd-ssd' } }],
  [/^Balanced PD Capacity( in .*)?$/, { family: 'disk', key: 'balanced', attributes: { type: 'pd-balanced' } }],
  [/^Extreme PD Capacity( in .*)?$/, { family: 'disk', key: 'extreme', attributes: { type: 'pd-extreme' } }],
  [
    /^Hyperdisk Extreme Capacity( in .*)?$/,
    { family: 'disk', key: 'hyperdisk-extreme', attributes: { type: 'hyperdisk-extreme' } },
  ],
  [/^Regional Storage PD Capacity( in .*)?$/, replicated('hdd', 'pd-standard')],
  [/^Regional Balanced PD Capacity( in .*)?$/, replicated('balanced', 'pd-balanced')],
  [/^Regional SSD backed PD Capacity( in .*)?$/, replicated('ssd', 'pd-ssd')],
  [/^SSD backed Local Storage( in .*)?$/, { family: 'local-ssd', key: 'local', attributes: { type: 'pd-local' } }],
  [/^Storage PD Snapshot( in .*)?$/, { family: 'snapshot', key: 'snapshot', attributes: { type: 'pd-snapshot' } }],
  [/^NAT Gateway: Data processing charge/, networking('cloud-nat', 'data-processed')],
  [/^Static Ip Charge/i, networking('external-ip', 'static-unused')],
  [/^External IP Charge on a Standard VM/, networking('external-ip', 'in-use')],
];

/** GPUs that are attached to a machine; those of machine types that come with them are priced with the type. */
const GPU = /^Nvidia Tesla (T4|P4|P100|V100) GPU running in /i;

function replicated(disk: string, type: string): GoogleNames {
  return { family: 'disk', key: `${disk}-replicated`, attributes: { type } };
}

function networking(family: string, key: string): GoogleNames {
  return { service: 'networking', family, key, attributes: {} };
}

/** Disks, and the cores and GiB of predefined machine types. */
function computeMeaning(description: string): GoogleMeaning {
  if (/custom|sole tenancy|premium|extended|commitment|preemptible|spot|dws/i.test(description)) {
    return { kind: 'skip', reason: 'not a predefined machine' };
  }
  for (const [pattern, names] of PRICES) {
    // The first hours of an address may be free for the account.
    if (pattern.test(description)) return { kind: 'price', names, freeTier: 'left out' };
  }
  const gpu = GPU.exec(description)?.[1]?.toLowerCase();
  if (gpu) return { kind: 'price', names: { family: 'gpu', key: `nvidia-${gpu}`, attributes: {} } };
  const match = /^(.+?) Instance (Core|Ram) running in /i.exec(description);
  if (!match) return { kind: 'skip', reason: 'not mapped' };
  const series = seriesOf(match[1] ?? '');
  if (!series) return { kind: 'skip', reason: 'another machine series' };
  return { kind: 'part', series, part: (match[2] ?? '').toLowerCase() === 'core' ? 'core' : 'ram' };
}

/** What may be attached to a Spot machine, at a Spot price of its own. */
const SPOT_GPU = /^Nvidia Tesla (T4|P4|P100|V100) GPU attached to Spot Preemptible VMs running in /i;
const SPOT_LOCAL_SSD = /^SSD backed Local Storage attached to Spot Preemptible VMs/i;

/** `Spot Preemptible N2 Instance Core running in Americas`: what a vCPU or a GiB of a series costs as Spot. */
function spotMeaning(description: string): GoogleMeaning {
  const flags = ['spot-price'];
  const named = (family: string, key: string) => ({
    kind: 'price' as const,
    names: { family, key, attributes: {} },
    flags,
  });
  const gpu = SPOT_GPU.exec(description)?.[1];
  if (gpu) return named('spot-gpu', `nvidia-${gpu.toLowerCase()}`);
  if (SPOT_LOCAL_SSD.test(description)) return named('spot-local-ssd', 'local');
  const match = /^Spot Preemptible (.+?) Instance (Core|Ram) running in /i.exec(description);
  const series = match && seriesOf(match[1] ?? '');
  if (!series) return { kind: 'skip', reason: 'Preemptible' };
  const core = match[2]?.toLowerCase() === 'core';
  return { ...named(core ? 'spot-vcpu' : 'spot-memory', series), unit: core ? 'vcpu-hour' : 'gib-hour' };
}

/** `N2D AMD`, `T2A Arm`, `C4 Intel`: the series, then who makes the processor. */
function seriesOf(words: string): string | undefined {
  const name = words.toLowerCase();
  return SERIES[name] ?? /^([a-z]\d+[a-z]?)( amd| arm| intel)?$/.exec(name)?.[1];
}

/** `Cloud SQL for MySQL: Zonal - vCPU in Montreal`; what Enterprise Plus costs is named so and left out. */
function databaseMeaning(description: string): GoogleMeaning {
  const match = /^Cloud SQL for (MySQL|PostgreSQL): (Zonal|Regional) - (vCPU|RAM) in /.exec(description);
  if (!match) return { kind: 'skip', reason: 'not mapped' };
  const attributes = {
    edition: 'enterprise',
    engine: match[1] === 'MySQL' ? 'mysql' : 'postgres',
    deployment: match[2] === 'Zonal' ? 'zonal' : 'regional',
  };
  const core = match[3] === 'vCPU';
  const names = { family: 'unit', key: core ? 'vcpu' : 'ram', attributes };
  return { kind: 'price', names, unit: core ? 'vcpu-hour' : 'gb-hour' };
}

const CLASSES: Readonly<Record<string, string>> = {
  Standard: 'bucket-standard',
  Nearline: 'bucket-nearline',
  Coldline: 'bucket-coldline',
  Archive: 'bucket-archiv',
};

/** `Nearline Storage Iowa`, without what is stored in two or more regions. */
function bucketMeaning(description: string): GoogleMeaning {
  const key = CLASSES[/^(\w+) Storage (?!.*(?:Dual|Multi)-region)/i.exec(description)?.[1] ?? ''];
  if (!key) return { kind: 'skip', reason: 'not mapped' };
  return { kind: 'price', names: { family: 'storage', key, attributes: {} }, freeTier: 'left out' };
}

export interface GoogleService {
  /** In the catalogue. */
  readonly id: string;
  /** In the book. */
  readonly service: string;
  readonly meaning: (description: string) => GoogleMeaning;
  /** Of SKUs of the usage type `Preemptible`; left out where nothing of the service is sold so. */
  readonly spotMeaning?: (description: string) => GoogleMeaning;
}

/** What is refreshed, by the services of the catalogue. */
export const GOOGLE_SERVICES: readonly GoogleService[] = [
  { id: '6F81-5844-456A', service: 'compute-engine', meaning: computeMeaning, spotMeaning },
  { id: '9662-B51E-5089', service: 'cloud-sql', meaning: databaseMeaning },
  { id: '95FF-2EF5-5EA1', service: 'cloud-storage', meaning: bucketMeaning },
];
