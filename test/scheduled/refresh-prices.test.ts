import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bookRows } from '#app/pricing/book-rows.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { type Answer, type PriceServer, startPriceServer } from '../pricing/refresh/price-server.ts';
import { folderWith } from '../support/folder.ts';
import { runFinops } from '../support/world.ts';

let server: PriceServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/**
 * Items in the shape of https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices (facts
 * read 2026-08-21): the books' own prices, but for one machine that costs a quarter more.
 */
function items(): readonly unknown[] {
  const machines = bookRows(readPriceBook('dist/prices'), ({ family }) => family === 'vm');
  return [...machines]
    .filter((row) => row.region === 'swedensouth')
    .map(({ key, amount }) => ({
      currencyCode: 'USD',
      tierMinimumUnits: 0,
      retailPrice: key === 'Standard_D2s_v3' ? Number(amount) * 1.25 : Number(amount),
      armRegionName: 'swedensouth',
      effectiveStartDate: '2026-11-01T00:00:00Z',
      meterName: key.replace('Standard_', ''),
      productName: 'Virtual Machines Series',
      skuName: key.replace('Standard_', ''),
      serviceName: 'Virtual Machines',
      unitOfMeasure: '1 Hour',
      type: 'Consumption',
      armSkuName: key,
    }));
}

async function run(answer: () => Answer, cwd = folderWith({ 'main.tf': '' })) {
  server = await startPriceServer(answer);
  const options = ['--provider', 'azure', '--region', 'swedensouth', '--endpoint', server.url];
  const ran = await runFinops(['job', 'refresh-prices', ...options], { cwd });
  const books = join(cwd, '.finops/prices');
  return { ...ran, cwd, books, written: existsSync(books) ? readdirSync(books) : [] };
}

const page = (found: readonly unknown[]): Answer => ({
  body: JSON.stringify({ BillingCurrency: 'USD', Items: found, NextPageLink: null, Count: found.length }),
});

describe('finops job refresh-prices', () => {
  it('writes a book of today, says what changed, and estimates use it where the configuration names the folder', async () => {
    const { status, out, err, written, books, cwd } = await run(
      () => page(items()),
      folderWith({
        '.github/finops.yml': 'version: 1\nprices: { book: .finops/prices }\n',
        '.finops/prices/.keep': '',
        'main.tf':
          'resource "azurerm_linux_virtual_machine" "v" {\n  location = "swedensouth"\n  size = "Standard_D2s_v3"\n  os_disk {\n    caching = "None"\n    storage_account_type = "Standard_LRS"\n  }\n}\n',
      }),
    );
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(written.filter((name) => !name.startsWith('.'))).toEqual(['2026-11-25']);
    expect(out).toContain('# azure\n');
    expect(out).toMatch(/Standard_D2s_v3.*\(\+25 %\)/);
    const book = readPriceBook(join(books, '2026-11-25'));
    const estimate = await runFinops(['estimate', '.', '--format', 'json'], { cwd });
    expect(JSON.parse(estimate.out).priceBook).toMatchObject({ digest: book.digest, asOf: book.asOf });
  });

  it('takes the book of the last refresh as the one in force', async () => {
    const first = await run(() => page(items()));
    await server?.close();
    const second = await run(() => page(items()), first.cwd);
    expect(second.status).toBe(0);
    // What the first run changed is what the second finds.
    expect(second.out).toMatch(/7\d\d prices compared: 0 changed/);
  });

  it('ends with 4 and leaves nothing behind when the provider fails', async () => {
    const { status, out, err, written } = await run(() => ({ status: 403, body: '{}' }));
    expect({ status, out, written }).toEqual({ status: 4, out: '', written: [] });
    expect(err).toContain('403');
  });

  it('ends with 3 when what it finds is suspicious, and says so', async () => {
    const dear = items().map((each) => ({ ...(each as object), retailPrice: 99 }));
    const { status, err, written } = await run(() => page(dear));
    expect(status).toBe(3);
    expect(err).toContain('the fetched prices are suspicious');
    expect(written.filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('refuses an address for several providers', async () => {
    const ran = await runFinops(['job', 'refresh-prices', '--endpoint', 'http://127.0.0.1:9']);
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('name one --provider');
  });
});
