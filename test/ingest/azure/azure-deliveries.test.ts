import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { sharedPath } from '#test/support/shared.ts';
import { azureRun, eaCsv, eaRow } from './azure-run.ts';
import { openAzure, readAll } from './open-azure.ts';

const empty = eaCsv();
const actual = azureRun({ type: 'ActualCost', csv: empty });

function amortized(run: Partial<Parameters<typeof azureRun>[0]> = {}) {
  return azureRun({ type: 'AmortizedCost', csv: eaCsv(eaRow()), ...run });
}

async function costs(files: Readonly<Record<string, string>>, settings = {}) {
  const { charges } = await readAll(openAzure(files, settings));
  return charges.map((each) => each.BilledCost);
}

describe('exports of Azure', () => {
  it('are read by their latest run of a month', async () => {
    const older = amortized({ runId: 'old', submitted: '2026-10-06T03:00:00Z', csv: eaCsv(eaRow({ Cost: '1' })) });
    const newer = amortized({ runId: 'new', submitted: '2026-10-07T03:00:00Z', csv: eaCsv(eaRow({ Cost: '2' })) });
    expect(await costs({ ...actual, ...newer, ...older })).toEqual(['2']);
  });

  it('are not replaced by a later run that covers fewer days', async () => {
    const whole = amortized({ runId: 'whole', submitted: '2026-10-06T03:00:00Z', csv: eaCsv(eaRow({ Cost: '1' })) });
    const part = amortized({
      runId: 'part',
      submitted: '2026-10-09T03:00:00Z',
      lastDay: '08',
      csv: eaCsv(eaRow({ Cost: '2' })),
    });
    expect(await costs({ ...actual, ...whole, ...part })).toEqual(['1']);
  });

  it('made twice of the same scope count once (finops-toolkit#320)', async () => {
    const byHand = amortized({ runId: 'hand', submitted: '2026-10-05T03:00:00Z' });
    const renamed = Object.fromEntries(
      Object.entries(byHand).map(([name, text]) => {
        const moved = (path: string) => path.replaceAll('exports/amortizedcost/', 'exports/by-hand/');
        return [moved(name), moved(text)];
      }),
    );
    expect(await costs({ ...actual, ...amortized(), ...renamed })).toEqual(['0.1']);
  });

  it('of two scopes are one delivery of the month', async () => {
    const other = { scope: '/subscriptions/2' };
    const files = {
      ...actual,
      ...amortized(),
      ...azureRun({ type: 'ActualCost', csv: empty, runId: 'a2', ...other }),
      ...amortized({ runId: 'b2', csv: eaCsv(eaRow({ Cost: '3' })), ...other }),
    };
    expect(await costs(files)).toEqual(['0.1', '3']);
    expect((await openAzure(files).deliveries(null)).map((each) => each.scope)).toEqual(['2026-10']);
  });

  it('of FOCUS are read as they are, with the version that Azure gives it', async () => {
    const header =
      'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,' +
      'ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ServiceCategory,ServiceName,ProviderName,' +
      'PublisherName,x_SkuMeterCategory';
    const row =
      '1.5,1,USD,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,Usage,2026-10-03T00:00:00Z,2026-10-02T00:00:00Z,1,1,' +
      'Microsoft,1,Compute,Virtual Machines,Microsoft,Microsoft,x';
    const files = azureRun({ type: 'FocusCost', dataVersion: '1.2-preview', csv: `${header}\n${row}\n` });
    const { charges } = await readAll(openAzure(files));
    expect(charges).toMatchObject([{ BilledCost: '1.5', x_SourceFocusVersion: '1.2-preview', x_SourceId: 'azure' }]);
  });

  it('of cost and of FOCUS beside each other are refused until one is chosen', async () => {
    const files = { ...actual, ...amortized(), ...azureRun({ type: 'FocusCost', csv: 'x\n' }) };
    await expect(costs(files)).rejects.toThrow('exports of cost and of FOCUS lie together for /subscriptions/1');
    expect(await costs(files, { dataset: 'cost' })).toEqual(['0.1']);
  });

  it('of other things are left alone', async () => {
    const prices = azureRun({
      type: 'ActualCost',
      csv: empty,
      runId: 'p',
      manifest: { exportConfig: { exportName: 'p', type: 'PriceSheet' } },
    });
    expect(await costs({ ...actual, ...amortized(), ...prices })).toEqual(['0.1']);
  });

  it('of the older kind, usage alone, count where there is no other', async () => {
    const usage = azureRun({ type: 'Usage', csv: eaCsv(eaRow({ Cost: '7' })) });
    expect(await costs(usage)).toEqual(['7']);
    expect(await costs({ ...usage, ...actual, ...amortized() })).toEqual(['0.1']);
  });

  it('of a month that is asked for are read without the manifests of others', async () => {
    const other = 'exports/amortizedcost/20260801-20260831/202608080300/x/manifest.json';
    const source = openAzure({ ...actual, ...amortized(), [other]: 'no JSON' });
    expect((await source.deliveries({ month: '2026-10' })).map((each) => each.scope)).toEqual(['2026-10']);
    await expect(source.deliveries(null)).rejects.toThrow('it is no JSON');
  });

  it('copied from further down than the container are found beside their manifest', async () => {
    const cut = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace('exports/', ''), text]));
    expect(await costs({ ...cut(actual), ...cut(amortized()) })).toEqual(['0.1']);
  });

  it('are given by month when one is asked for', async () => {
    const september = { month: '2026-09', lastDay: '30', csv: empty };
    const files = {
      ...actual,
      ...amortized(),
      ...azureRun({ type: 'ActualCost', ...september }),
      ...amortized(september),
    };
    const source = openAzure(files);
    expect((await source.deliveries({ month: '2026-09' })).map((each) => [each.scope, each.rowCount])).toEqual([
      ['2026-09', 0],
    ]);
    expect((await source.deliveries({ month: '2026-08' })).length).toBe(0);
  });
});

