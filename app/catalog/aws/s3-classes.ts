/** One row of a storage class: name, usage key, unit, price units in one unit, and a price of the book if it has one. */
export interface ClassRow {
  readonly name: string;
  readonly key: string;
  readonly unit: string;
  readonly per?: number;
  /** `family/key` under `s3`; a row without one is priced by published examples. */
  readonly price?: string;
  /** Another row of the price list that AWS sells at the same price, asked where `price` or the examples have none. */
  readonly like?: string;
  /** Widths of the price's tiers: the first 50 TB, the next 450 TB. */
  readonly isTiered?: true;
  /** S3 Select is closed to new customers since 2024-07-25: https://aws.amazon.com/s3/features/s3-select/ */
  readonly isRare?: true;
}

export interface StorageClass {
  readonly name: string;
  /** What stands before the usage keys. */
  readonly prefix: string;
  /** How lifecycle rules call it; null for the class that every bucket has. */
  readonly rule: string | null;
  readonly rows: readonly ClassRow[];
}

const selected: readonly ClassRow[] = [
  select('Select data scanned', 'monthly_select_data_scanned_gb'),
  select('Select data returned', 'monthly_select_data_returned_gb'),
];

/** Storage classes in the order of https://aws.amazon.com/s3/pricing/ (facts read 2026-08-21). */
export const storageClasses: readonly StorageClass[] = [
  {
    name: 'Standard',
    prefix: 'standard',
    rule: null,
    rows: [
      { ...storage('storage/standard'), isTiered: true },
      ...requests('request/standard-put', 'request/standard-get'),
      ...selected,
    ],
  },
  {
    name: 'Intelligent tiering',
    prefix: 'intelligent_tiering',
    rule: 'INTELLIGENT_TIERING',
    rows: [
      { ...gb('Storage (frequent access)', 'frequent_access_storage_gb', 'storage/int-frequent'), isTiered: true },
      gb('Storage (infrequent access)', 'infrequent_access_storage_gb', 'storage/int-infrequent'),
      // The archive tiers have usage keys of their own; they are not the frequent tier's gigabytes over again.
      gb('Storage (archive access)', 'archive_access_storage_gb', 'storage/int-archive'),
      gb('Storage (deep archive access)', 'deep_archive_access_storage_gb', 'storage/int-deep-archive'),
      {
        name: 'Monitoring and automation',
        key: 'monitored_objects',
        unit: '1k objects',
        per: 1000,
        price: 'monitoring/int-monitoring',
      },
      ...requests('request/int-put', 'request/int-get'),
      { ...request('Lifecycle transition', 'monthly_lifecycle_transition_requests'), like: 'request/standard-ia-put' },
      ...selected,
      { ...gb('Early delete (within 30 days)', 'early_delete_gb'), like: 'storage/int-frequent' },
    ],
  },
  infrequent('Standard - infrequent access', 'standard_infrequent_access', ['STANDARD_IA', 'standard-ia']),
  infrequent('One zone - infrequent access', 'one_zone_infrequent_access', ['ONEZONE_IA', 'onezone-ia']),
  {
    name: 'Glacier instant retrieval',
    prefix: 'glacier_instant_retrieval',
    rule: 'GLACIER_IR',
    rows: [
      storage('storage/glacier-ir'),
      ...requests('request/glacier-ir-put', 'request/glacier-ir-get'),
      gb('Retrievals', 'monthly_data_retrieval_gb', 'retrieval/glacier-ir'),
    ],
  },
  {
    name: 'Glacier flexible retrieval',
    prefix: 'glacier_flexible_retrieval',
    rule: 'GLACIER',
    rows: [
      storage('storage/glacier-flexible'),
      ...requests('request/glacier-put', 'request/glacier-get'),
      request('Lifecycle transition', 'monthly_lifecycle_transition_requests', 'lifecycle/glacier-flexible'),
      request('Retrieval requests (standard)', 'monthly_standard_data_retrieval_requests'),
      gb('Retrievals (standard)', 'monthly_standard_data_retrieval_gb'),
      select('Select data scanned (standard)', 'monthly_standard_select_data_scanned_gb'),
      select('Select data returned (standard)', 'monthly_standard_select_data_returned_gb'),
      request('Retrieval requests (expedited)', 'monthly_expedited_data_retrieval_requests'),
      gb('Retrievals (expedited)', 'monthly_expedited_data_retrieval_gb'),
      select('Select data scanned (expedited)', 'monthly_expedited_select_data_scanned_gb'),
      select('Select data returned (expedited)', 'monthly_expedited_select_data_returned_gb'),
      select('Select data scanned (bulk)', 'monthly_bulk_select_data_scanned_gb'),
      select('Select data returned (bulk)', 'monthly_bulk_select_data_returned_gb'),
      { ...gb('Early delete (within 90 days)', 'early_delete_gb'), like: 'storage/glacier-flexible' },
    ],
  },
  {
    name: 'Glacier deep archive',
    prefix: 'glacier_deep_archive',
    rule: 'DEEP_ARCHIVE',
    rows: [
      { ...gb('Storage', 'storage_gb'), like: 'storage/int-deep-archive' },
      { ...request('PUT, COPY, POST, LIST requests', 'monthly_tier_1_requests'), like: 'lifecycle/deep-archive' },
      { ...request('GET, SELECT, and all other requests', 'monthly_tier_2_requests'), like: 'request/standard-get' },
      request('Lifecycle transition', 'monthly_lifecycle_transition_requests', 'lifecycle/deep-archive'),
      request('Retrieval requests (standard)', 'monthly_standard_data_retrieval_requests'),
      gb('Retrievals (standard)', 'monthly_standard_data_retrieval_gb'),
      request('Retrieval requests (bulk)', 'monthly_bulk_data_retrieval_requests'),
      gb('Retrievals (bulk)', 'monthly_bulk_data_retrieval_gb'),
      { ...gb('Early delete (within 180 days)', 'early_delete_gb'), like: 'storage/int-deep-archive' },
    ],
  },
];

function infrequent(name: string, prefix: string, [rule, price]: readonly [string, string]): StorageClass {
  return {
    name,
    prefix,
    rule,
    rows: [
      storage(`storage/${price}`),
      ...requests(`request/${price}-put`, `request/${price}-get`),
      { ...request('Lifecycle transition', 'monthly_lifecycle_transition_requests'), like: `request/${price}-put` },
      gb('Retrievals', 'monthly_data_retrieval_gb', `retrieval/${price}`),
      ...selected,
    ],
  };
}

function storage(price: string): ClassRow {
  return { name: 'Storage', key: 'storage_gb', unit: 'GB', price };
}

function requests(put: string, get: string): readonly ClassRow[] {
  return [
    request('PUT, COPY, POST, LIST requests', 'monthly_tier_1_requests', put),
    request('GET, SELECT, and all other requests', 'monthly_tier_2_requests', get),
  ];
}

function request(name: string, key: string, price?: string): ClassRow {
  return { name, key, unit: '1k requests', per: 1000, ...(price ? { price } : {}) };
}

function select(name: string, key: string): ClassRow {
  return { ...gb(name, key), isRare: true };
}

function gb(name: string, key: string, price?: string): ClassRow {
  return { name, key, unit: 'GB', ...(price ? { price } : {}) };
}
