import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * Ed25519 public keys (SPKI, base64) whose signature under a price book counts. A key lives for one published book:
 * whoever publishes adds its public half here and takes away those of books that are out of use. Private halves are
 * never in the repository.
 */
const TRUSTED_KEYS: readonly string[] = ['MCowBQYDK2VwAyEAn/h55jW/CL57I6BJ4QPSdkbwp8aC49craDgyv1aJAH0='];

/** The keys that `finops prices status` trusts when nobody names another one. */
export function trustedKeys(): readonly KeyObject[] {
  return TRUSTED_KEYS.map((spki) => createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }));
}