describe('what is wrong with an export is said with its file', () => {
  it.each([
    ['no manifest', { 'exports/a/part_0_0001.csv': empty }, 'no manifest.json of an export'],
    ['only actual cost', actual, '/subscriptions/1 has no export of amortised cost of this month'],
    ['only amortised cost', amortized(), '/subscriptions/1 has no export of actual cost of this month'],
    [
      'a missing file',
      { ...actual, ...amortized({ blobName: 'x/part_9.csv' }) },
      'the manifest names x/part_9.csv, which is not there',
    ],
    ['a row count', { ...actual, ...amortized({ rowCount: 2 }) }, 'it has 1 rows, its manifest says 2'],
    [
      'a size',
      { ...actual, ...amortized({ manifest: { blobs: [{ blobName: 'y/part_0_0001.csv', byteCount: 1 }] } }) },
      'bytes, its manifest says 1',
    ],
    [
      'a manifest without a run',
      { ...actual, ...amortized({ manifest: { runInfo: {} } }) },
      'no manifest of an export: runInfo.runId',
    ],
    [
      'half a manifest',
      { ...actual, 'exports/z/manifest.json': '{"blobs": [' },
      'the manifest is not whole: it is no JSON',
    ],
    [
      'more than a month',
      {
        ...actual,
        ...amortized({ manifest: { runInfo: { runId: 'r', startDate: '2026-09-01', endDate: '2026-10-31' } } }),
      },
      'the run covers 2026-09-01 to 2026-10-31, more than a month',
    ],
    ['another table', { ...actual, ...amortized({ csv: 'a,b\n1,2\n' }) }, 'no Azure cost file'],
  ])('%s', async (_, files, message) => {
    await expect(costs(files as Record<string, string>)).rejects.toThrow(message);
  });

  it('one of container and path has to be set', () => {
    expect(() => openAzure({}, { container: 'https://a.blob.core.windows.net/b' })).toThrow(
      'source azure: one of container and path',
    );
  });
});

const SAMPLES = sharedPath('data/focus/samples');

describe.skipIf(SAMPLES === null)('the public EA samples (../shared, absent here when skipped)', () => {
  const sample = (name: string) => readFileSync(`${SAMPLES}/azure-ea-${name}.finops-toolkit.csv`, 'utf8');
  const run = { month: '2023-09', lastDay: '30' };

  it('sum up to what their own columns do', async () => {
    const files = {
      ...azureRun({ type: 'ActualCost', csv: sample('actual'), rowCount: 11, ...run }),
      ...azureRun({ type: 'AmortizedCost', csv: sample('amortized'), rowCount: 28, ...run }),
    };
    const { charges, rejected, remarks } = await readAll(openAzure(files));
    expect([rejected, remarks]).toEqual([[], []]);
    // 28 rows of amortised cost and the one purchase of actual cost.
    expect(charges).toHaveLength(29);
    const sum = (metric: 'BilledCost' | 'EffectiveCost') =>
      decimalText(charges.reduce((total, each) => total.plus(decimal(each[metric])), ZERO));
    // The amortised file sums up to 16.29693213663664462748541900; 0.493152 and 0.006000000468 of it are covered; 3.25 was paid.
    expect(sum('EffectiveCost')).toBe('16.296932136636644627485419');
    expect(sum('BilledCost')).toBe(
      decimalText(decimal('16.296932136636644627485419').minus('0.493152').minus('0.006000000468').plus('3.25')),
    );
    const states = charges.flatMap((each) => each.CommitmentDiscountStatus ?? []);
    expect(states).toEqual(['Used', 'Used']);
  });

  it('with a header alone are a month without rows', async () => {
    const files = {
      ...azureRun({ type: 'ActualCost', csv: sample('norows'), rowCount: 0, ...run }),
      ...azureRun({ type: 'AmortizedCost', csv: sample('norows'), rowCount: 0, ...run }),
    };
    expect(await costs(files)).toEqual([]);
  });
});
