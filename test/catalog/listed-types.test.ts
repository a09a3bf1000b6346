import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { sharedPath } from '#test/support/shared.ts';

const table = sharedPath('data/terraform/components.json');

/** Providers whose whole list is in the catalogue; the others are shown as skipped until theirs is. */
const COMPLETE: readonly string[] = ['aws', 'azure', 'google'];

interface Table {
  readonly types: Readonly<Record<string, { readonly provider: string; readonly noCostComponents: boolean }>>;
  readonly free: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(table === null)('every type of the table of components', () => {
  it.each(COMPLETE)('of %s is billed or free here', (provider) => {
    const { types, free } = JSON.parse(readFileSync(table ?? '', 'utf8')) as Table;
    const catalogue = openCatalogue();
    const listed = Object.entries(types).filter(([, each]) => each.provider === provider);
    expect(listed.length).toBeGreaterThan(50);
    const missing = [
      ...listed
        .filter(([type, each]) => !catalogue.billed.has(type) && !(each.noCostComponents && catalogue.free.has(type)))
        .map(([type]) => type),
      ...(free[provider] ?? []).filter((type) => !catalogue.free.has(type)),
    ];
    expect(missing).toEqual([]);
  });
});
