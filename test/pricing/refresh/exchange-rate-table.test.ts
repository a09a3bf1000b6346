import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** The shape of eurofxref-hist.xml, with round rates for arithmetic by hand. */
function table(day: string, rates: Readonly<Record<string, string>>): string {
  const cubes = Object.entries(rates).map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><Cube><Cube time="${day}">${cubes.join('')}</Cube></Cube></gesmes:Envelope>`;
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function serve(text: string, status = 200): Promise<string> {
  server = createServer((request, response) => {
    response.writeHead(request.url === '/stats/eurofxref/eurofxref-hist.xml' ? status : 404);
    response.end(text);
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const NAT = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "n" {}\n';
const FILE = '.finops/exchange-rates.xml';
const refresh = async (cwd: string, text: string, ...more: readonly string[]) =>
  runFinops(['prices', 'refresh', '--provider', 'ecb', '--endpoint', await serve(text), ...more], { cwd });

describe('finops prices refresh --provider ecb', () => {
  it('writes the table that an estimate in euros then uses', async () => {
    const folder = folderWith({
      'main.tf': NAT,
      '.github/finops.yml': `version: 1\ncurrency: EUR\nexchangeRates: ${FILE}\n`,
    });
    const ran = await refresh(folder, table('2026-11-24', { USD: '1.25' }));
    expect(ran).toEqual({
      status: 0,
      out: `Exchange rates of 2026-11-24 are at ${FILE}. Name the file as exchangeRates in .github/finops.yml.\n`,
      err: '',
    });
    const estimate = await runFinops(['estimate', '.', '--format', 'json'], { cwd: folder });
    // 32.85 USD / 1.25
    expect(JSON.parse(estimate.out)).toMatchObject({ currency: 'EUR', totalMonthlyCost: '26.28' });
  });

  const inForce = table('2026-11-24', { USD: '1.25', GBP: '0.8' });
  it.each([
    ['cut off', inForce.slice(0, -9), 4, 'cut off'],
    ['older than the one in force', table('2026-11-23', { USD: '1.25' }), 3, 'older than the one of 2026-11-24'],
    ['with a negative rate', table('2026-11-25', { USD: '-1.25' }), 3, 'not a positive rate'],
    ['with a rate that jumps', table('2026-11-25', { USD: '1.25', GBP: '80' }), 3, 'the rate of GBP moved by more'],
  ])('leaves the table in force for one that is %s', async (_, text, status, message) => {
    const folder = folderWith({ [FILE]: inForce });
    const ran = await refresh(folder, text);
    expect(ran.status).toBe(status);
    expect(ran.err).toContain(message);
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(inForce);
    expect(readdirSync(join(folder, '.finops'))).toEqual(['exchange-rates.xml']);
  });

  it('takes a jump that somebody looked at', async () => {
    const folder = folderWith({ [FILE]: inForce });
    const next = table('2026-11-25', { USD: '1.25', GBP: '80' });
    expect((await refresh(folder, next, '--accept', 'suspicious')).status).toBe(0);
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(next);
  });

  it('ends as an upstream failure when the bank has no table', async () => {
    const folder = folderWith({});
    const endpoint = await serve('', 404);
    const ran = await runFinops(['prices', 'refresh', '--provider', 'ecb', '--endpoint', endpoint], { cwd: folder });
    expect(ran).toMatchObject({ status: 4, err: 'finops: the European Central Bank answered 404\n' });
    expect(existsSync(join(folder, FILE))).toBe(false);
  });
});
