import { createHash } from 'node:crypto';
import { z } from 'zod';
import { damagedBook } from './damaged-book.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const provider = z.enum(['aws', 'azure', 'google']);

/** What a book holds, and the digest of every file in it. Its own digest is the digest of the book. */
export const Manifest = z.strictObject({
  format: z.literal('finops-price-book/1'),
  /** Newest effective date in the book. */
  asOf: day,
  currency: z.string().regex(/^[A-Z]{3}$/),
  prices: z.number().int().nonnegative(),
  sources: z.record(z.string(), z.strictObject({ from: z.string(), date: z.string() })),
  partitions: z.array(
    z.strictObject({
      file: z.string().regex(/^[a-z0-9-]+\.br$/),
      sha256,
      provider,
      services: z.array(z.string()),
      prices: z.number().int().nonnegative(),
      regions: z.number().int().nonnegative(),
      oldest: day,
      newest: day,
      /** Prices that carry a flag. */
      flagged: z.number().int().nonnegative(),
    }),
  ),
  machines: z.strictObject({ file: z.string().regex(/^[a-z0-9-]+\.br$/), sha256, types: z.number().int() }),
});
export type Manifest = z.infer<typeof Manifest>;
export type ManifestPartition = Manifest['partitions'][number];

export const MANIFEST_FILE = 'manifest.json';

/** SHA-256 of the bytes in hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text of a manifest, always the same for the same content. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

/**
 * The manifest that the bytes spell.
 * @throws InputError when they are not a manifest of this format.
 */
export function parseManifest(bytes: Uint8Array, file: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw damagedBook(file, { detail: 'the manifest is not one of format finops-price-book/1', cause });
  }
}
