import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SERVICE_SUBCATEGORIES, type ServiceCategory } from '#app/focus/service-subcategories.ts';
import { azureRegion } from '#app/ingest/azure/azure-regions.ts';
import { azureService } from '#app/ingest/azure/azure-services.ts';
import { azureUnit } from '#app/ingest/azure/azure-units.ts';
import { sharedPath } from '#test/support/shared.ts';

const SAMPLES = sharedPath('data/focus/samples');

function rowsOf(name: string): readonly (readonly string[])[] {
  const rows: string[][] = parse(readFileSync(`${SAMPLES}/${name}`), { bom: true, from_line: 2 });
  return rows;
}

describe('units of Azure', () => {
  it.each([
    ['1 Hour', '1', 'Hours'],
    ['10K', '10000', 'Units'],
    ['1M/Month', '1000000', 'Units/Month'],
    ['100 GB/Month', '100', 'GB/Month'],
    ['10000 ', '10000', 'Units'],
    ['1/10 Days', '1', 'Units/10 Days'],
  ])('%s is %s of %s', (text, block, unit) => {
    expect(azureUnit(text)).toEqual({ block, unit });
  });

  it('without a word say nothing', () => {
    expect(azureUnit('')).toBeNull();
  });
});

describe('regions of Azure', () => {
  it.each(['EastUS2', 'East US 2', 'US East 2', 'eastus2', 'us_east_2'])('%s is East US 2', (text) => {
    expect(azureRegion(text)).toEqual({ id: 'eastus2', name: 'East US 2' });
  });

  it('that are none are null, and new ones keep their name', () => {
    expect(azureRegion('Unassigned')).toBeNull();
    expect(azureRegion('')).toBeNull();
    expect(azureRegion('Mars North')).toEqual({ id: 'marsnorth', name: 'Mars North' });
  });
});

describe.skipIf(SAMPLES === null)('tables of public samples (../shared, absent here when skipped)', () => {
  it('every unit has the block that Microsoft gives it', () => {
    const rows = rowsOf('azure-pricing-units.finops-toolkit.csv');
    const wrong = rows.filter(([unit = '', , block]) => azureUnit(unit)?.block !== block).map(([unit]) => unit);
    expect(rows).toHaveLength(383);
    // `10000s` stands for one transaction there, for ten thousand by its letter.
    expect(wrong).toEqual(['10000s']);
  });

  it('regions are never mistaken for another, and most spellings are known', () => {
    const rows = rowsOf('azure-regions.finops-toolkit.csv');
    const known = rows.filter(([, id = '']) => azureRegion(id)?.id === id);
    const answers = rows.map(([text = '', id = '']) => ({ text, id, own: azureRegion(text)?.id ?? null }));
    const ids = new Set(rows.map(([, id]) => id));
    const mistaken = answers.filter(({ id, own }) => own !== null && own !== id && ids.has(own));
    expect(mistaken).toEqual([]);
    // `ussouthcentral` is what that table calls Dallas; it is South Central US.
    expect(rows.filter((row) => !known.includes(row)).map(([text]) => text)).toEqual(['dallas']);
    expect(answers.filter(({ id, own }) => own === id).length).toBeGreaterThan(rows.length / 2);
  });

  it('services have the category that Microsoft gives them', () => {
    const rows = rowsOf('azure-services.finops-toolkit.csv');
    const answers = rows.map(([consumedService = '', resourceType = '', name = '', category = '']) => ({
      resourceType,
      name,
      category,
      own: azureService({ resourceType, consumedService, meterCategory: '' }),
    }));
    const known = answers.filter(({ own }) => own.category !== 'Other');
    const differing = known
      .filter(({ own, category }) => own.category !== category)
      .map(({ resourceType }) => resourceType);
    expect(known.length).toBeGreaterThan(rows.length / 2);
    // Plans of Defender: Microsoft counts them to what they protect, we to Defender, which is what they are the price of.
    expect(new Set(differing)).toEqual(new Set(['microsoft.security/mdeservers', 'microsoft.security/pricings']));
  });
});

it('every service has a category and a subcategory of FOCUS', () => {
  for (const provider of ['compute', 'storage', 'network', 'sql', 'billingbenefits']) {
    const service = azureService({ resourceType: `Microsoft.${provider}/x`, consumedService: '', meterCategory: '' });
    expect(SERVICE_SUBCATEGORIES[service.category as ServiceCategory]).toContain(service.subcategory);
  }
});
