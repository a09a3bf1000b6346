import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ResourceType } from '#app/catalog/resource-type.ts';
import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateFixture, fixtureFolder } from '#test/support/catalogue-fixture.ts';
import { catalogueFolders, typesByFile } from '#test/support/catalogue-folders.ts';
import { reviewedGaps } from './reviewed-gaps.ts';

const files = new Map(
  await Promise.all(catalogueFolders.map(async ({ name }) => [name, await typesByFile(name)] as const)),
);

describe('the catalogue', () => {
  it('names every type once, billed or free', () => {
    const all = catalogueFolders.flatMap(({ types, free }) => [...types.flatMap((each) => each.types), ...free]);
    expect(all.filter((type, index) => all.indexOf(type) !== index)).toEqual([]);
    expect(all.length).toBeGreaterThan(200);
  });
});

describe.each(catalogueFolders)('the catalogue of $name', ({ name, types, free, regions }) => {
  const byFile = files.get(name) ?? new Map<string, readonly ResourceType[]>();

  it('registers exactly what its files export', () => {
    expect([...byFile.values()].flat().map(firstType).sort()).toEqual(types.map(firstType).sort());
  });

  it('holds only types of its provider', () => {
    // Free types may also be those of no cloud at all: `null_resource`, `random_id`.
    const clouds = catalogueFolders.map((each) => `${each.name}_`).filter((prefix) => prefix !== `${name}_`);
    const wrong = [
      ...types.flatMap((each) => each.types).filter((type) => !type.startsWith(`${name}_`)),
      ...free.filter((type) => clouds.some((prefix) => type.startsWith(prefix))),
    ];
    expect(wrong).toEqual([]);
  });

  it.each(types.map((each) => [firstType(each), each] as const))('%s states its source and its usage', (_, entry) => {
    expect(entry.source.url).toMatch(/^https:\/\/[^ ]+$/);
    // The facts are of this day; a later one claims that somebody has read the page since, and then says so here.
    expect(entry.source.read).toBe('2026-08-21');
    for (const [key, usage] of Object.entries(entry.usage)) {
      expect([key, usage.unit.length > 0, usage.means.length > 0]).toEqual([key, true, true]);
      if (usage.sizes) expect(usage.sizes.small).toBeLessThanOrEqual(usage.sizes.large);
    }
  });

  const fixtures = [...byFile].map(([file, entries]) => ({ file, entries, folder: fixtureFolder(name, file) }));
  describe.each(fixtures)('$file', ({ file, entries, folder }) => {
    describe('with its fixture', () => {
      let estimates: ReadonlyMap<string, readonly ResourceEstimate[]> = new Map();
      beforeAll(() => {
        expect(existsSync(folder), `${folder} is missing: a type counts as covered with a fixture only`).toBe(true);
        estimates = new Map(regions.map((region) => [region, estimateFixture(folder, region)]));
      });

      it('bills each of its types with a known quantity and a price', () => {
        const resources = estimates.get(regions[0]) ?? [];
        for (const type of entries.flatMap((each) => each.types)) {
          const rows = resources.filter((each) => each.type === type).flatMap((each) => each.components);
          const gap = rows.some((row) => row.priceState === 'unpriced' && gapOf(row, { file, region: regions[0] }));
          const isBilled = rows.some((row) => row.priceState === 'priced' && row.monthlyQuantity?.greaterThan(0));
          expect([type, isBilled || gap]).toEqual([type, true]);
        }
      });

      it.each(regions)('finds every price in %s, or a reviewed reason why not', (region) => {
        const rows = (estimates.get(region) ?? []).flatMap((each) => each.components);
        const missing = rows.filter(
          (row) => !['priced', 'usage'].includes(row.priceState) && !gapOf(row, { file, region }),
        );
        expect(missing.map((row) => `${row.name}: ${row.priceState}: ${row.reason}`)).toEqual([]);
      });

      it('has no reviewed gap that is filled by now', () => {
        const stale = reviewedGaps.filter(
          (gap) =>
            gap.provider === name &&
            gap.file === file &&
            !regions.some((region) =>
              (estimates.get(region) ?? [])
                .flatMap((each) => each.components)
                .some((row) => row.priceState === 'unpriced' && gapOf(row, { file, region }) === gap),
            ),
        );
        expect(stale.map((gap) => gap.rows.source)).toEqual([]);
      });
    });
  });

  it('would find prices missing in a region that the book does not have', () => {
    const planted = fixtures.filter(({ folder }) => existsSync(folder)).slice(0, 10);
    const rows = planted
      .flatMap(({ folder }) => estimateFixture(folder, 'nowhere-north-9'))
      .flatMap((each) => each.components);
    expect(rows.filter((row) => row.priceState === 'unpriced').length).toBeGreaterThan(0);
  });

  function gapOf(row: CostComponent, where: { readonly file: string; readonly region: string }) {
    return reviewedGaps.find(
      (gap) =>
        gap.provider === name &&
        gap.file === where.file &&
        gap.rows.test(row.name) &&
        (gap.regions === 'everywhere' || gap.regions.includes(where.region)),
    );
  }
});

function firstType(entry: ResourceType): string {
  return entry.types[0];
}
