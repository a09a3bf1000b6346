import { describe, expect, it } from 'vitest';
import { continentOf, isSingleRegion } from '#app/catalog/google/google-regions.ts';
import { readSqlTier } from '#app/catalog/google/sql-tier.ts';
import { costs, estimateGoogle } from './rows.ts';

describe('Cloud Run', () => {
  // https://cloud.google.com/run/pricing (facts read 2026-08-21).
  it.each([
    ['us-central1', 'CPU allocation time', 0.000024, 0.0000025],
    ['europe-west3', 'CPU allocation time (tier 2)', 0.0000336, 0.0000035],
  ])('in %s has the prices of its tier', (location, cpuName, cpu, memory) => {
    const main = `resource "google_cloud_run_v2_service" "s" {\n  name = "s"\n  location = "${location}"\n}\n`;
    const rows = costs(main, {
      'google_cloud_run_v2_service.s': { monthly_requests: 1e6, average_request_duration_ms: 1000 },
    });
    expect(rows[cpuName]).toBeCloseTo(cpu * 1e6, 6);
    expect(rows[cpuName.replace('CPU', 'Memory')]).toBeCloseTo((memory * 1e6) / 2, 6);
  });

  it('runs functions of the second generation, with the vCPUs that come with their memory', () => {
    const main =
      'resource "google_cloudfunctions2_function" "f" {\n  location = "us-central1"\n  service_config {\n    available_memory = "512Mi"\n  }\n}\n';
    const rows = costs(main, {
      'google_cloudfunctions2_function.f': { monthly_requests: 1e6, average_request_duration_ms: 1000 },
    });
    expect(rows['CPU allocation time']).toBeCloseTo(0.333 * 24, 6);
    expect(rows['Memory allocation time']).toBeCloseTo(0.5 * 2.5, 6);
  });

  it('adds the limits of all containers of an instance', () => {
    const container = (cpu: string): string =>
      `containers {\n      image = "i"\n      resources {\n        limits = {\n          cpu = "${cpu}"\n          memory = "1Gi"\n        }\n      }\n    }\n`;
    const main = `resource "google_cloud_run_v2_job" "j" {\n  name = "j"\n  location = "us-central1"\n  template {\n    template {\n      ${container('1')}      ${container('500m')}    }\n  }\n}\n`;
    const usage = { 'google_cloud_run_v2_job.j': { monthly_job_executions: 100, average_task_execution_mins: 1 } };
    const rows = estimateGoogle(main, usage).get('google_cloud_run_v2_job.j')?.components;
    expect(rows?.map((row) => row.monthlyQuantity?.toNumber())).toEqual([9000, 12000]);
  });
});

describe('Cloud SQL', () => {
  it.each([
    ['db-f1-micro', { kind: 'whole', component: 'micro-instance', vcpus: 0, memoryGb: 0 }],
    ['db-n1-standard-4', { kind: 'whole', component: undefined, vcpus: 4, memoryGb: 15 }],
    ['db-custom-2-7680', { kind: 'sized', plus: 'enterprise', vcpus: 2, memoryGb: 7.5 }],
    ['db-highmem-8', { kind: 'sized', plus: 'enterprise', vcpus: 8, memoryGb: 52 }],
    ['db-perf-optimized-N-8', { kind: 'sized', plus: 'enterprise-plus', vcpus: 8, memoryGb: 64 }],
    ['db-custom-x', undefined],
  ])('reads %s', (tier, expected) => {
    expect(readSqlTier(tier)).toEqual(expected);
  });

  const database = (tier: string, more = '', version = 'MYSQL_8_0', region = 'us-central1'): string =>
    `resource "google_sql_database_instance" "d" {\n  database_version = "${version}"\n  region = "${region}"\n  settings {\n    tier = "${tier}"\n    ${more}\n  }\n}\n`;

  it('bills vCPUs and memory, twice with high availability', () => {
    // https://cloud.google.com/sql/pricing: 0.0413 a vCPU and 0.007 a GB an hour in us-central1.
    const zonal = costs(database('db-custom-2-7680', '', 'POSTGRES_15'));
    expect(zonal['vCPUs (2, zonal)']).toBeCloseTo(2 * 0.0413 * 730, 6);
    expect(zonal['Memory (7.5 GB, zonal)']).toBeCloseTo(7.5 * 0.007 * 730, 6);
    const regional = costs(database('db-custom-2-7680', 'availability_type = "REGIONAL"', 'POSTGRES_15'));
    expect(regional['vCPUs (2, regional)']).toBeCloseTo(4 * 0.0413 * 730, 6);
    expect(regional['Storage (SSD, regional)']).toBeCloseTo(3.4, 6);
  });

  it('bills a legacy machine as its vCPUs and memory where the list has no price of it', () => {
    // europe-west1, from the facts: 0.03963 a vCPU and 0.007445 a GB an hour.
    const rows = costs(database('db-n1-standard-1', '', 'MYSQL_8_0', 'europe-west1'));
    expect(rows['SQL instance (db-n1-standard-1, zonal)']).toBeCloseTo((0.03963 + 3.75 * 0.007445) * 730, 3);
  });

  it('leaves out the address where there is none', () => {
    const rows = costs(database('db-f1-micro', 'ip_configuration {\n      ipv4_enabled = false\n    }'));
    expect(Object.keys(rows)).not.toContain('IP address (if unused)');
  });
});

