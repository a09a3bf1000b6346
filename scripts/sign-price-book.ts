import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTESTATION_FILE, signBook } from '#app/pricing/attestation.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';

/**
 * `node scripts/sign-price-book.ts DIR [--key FILE | --fresh-key]`: writes the attestation of the price book in DIR
 * beside its manifest. The Ed25519 private key is PEM text in FILE, or in `FINOPS_SIGNING_KEY`; it is read and never
 * written. With `--fresh-key` a key is made for this one signature and forgotten: what is left is its public half, the
 * line for `app/pricing/trusted-keys.ts`.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string' }, 'fresh-key': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [directory] = positionals;
  const key = values['fresh-key'] ? generateKeyPairSync('ed25519').privateKey : givenKey(values.key);
  if (directory === undefined || key === null) {
    throw new Error('usage: node scripts/sign-price-book.ts DIR --key FILE | --fresh-key (or FINOPS_SIGNING_KEY)');
  }
  writeFileSync(join(directory, ATTESTATION_FILE), signBook(readFileSync(join(directory, MANIFEST_FILE)), key));
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  process.stdout.write(`${join(directory, ATTESTATION_FILE)}\npublic key ${spki}\n`);
}

function givenKey(file: string | undefined): KeyObject | null {
  const pem = file === undefined ? process.env['FINOPS_SIGNING_KEY'] : readFileSync(file, 'utf8');
  return pem === undefined ? null : createPrivateKey(pem);
}

if (import.meta.main) main();
