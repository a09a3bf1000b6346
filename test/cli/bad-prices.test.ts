import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';
import { type Answer, type PriceServer, startPriceServer } from '../pricing/refresh/price-server.ts';
import { bookFiles, priceRow } from '../pricing/support.ts';

const NAT = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "n" {}\n';

let book: string;
let server: PriceServer | null = null;
beforeEach(() => {
  book = mkdtempSync(join(tmpdir(), 'finops-bad-book-'));
});
afterEach(async () => {
  rmSync(book, { recursive: true, force: true });
  await server?.close();
  server = null;
});

const estimate = (...options: readonly string[]) =>
  runFinops(['estimate', '.', '--format', 'json', ...options], { cwd: folderWith({ 'main.tf': NAT }) });

function writeBook(amount: string): void {
  const files = bookFiles([priceRow({ service: 'nat-gateway', family: 'gateway', key: 'hours', amount })]);
  for (const [name, bytes] of files) writeFileSync(join(book, name), bytes);
}

describe('a price book that is damaged', () => {
  it.each([
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.of()],
    ['of other bytes', (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 1))],
  ])('by a file %s ends the run with one line that names the file', async (_, damage) => {
    cpSync(join(repositoryRoot, 'dist/prices'), book, { recursive: true });
    for (const name of readdirSync(book).filter((each) => /^aws-/.test(each))) {
      writeFileSync(join(book, name), damage(readFileSync(join(book, name))));
    }
    const ran = await estimate('--prices', book);
    expect(ran.status).toBe(3);
    expect(ran.err).toMatch(/^finops: .*aws-[a-z-]+\.br: the price book is damaged: .*; restore the file.*\n$/);
  });

  it('by its manifest ends the run with one line, too', async () => {
    cpSync(join(repositoryRoot, 'dist/prices'), book, { recursive: true });
    const text = readFileSync(join(book, 'manifest.json'), 'utf8');
    writeFileSync(join(book, 'manifest.json'), text.slice(0, 500));
    const ran = await estimate('--prices', book);
    expect(ran.status).toBe(3);
    expect(ran.err).toMatch(/^finops: .*manifest\.json: the price book is damaged: .*\n$/);
    expect(JSON.parse(ran.out)).toMatchObject({ error: { exitStatus: 3 } });
  });

  it.each(['NaN', '-0.045', '1e400', 'Infinity', ''])('by a price of %j never estimates with it', async (amount) => {
    writeBook(amount);
    const ran = await runFinops(['prices', 'show', 'nat-gateway', '--prices', book, '--format', 'json']);
    expect([ran.status, ran.out.includes(`"amount": "${amount}"`)]).toEqual([3, false]);
    const text = amount === '' ? /"total": 0/ : /the price book is damaged: /;
    expect(amount === '' ? ran.out : ran.err).toMatch(text);
  });

  it('is sound when the price is one', async () => {
    writeBook('0.045');
    const ran = await runFinops(['prices', 'show', 'nat-gateway', '--prices', book, '--format', 'json']);
    expect([ran.status, ran.out.includes('"amount": "0.045"')]).toEqual([0, true]);
  });
});

describe('discounts', () => {
  it('in force on the same days are an error with the line of the second', async () => {
    const rules =
      'version: 1\ndiscounts:\n  - { service: ec2, percent: 5, from: 2026-01-01, to: 2027-01-01 }\n  - { service: ec2, percent: 7, from: 2026-12-31 }\n';
    const cwd = folderWith({
      'main.tf': NAT,
      '.github/finops.yml': 'version: 1\ndiscounts: .finops/discounts.yml\n',
      '.finops/discounts.yml': rules,
    });
    const ran = await runFinops(['estimate', '.'], { cwd });
    expect(ran).toEqual({
      status: 2,
      out: '',
      err: 'finops: .finops/discounts.yml:4: the rules on lines 3 and 4 are in force on the same days; let one end (`to`) where the other begins (`from`), or make one of them more specific\n',
    });
  });
});

describe('a refresh that is cut off', () => {
  const item = (at: number) => ({
    currencyCode: 'USD',
    tierMinimumUnits: 0,
    retailPrice: 0.1 + at / 100,
    armRegionName: 'nowhere',
    effectiveStartDate: '2026-11-01T00:00:00Z',
    meterName: 'D2s v3',
    productName: 'Virtual Machines DSv3 Series',
    skuName: 'D2s v3',
    serviceName: 'Virtual Machines',
    unitOfMeasure: '1 Hour',
    type: 'Consumption',
    armSkuName: `Standard_D${at}s_v3`,
  });
  const page = (at: number, next: string | null): Answer => ({
    body: JSON.stringify({ BillingCurrency: 'USD', Items: [item(at)], NextPageLink: next, Count: 1 }),
  });

  it('leaves no book behind, says what failed, and goes on at the same page', async () => {
    const folder = folderWith({ 'main.tf': NAT });
    let broken = true;
    server = await startPriceServer((url) => {
      if (!url.searchParams.has('page')) return page(1, `${url.origin}/api/retail/prices?page=2`);
      return broken ? { status: 400, body: '{}' } : page(2, null);
    });
    const refresh = () => {
      const options = ['--provider', 'azure', '--region', 'nowhere', '--endpoint', server?.url ?? ''];
      return runFinops(['prices', 'refresh', ...options, '--quiet'], { cwd: folder });
    };
    const first = await refresh();
    expect(first.status).toBe(4);
    expect(first.err).toMatch(/^finops: .*answered 400.*\n$/);
    expect(readdirSync(join(folder, '.finops/prices'))).toEqual(['.refresh-azure']);
    broken = false;
    const second = await refresh();
    expect(second.status).toBe(0);
    expect(second.out).toContain('1 pages stood from a run that was broken off.');
    expect(server.requests.filter((path) => !path.includes('page='))).toHaveLength(1);
    expect(readdirSync(join(folder, '.finops/prices'))).toEqual(['2026-11-25']);
  });
});
