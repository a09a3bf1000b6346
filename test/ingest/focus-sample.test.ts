import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { deliveryTally } from '#app/flows/delivery-tally.ts';
import { FOCUS_COLUMNS, type FocusColumn } from '#app/focus/focus-columns.ts';
import { focusHeader } from '#app/ingest/focus/focus-header.ts';
import { focusFileSource } from '#app/ingest/sources/focus-file.ts';
import { folderWithBytes } from '#test/support/folder-bytes.ts';
import { sharedPath } from '#test/support/shared.ts';

async function tallyOf(name: string, bytes: Uint8Array, focusVersion?: string) {
  const root = folderWithBytes({ [name]: bytes });
  const settings = {
    id: 'own',
    kind: 'focus-file',
    path: '.',
    ...(focusVersion === undefined ? {} : { focusVersion }),
  };
  const source = focusFileSource.open(settings, { env: {}, now: new Date(0), root, fetch });
  const [delivery] = await source.deliveries(null);
  const tally = deliveryTally();
  const versions = new Set<string>();
  for await (const batch of source.read(delivery!)) {
    tally.add(batch);
    for (const charge of batch.charges) versions.add(charge.x_SourceFocusVersion);
  }
  return { ...tally.result(), versions: [...versions] };
}

const names = (since: (version: string) => boolean): readonly string[] =>
  Object.entries(FOCUS_COLUMNS)
    .filter(([, column]) => since(column.since))
    .map(([name]) => name);

