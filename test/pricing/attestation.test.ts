import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ATTESTATION_FILE, readPublicKey, signBook, verifyBook } from '#app/pricing/attestation.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';
import { priceBookStatus } from '#app/pricing/status.ts';
import { bookFiles, openFiles, priceRow } from './support.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const files = bookFiles([
  priceRow(),
  priceRow({ region: 'eu-west-1', flags: ['derived'], effectiveDate: '2025-01-01' }),
]);
const manifest = files.get(MANIFEST_FILE) ?? new Uint8Array();
const envelope = new TextEncoder().encode(signBook(manifest, privateKey));
const today = new Date('2026-08-16T12:00:00Z');

describe('the attestation of a price book', () => {
  it('is verified by the key that made it', () => {
    expect(verifyBook({ manifest, envelope, publicKeys: [publicKey] })).toMatchObject({ state: 'verified' });
  });

  it('covers the payload as DSSE says, so that other tools can verify it', () => {
    const parsed = JSON.parse(new TextDecoder().decode(envelope));
    expect(parsed.payloadType).toBe('application/vnd.in-toto+json');
    expect(JSON.parse(Buffer.from(parsed.payload, 'base64').toString()).subject[0].name).toBe('manifest.json');
  });

  it('is invalid by another key, for another manifest, or changed', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(verifyBook({ manifest, envelope, publicKeys: [other] })).toMatchObject({ state: 'invalid' });
    const changed = new TextEncoder().encode(`${new TextDecoder().decode(manifest)} `);
    expect(verifyBook({ manifest: changed, envelope, publicKeys: [publicKey] })).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('another manifest'),
    });
    for (const text of ['', '{}', '[]', '{"payloadType":"text/plain","payload":"","signatures":[]}']) {
      const broken = new TextEncoder().encode(text);
      expect(verifyBook({ manifest, envelope: broken, publicKeys: [publicKey] })).toMatchObject({ state: 'invalid' });
    }
  });

  it('is said to be missing, or not judged without a key', () => {
    expect(verifyBook({ manifest, envelope: null, publicKeys: [publicKey] })).toMatchObject({ state: 'unsigned' });
    expect(verifyBook({ manifest, envelope, publicKeys: [] })).toMatchObject({ state: 'unverified' });
  });

  it('needs an Ed25519 key', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(readPublicKey(pem, 'key.pem').asymmetricKeyType).toBe('ed25519');
    expect(() => readPublicKey('nonsense', 'key.pem')).toThrow(/not an Ed25519 public key/);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    expect(() => readPublicKey(rsa.toString(), 'key.pem')).toThrow(/not an Ed25519 public key/);
  });
});

describe('the status of a price book', () => {
  it('shows age, coverage and flags of each service', () => {
    const status = priceBookStatus({ book: openFiles(files), today, publicKeys: [publicKey] });
    expect(status).toMatchObject({ asOf: '2026-08-06', ageDays: 10, prices: 2, currency: 'USD' });
    expect(status.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(status.coverage).toEqual([
      {
        provider: 'aws',
        service: 'ec2',
        prices: 2,
        regions: 2,
        oldest: '2025-01-01',
        newest: '2026-08-06',
        flagged: 1,
      },
    ]);
  });

  it('says unsigned where there is no signature and verified where there is', () => {
    expect(priceBookStatus({ book: openFiles(files), today, publicKeys: [publicKey] }).signature.state).toBe(
      'unsigned',
    );
    const signed = new Map([...files, [ATTESTATION_FILE, envelope]]);
    expect(priceBookStatus({ book: openFiles(signed), today, publicKeys: [publicKey] }).signature.state).toBe(
      'verified',
    );
  });
});
