import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTESTATION_FILE } from '#app/pricing/attestation.ts';
import { buildBook } from '#app/pricing/build-book.ts';
import { MANIFEST_FILE } from '#app/pricing/manifest.ts';
import { newestDate } from '#app/pricing/price-row.ts';
import { flagOldRows, resolveRows } from '#app/pricing/resolve-rows.ts';
import { RESERVED_SOURCE, readAwsReserved } from './price-facts/read-aws-reserved.ts';
import { readFacts } from './price-facts/read-facts.ts';
import { readGoogleSpot, SPOT_SOURCE } from './price-facts/read-google-spot.ts';
import { readMachines, readSources } from './price-facts/read-machines.ts';

/**
 * `node scripts/generate-price-book.ts DIR [--out dist/prices]`: the embedded price book from the price facts in
 * DIR and our own supplement beside this script. The same facts give the same bytes.
 */
export function generatePriceBook(directory: string): ReadonlyMap<string, Uint8Array> {
  const resolved = resolveRows([...readFacts(directory), ...readGoogleSpot(), ...readAwsReserved()]);
  if (resolved.conflicts.length > 0) {
    const [first] = resolved.conflicts;
    throw new Error(`${resolved.conflicts.length} conflicting prices, the first is ${JSON.stringify(first)}`);
  }
  return buildBook({
    rows: flagOldRows(resolved.rows, newestDate(resolved.rows)),
    machines: readMachines(directory),
    sources: { ...readSources(directory), ...SPOT_SOURCE, ...RESERVED_SOURCE },
    currency: 'USD',
  });
}

function main(): void {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string', default: 'dist/prices' } },
    allowPositionals: true,
  });
  const [directory] = positionals;
  if (directory === undefined) throw new Error('usage: node scripts/generate-price-book.ts DIR [--out dist/prices]');
  const files = generatePriceBook(directory);
  mkdirSync(values.out, { recursive: true });
  // An attestation is of one manifest; it stays only where that has not changed.
  const manifest = join(values.out, MANIFEST_FILE);
  const same =
    existsSync(manifest) && Buffer.compare(readFileSync(manifest), files.get(MANIFEST_FILE) ?? Buffer.of()) === 0;
  for (const old of readdirSync(values.out)) {
    if (!files.has(old) && !(same && old === ATTESTATION_FILE)) rmSync(join(values.out, old));
  }
  for (const [name, bytes] of files) writeFileSync(join(values.out, name), bytes);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  process.stdout.write(`${files.size} files, ${total} bytes\n`);
}

if (import.meta.main) main();