describe('the version of a FOCUS table', () => {
  it('is the oldest that has its columns', () => {
    const versionWith = (columns: readonly string[]): string => focusHeader(columns, 'f.csv').version;
    for (const version of ['1.0', '1.1', '1.2', '1.3']) {
      expect(
        versionWith(
          names((since) => since <= version).filter((name) => version === '1.3' || name !== 'ServiceProviderName'),
        ),
      ).toBe(version);
    }
    const newest = names(() => true).filter((name) => FOCUS_COLUMNS[name as FocusColumn].level !== 'removed');
    expect(newest).toHaveLength(65);
    expect(versionWith(newest)).toBe('1.4');
    expect(versionWith(newest.map((name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()))).toBe('1.4');
  });

  it('is none where a column is missing that every version has', () => {
    expect(() => focusHeader(['BilledCost', 'Tags'], 'f.csv')).toThrow(
      /^no FOCUS: the header has no column BillingAccountId, BillingCurrency/,
    );
  });
});

describe('a row of a FOCUS table', () => {
  const columns =
    'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ServiceCategory,ServiceName,ServiceProviderName,Tags';
  const row = (cells: Readonly<Record<string, string>>): string =>
    columns
      .split(',')
      .map(
        (name) =>
          cells[name] ??
          (/Start$/.test(name)
            ? '2026-10-01'
            : /End$/.test(name)
              ? '2026-10-02'
              : /Cost$/.test(name)
                ? '1'
                : name === 'BillingCurrency'
                  ? 'USD'
                  : 'x'),
      )
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(',');
  const tally = (...rows: readonly Readonly<Record<string, string>>[]) =>
    tallyOf('f.csv', Buffer.from([columns, ...rows.map(row)].join('\n')));

  it('keeps its cost although its tags are no JSON, and the tags of Azure without braces', async () => {
    const found = await tally({ Tags: 'team=a' }, { Tags: '"team": "a"' }, { Tags: '{"team":"a"}' }, { Tags: 'NULL' });
    expect(found).toMatchObject({ rejectedCount: 0, sums: [{ billed: '4' }] });
    expect(found.remarks).toEqual(['f.csv: Tags is no JSON object in 1 rows and is left out of them']);
  });

  it('is named with its reason where it cannot count', async () => {
    const found = await tally(
      { BilledCost: '1,5', Tags: '{}' },
      { ChargePeriodStart: '2023-02-01T30:00:00Z', Tags: '{}' },
      { ChargePeriodEnd: '2026-10-01', Tags: '{}' },
      { BillingCurrency: '$', Tags: '{}' },
      { ServiceName: 'N/A', Tags: '{}' },
    );
    expect(
      found.rejected.map((each) => `${each.file}:${each.row} ${each.reason}, ${each.billedCost} ${each.currency}`),
    ).toEqual([
      'f.csv:1 BilledCost is "1,5", null USD',
      'f.csv:2 ChargePeriodStart is "2023-02-01T30:00:00Z", 1 USD',
      'f.csv:3 ChargePeriodEnd is not after ChargePeriodStart, 1 USD',
      'f.csv:4 BillingCurrency is "$", 1 $',
      'f.csv:5 ServiceName is null, 1 USD',
    ]);
  });
});

const sample = sharedPath('data/focus/samples/focus-1.0-sample-1000.csv');

describe.skipIf(sample === null)('the sample of FOCUS 1.0 with its known defects', () => {
  // Counted by others: facts/focus.md, section 3.
  it('loses the seven rows without ContractedCost, by name, and its sums tie', async () => {
    const tally = await tallyOf('s.csv', readFileSync(sample!));
    expect(tally).toMatchObject({ readCount: 1000, rejectedCount: 7, versions: ['1.0'] });
    expect(tally.rejected.map((row) => row.row)).toEqual([926, 927, 942, 945, 948, 949, 951]);
    expect(new Set(tally.rejected.map((row) => row.reason))).toEqual(new Set(['ContractedCost is null']));
    // 19.98315280426 kept and 0.53707392473 not: 20.520226728990 in all.
    expect(tally.sums).toMatchObject([{ currency: 'USD', billed: '19.98315280426', rejectedBilled: '0.53707392473' }]);
    expect(tally.remarks).toEqual(['columns outside of FOCUS are not kept: Id']);
  });

  it('breaks the rules as often as was counted', async () => {
    const text = readFileSync(sample!, 'utf8');
    const found = async (csv: string) =>
      Object.fromEntries((await tallyOf('s.csv', Buffer.from(csv))).findings.map(({ rule, count }) => [rule, count]));
    expect(await found(text)).toMatchObject({
      'AvailabilityZone is a name': 51,
      'ResourceType is set where ResourceId is': 752,
      'keys of Tags differ in more than case and spaces': 21,
      'ListCost is ListUnitPrice times PricingQuantity': 25,
      'ContractedCost is ContractedUnitPrice times PricingQuantity': 17,
    });
    // With a contracted cost the seven rows of Oracle count too, and show what else they break.
    const mended = await tallyOf('s.csv', Buffer.from(mendedText(text)));
    const findings = Object.fromEntries(mended.findings.map(({ rule, count }) => [rule, count]));
    expect(mended).toMatchObject({
      rejectedCount: 0,
      sums: [{ billed: '20.52022672899', effective: '14.97651418586' }],
    });
    expect(findings).toMatchObject({
      'EffectiveCost is BilledCost on usage without a commitment': 615,
      'PricingCategory is set on usage and purchases': 5,
      'ChargeFrequency is one of the values of the specification': 7,
    });
  });
});

/** The table with 0 for every ContractedCost that is null. */
function mendedText(text: string): string {
  const [header = [], ...rows] = parse(text) as string[][];
  const at = header.indexOf('ContractedCost');
  const mended = rows.map((row) => row.map((cell, column) => (column === at && cell === 'NULL' ? '0' : cell)));
  return [header, ...mended].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
}

const scenarios = sharedPath('data/focus/samples/focus-spec-scenarios');

describe.skipIf(scenarios === null)('the scenarios of the specification', () => {
  it.each(['purchase_scenario_1', 'usage_scenario_3'])(
    '%s is refused for the columns that it leaves out',
    async (name) => {
      const bytes = readFileSync(`${scenarios}/commitment_discount_${name}.csv`);
      await expect(tallyOf('s.csv', bytes)).rejects.toThrow(/the header has no column/);
    },
  );
});
