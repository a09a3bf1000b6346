import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTESTATION_FILE, signBook } from '#app/pricing/attestation.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';

/**
 * `node scripts/sign-price-book.ts DIR [--key FILE]`: writes the attestation of the price book in DIR beside its
 * manifest. The Ed25519 private key is PEM text in FILE, or in `FINOPS_SIGNING_KEY`; it is read and never written.
 */
function main(): void {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
  const [directory] = positionals;
  const pem = values.key === undefined ? process.env['FINOPS_SIGNING_KEY'] : readFileSync(values.key, 'utf8');
  if (directory === undefined || pem === undefined) {
    throw new Error('usage: node scripts/sign-price-book.ts DIR --key FILE (or FINOPS_SIGNING_KEY)');
  }
  const envelope = signBook(readFileSync(join(directory, MANIFEST_FILE)), createPrivateKey(pem));
  writeFileSync(join(directory, ATTESTATION_FILE), envelope);
  process.stdout.write(`${join(directory, ATTESTATION_FILE)}\n`);
}

if (import.meta.main) main();
