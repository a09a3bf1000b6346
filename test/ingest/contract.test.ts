import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import { FOCUS_COLUMNS, type FocusColumn } from '#app/focus/focus-columns.ts';
import { SOURCES } from '#app/ingest/registry.ts';
import type { Delivery, OpenSource } from '#app/ingest/source.ts';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import type { SourceCase } from './source-case.ts';

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const kinds = [...SOURCES.keys()];

it('the registry lists what lies in the folder', () => {
  const files = readdirSync(join(repositoryRoot, 'app/ingest/sources')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.sort()).toEqual(kinds.toSorted());
});

async function caseOf(kind: string): Promise<SourceCase> {
  const { sourceCase } = (await import(`./cases/${kind}.ts`)) as { readonly sourceCase: SourceCase };
  return sourceCase;
}

async function chargesOf(source: OpenSource, delivery: Delivery) {
  const charges: Charge[] = [];
  let rejected = 0;
  for await (const batch of source.read(delivery)) {
    expect(batch.rows).toHaveLength(batch.charges.length);
    charges.push(...batch.charges);
    rejected += batch.rejected.length;
  }
  return { charges, rejected };
}

function sums(charges: readonly Charge[], metric: 'BilledCost' | 'EffectiveCost'): readonly string[] {
  return [...Map.groupBy(charges, (each) => each.BillingCurrency)]
    .map(([currency, rows]) => {
      const sum = rows.reduce((total, each) => total.plus(decimal(each[metric])), ZERO);
      return `${decimalText(sum)} ${currency}`;
    })
    .sort();
}

describe.each(kinds)('the source %s', (kind) => {
  const source = SOURCES.get(kind)!;

  it('says what it is, which page it follows, and describes its settings', () => {
    expect(kind).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(source.summary.length).toBeGreaterThan(10);
    expect(source.reference.url).toMatch(/^https:\/\//);
    expect(source.reference.read).toMatch(/^\d{4}-\d\d-\d\d$/);
    const { id, kind: _, ...own } = source.settings.shape as Record<string, { readonly description?: string }>;
    expect(id).toBeDefined();
    for (const [key, schema] of Object.entries(own)) expect([key, schema.description]).not.toEqual([key, undefined]);
  });

  it('keeps no secret in its settings', () => {
    expect(Object.keys(source.settings.shape).filter((key) => /secret|password|token|key$/i.test(key))).toEqual([]);
  });

  it('delivers the same twice, each scope once, and the charges that are expected', async () => {
    const { open, expected } = await caseOf(kind);
    const opened = await open();
    try {
      const deliveries = await opened.source.deliveries(null);
      expect(await opened.source.deliveries(null)).toEqual(deliveries);
      expect(new Set(deliveries.map((each) => each.scope)).size).toBe(deliveries.length);
      const all: Charge[] = [];
      const counts: Record<string, number> = {};
      let rejected = 0;
      for (const delivery of deliveries) {
        const read = await chargesOf(opened.source, delivery);
        expect(await chargesOf(opened.source, delivery)).toEqual(read);
        all.push(...read.charges);
        counts[delivery.scope] = read.charges.length;
        rejected += read.rejected;
      }
      expect({
        scopes: counts,
        rejected,
        billed: sums(all, 'BilledCost'),
        effective: sums(all, 'EffectiveCost'),
      }).toEqual(expected);
      for (const charge of all) checkShape(charge);
    } finally {
      await opened.source.close();
      await opened.close();
    }
  });
});

function checkShape(charge: Charge): void {
  expect(Object.keys(charge).sort()).toEqual([...CHARGE_COLUMNS].sort());
  for (const [name, { type, level, isNullable }] of Object.entries(FOCUS_COLUMNS)) {
    const value = charge[name as FocusColumn];
    if (value === null) {
      if (level === 'mandatory' && !isNullable) expect.fail(`${name} is null`);
      continue;
    }
    if (value === '') expect.fail(`${name} is empty`);
    if (type === 'decimal') expect(value).toMatch(DECIMAL);
    if (type === 'time') expect(value).toMatch(INSTANT);
    if (type === 'json') expect(typeof JSON.parse(value)).toBe('object');
  }
  // Ends are exclusive.
  expect(charge.ChargePeriodEnd > charge.ChargePeriodStart).toBe(true);
  expect(charge.BillingPeriodEnd > charge.BillingPeriodStart).toBe(true);
  expect(charge.BillingCurrency).toMatch(/^[A-Z]{3}$/);
  expect(charge.x_SourceId).not.toBe('');
  expect(charge.x_SourceFocusVersion).toMatch(/^1\.\d/);
}