describe('Memorystore for Redis Cluster', () => {
  it('bills backups by the GB and month', () => {
    // https://cloud.google.com/memorystore/docs/cluster/pricing (facts read 2026-08-21): 0.00011111 a GB and hour × 730.
    const main =
      'resource "google_redis_cluster" "c" {\n  name = "c"\n  shard_count = 1\n  automated_backup_config {\n    retention = "86400s"\n  }\n}\n';
    expect(costs(main, { 'google_redis_cluster.c': { backup_storage_gb: 1000 } })['Backups']).toBeCloseTo(81.11, 2);
  });
});

describe('snapshots', () => {
  it('are billed at the price of their region, for the size of their disk', () => {
    // https://cloud.google.com/compute/disks-image-pricing#disk-snapshots: 0.05 a GB-month in us-central1.
    const main =
      'resource "google_compute_disk" "d" {\n  name = "d"\n  size = 100\n}\nresource "google_compute_snapshot" "s" {\n  name = "s"\n  source_disk = google_compute_disk.d.name\n}\n';
    expect(costs(main)['Storage']).toBeCloseTo(5, 6);
  });
});

describe('places', () => {
  it.each([
    ['us-east1', 'North America'],
    ['US', 'North America'],
    ['nam4', 'North America'],
    ['europe-west10', 'Europe'],
    ['eu', 'Europe'],
    ['eur4', 'Europe'],
    ['asia1', 'AsiaPacific'],
    ['australia-southeast1', 'Oceania'],
    ['me-west1', 'Middle East'],
    ['mexico', undefined],
  ])('%s lies in %s', (place, continent) => {
    expect(continentOf(place)).toBe(continent);
  });

  it('are regions, pairs or multi-regions', () => {
    expect(['us-central1', 'northamerica-northeast2', 'nam4', 'EU', 'asia'].map(isSingleRegion)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('egress of a bucket', () => {
  it('fills the first TB, the next nine and the rest in order, for each destination by itself', () => {
    // https://cloud.google.com/storage/pricing: 0.12, 0.11 and 0.08 a GB worldwide; a TB is 1,024 GB. The reference program
    // subtracts a tier twice. 1,024 × 0.12 + 9,216 × 0.11 + 4,760 × 0.08 = 122.88 + 1,013.76 + 380.80.
    const main = 'resource "google_storage_bucket" "b" {\n  name = "b"\n  location = "US"\n}\n';
    const egress = { worldwide: 15_000, asia: 1000 };
    const rows = costs(main, { 'google_storage_bucket.b': { monthly_egress_data_transfer_gb: egress } });
    const worldwide = 'Network egress > Data transfer to worldwide excluding Asia, Australia';
    expect(rows[`${worldwide} (first 1TB)`]).toBeCloseTo(122.88, 8);
    expect(rows[`${worldwide} (next 9TB)`]).toBeCloseTo(1013.76, 8);
    expect(rows[`${worldwide} (over 10TB)`]).toBeCloseTo(380.8, 8);
    const asia = Object.keys(rows).filter((name) => name.includes('to Asia'));
    expect(asia).toHaveLength(1);
  });
});
