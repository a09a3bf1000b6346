import { describe, expect, it } from 'vitest';
import { normaliseUnit } from '#app/pricing/unit.ts';

describe('a unit', () => {
  it.each([
    ['hour', 'hour', '1'],
    ['Hrs', 'hour', '1'],
    ['1 Hour', 'hour', '1'],
    ['1/Hour', 'hour', '1'],
    ['GB-Mo', 'gb-month', '1'],
    ['1 GB/Month', 'gb-month', '1'],
    ['1GiB/Hour', 'gib-hour', '1'],
    ['vCPU-hours', 'vcpu-hour', '1'],
    ['1M requests', 'request', '1000000'],
    ['10k operations', 'operation', '10000'],
    ['50k entities', 'entity', '50000'],
    ['1M queries', 'query', '1000000'],
    ['10K', 'unit', '10000'],
    ['1', 'unit', '1'],
    ['1/Month', 'month', '1'],
    ['10K/Month', 'unit-month', '10000'],
    ['1/Day', 'day', '1'],
    ['hours (0.0625 DPUs)', 'dpu-hour', '0.0625'],
    ['RU/s x 100', 'ru-per-second', '100'],
    ['1M pushes', 'push', '1000000'],
    ['time-series', 'time-series', '1'],
    ['IOPS', 'iops', '1'],
    ['1k SnapshotAPIUnits', 'snapshotapiunit', '1000'],
    ['100 GB (per day)', 'gb-per-day', '100'],
    ['10M samples', 'sample', '10000000'],
    ['1 MB', 'mb', '1'],
  ])('%s is %s × %s', (text, unit, scale) => {
    expect(normaliseUnit(text)).toEqual({ unit, scale });
  });
});
