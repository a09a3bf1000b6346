import { describe, expect, it } from 'vitest';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceLookup, PriceQuery } from '#app/pricing/price.ts';
import { repositoryRoot } from '../support/shared.ts';
import { bookFiles, openFiles, priceRow } from './support.ts';

const M5 = { provider: 'aws', service: 'ec2', family: 'instance', key: 'm5.large', region: 'eu-central-1' } as const;

function machine(type: string, vcpu: number) {
  const rest = { memoryGiB: 8, architecture: 'x86_64', gpuCount: 0, gpuModel: null, burstable: false };
  return { provider: 'aws' as const, type, vcpu, ...rest, generation: 'current', family: 'm5' };
}

const ROWS = [
  priceRow({ region: 'eu-central-1', amount: '0.115', attributes: { os: 'linux', tenancy: 'shared' } }),
  priceRow({ key: 'm9.large', region: 'eu-central-1', amount: '0.2', attributes: { os: 'linux', tenancy: 'shared' } }),
  priceRow({ key: 't3.large', region: 'eu-central-1', amount: '0.1', attributes: { os: 'linux', tenancy: 'shared' } }),
  priceRow({ region: 'us-east-1', amount: '0.188', attributes: { os: 'windows', tenancy: 'shared' } }),
  priceRow({
    family: 'os-license-uplift',
    region: '*',
    amount: '0.092',
    attributes: { os: 'windows' },
    effectiveDate: '2023-08-30',
    flags: ['derived', 'old'],
    source: 'other',
  }),
  priceRow({ family: 'os-license-rate', key: 'windows', region: '*', amount: '0.046', unit: 'vcpu-hour' }),
  priceRow({
    family: 'os-license-rate',
    key: 'sql-std',
    region: '*',
    amount: '0.12',
    unit: 'vcpu-hour',
    attributes: { min_vcpu: '4' },
  }),
];
const files = bookFiles(ROWS, [machine('m5.large', 2), machine('m9.large', 2), machine('t3.large', 2)]);
const book = openFiles(files);

function amountOf(lookup: PriceLookup): string {
  return lookup.state === 'found' ? lookup.price.amount.toFixed() : lookup.state;
}

function ask(os: string, overrides: Partial<PriceQuery> & { sw?: string } = {}): PriceLookup {
  const { sw, ...query } = overrides;
  return book.find({ ...M5, attributes: { os, tenancy: 'shared', ...(sw ? { sw } : {}) }, ...query });
}

describe('a machine with a licence', () => {
  it('costs what the region lists, where it lists it', () => {
    expect(amountOf(ask('windows', { region: 'us-east-1' }))).toBe('0.188');
  });

  it('costs its price with Linux and the licence elsewhere, flagged, with the older date', () => {
    const lookup = ask('windows');
    expect(amountOf(lookup)).toBe('0.207');
    expect(lookup).toMatchObject({
      price: { effectiveDate: '2023-08-30', source: 'test + other', flags: ['derived', 'old'] },
    });
  });

  it('costs the rate of its cores where its own licence is not listed, but not a small burstable one', () => {
    // 0.2 + 2 × 0.046
    expect(amountOf(ask('windows', { key: 'm9.large' }))).toBe('0.292');
    expect(ask('windows', { key: 't3.large' }).state).toBe('none');
  });

  it('pays SQL Server for at least four cores', () => {
    // 0.207 + 4 × 0.12
    expect(amountOf(ask('windows', { sw: 'sql-std' }))).toBe('0.687');
  });

  it('is unpriced where a part is missing', () => {
    expect(ask('windows', { region: 'mars' }).state).toBe('none');
    expect(ask('rhel').state).toBe('none');
  });

  it('does not take the price of another region while its own region has the parts', () => {
    const fallback = openFiles(files, { regionFallback: { 'eu-central-1': ['us-east-1'] } });
    const lookup = fallback.find({ ...M5, attributes: { os: 'windows', tenancy: 'shared' } });
    expect(amountOf(lookup)).toBe('0.207');
  });
});

describe('the parts in the embedded book', () => {
  const embedded = readPriceBook(`${repositoryRoot}/dist/prices`);

  it('add up to the listed price where there is one', () => {
    // Azure lists D2s v3 with Windows in westeurope at 0.212 an hour: 0.12 with Linux and 0.092 for the licence.
    const size = {
      provider: 'azure',
      service: 'virtual-machines',
      key: 'Standard_D2s_v3',
      region: 'westeurope',
    } as const;
    const listed = embedded.find({ ...size, family: 'vm', attributes: { os: 'windows' } });
    const linux = embedded.find({ ...size, family: 'vm', attributes: { os: 'linux' } });
    const licence = embedded.find({ ...size, family: 'os-license-uplift', attributes: { os: 'windows' } });
    expect([listed, linux, licence].map(amountOf)).toEqual(['0.212', '0.12', '0.092']);
    const elsewhere = embedded.find({ ...size, region: 'eastus', family: 'vm', attributes: { os: 'windows' } });
    expect(amountOf(elsewhere)).toBe('0.188');
  });
});
