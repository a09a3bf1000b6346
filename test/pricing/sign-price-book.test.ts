import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { priceBookStatus } from '#app/pricing/status.ts';
import { repositoryRoot } from '../support/shared.ts';
import { bookFiles, priceRow } from './support.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'finops-sign-'));
  for (const [file, bytes] of bookFiles([priceRow()])) writeFileSync(join(directory, file), bytes);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('a book that the script signed is verified, and the key is written nowhere', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const script = join(repositoryRoot, 'scripts', 'sign-price-book.ts');
  const options = { env: { ...process.env, FINOPS_SIGNING_KEY: pem }, encoding: 'utf8' as const };
  const printed = execFileSync(process.execPath, [script, directory], options);
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  expect(printed).toBe(`${join(directory, 'manifest.dsse.json')}\npublic key ${spki}\n`);
  const today = new Date('2026-11-25T00:00:00Z');
  expect(priceBookStatus({ book: readPriceBook(directory), today, publicKeys: [publicKey] }).signature.state).toBe(
    'verified',
  );
  expect(readdirSync(directory).sort()).toEqual(['aws-other.br', 'machines.br', 'manifest.dsse.json', 'manifest.json']);
});
