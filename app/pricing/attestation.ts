import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { MANIFEST_FILE, parseManifest, sha256Hex } from './manifest.ts';

/** File that stands beside a manifest and attests it. */
export const ATTESTATION_FILE = 'manifest.dsse.json';

/** A DSSE envelope, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md (as known on 2026-11-25, not read). */
const Envelope = z.object({
  payloadType: z.literal('application/vnd.in-toto+json'),
  payload: z.base64(),
  signatures: z.array(z.object({ keyid: z.string().optional(), sig: z.base64() })).min(1),
});

/** An in-toto statement, https://in-toto.io/Statement/v1. */
const Statement = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.string(),
  predicate: z.object({ format: z.string(), asOf: z.iso.date(), prices: z.number() }),
});

const PREDICATE_TYPE = 'https://cloud-finops-toolkit.dev/price-book/v1';

/** What is known about who stands for a book. `unsigned` is said as such, never taken for `verified`. */
export type SignatureState =
  /** `asOf` is the date that the signed statement gives the book. */
  | { readonly state: 'verified'; readonly keyId: string; readonly asOf: string }
  | { readonly state: 'unsigned'; readonly reason: string }
  | { readonly state: 'unverified'; readonly reason: string }
  | { readonly state: 'invalid'; readonly reason: string };

/**
 * The envelope that attests `manifest` with an Ed25519 private key.
 * @throws InputError when the bytes are no manifest.
 */
export function signBook(manifest: Uint8Array, privateKey: KeyObject): string {
  const { format, asOf, prices } = parseManifest(manifest, MANIFEST_FILE);
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: MANIFEST_FILE, digest: { sha256: sha256Hex(manifest) } }],
    predicateType: PREDICATE_TYPE,
    predicate: { format, asOf, prices },
  };
  const payload = new TextEncoder().encode(JSON.stringify(statement));
  const type = 'application/vnd.in-toto+json';
  const signature = sign(null, preAuthentication(type, payload), privateKey);
  const envelope = {
    payloadType: type,
    payload: Buffer.from(payload).toString('base64'),
    signatures: [{ keyid: keyIdOf(createPublicKey(privateKey)), sig: signature.toString('base64') }],
  };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

export interface Attested {
  readonly manifest: Uint8Array;
  /** The envelope's bytes, null when the book has none. */
  readonly envelope: Uint8Array | null;
  /** Whose word counts; with none of them nothing can be verified. */
  readonly publicKeys: readonly KeyObject[];
}

/** Whether the envelope is a signature by one of `publicKeys` over a statement about exactly this manifest. */
export function verifyBook(attested: Attested): SignatureState {
  if (attested.envelope === null) return { state: 'unsigned', reason: `the book has no ${ATTESTATION_FILE}` };
  if (attested.publicKeys.length === 0) return { state: 'unverified', reason: 'no public key is configured' };
  const envelope = parseJson(attested.envelope, Envelope);
  if (!envelope) return { state: 'invalid', reason: 'the attestation is not a DSSE envelope of an in-toto statement' };
  const payload = Buffer.from(envelope.payload, 'base64');
  const message = preAuthentication(envelope.payloadType, payload);
  const key = attested.publicKeys.find((each) =>
    envelope.signatures.some(({ sig }) => verify(null, message, each, Buffer.from(sig, 'base64'))),
  );
  if (!key) return { state: 'invalid', reason: 'no signature over this statement is by a trusted key' };
  const statement = parseJson(payload, Statement);
  if (!statement || statement.predicateType !== PREDICATE_TYPE) {
    return { state: 'invalid', reason: 'the signed statement is not about a price book' };
  }
  const digest = sha256Hex(attested.manifest);
  if (!statement.subject.some((subject) => subject.name === MANIFEST_FILE && subject.digest['sha256'] === digest)) {
    return { state: 'invalid', reason: 'the signed statement is about another manifest' };
  }
  return { state: 'verified', keyId: keyIdOf(key), asOf: statement.predicate.asOf };
}

/**
 * An Ed25519 public key from PEM text.
 * @throws InputError when it is something else.
 */
export function readPublicKey(pem: string, file: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a key of type ${key.asymmetricKeyType}`);
    return key;
  } catch (cause) {
    throw new InputError('not an Ed25519 public key', {
      place: { file },
      remedy: 'give a PEM file made by `openssl pkey -pubout`',
      cause,
    });
  }
}

/** The bytes that DSSE signs: `DSSEv1 SP len(type) SP type SP len(body) SP body`. */
function preAuthentication(type: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]);
}

function keyIdOf(key: KeyObject): string {
  return sha256Hex(key.export({ type: 'spki', format: 'der' }));
}

function parseJson<Shape>(bytes: Uint8Array, schema: z.ZodType<Shape>): Shape | null {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    // Bytes of another shape attest nothing: whoever asked says so.
    return null;
  }
}
