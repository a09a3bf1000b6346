import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import type { Manifest } from '#app/pricing/manifest.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';

const FILE = new URL('google-spot.csv', import.meta.url);

/** The day of the list that `google-spot.csv` follows. */
const AS_OF = '2026-08-03';

const amount = z.union([z.literal(''), z.string().regex(/^[0-9]+(\.[0-9]+)?$/, 'a price is a plain number')]);
const Line = z.object({
  name: z.string().min(1),
  region: z.string().min(1),
  vcpu: amount,
  gib: amount,
  machine: amount,
});

/** Where the Spot prices come from, under the id that their rows bear. */
export const SPOT_SOURCE: Manifest['sources'] = {
  'google-spot': { from: 'https://cloud.google.com/spot-vms/pricing', date: AS_OF },
};

/**
 * Google's Spot prices, which the facts lack, out of our own `google-spot.csv` (its head says where they come from).
 * Google changes them up to once a day, so each bears the flag `spot-price`.
 * @throws InputError naming the line that is not sound.
 */
export function readGoogleSpot(): readonly PriceRow[] {
  const lines: unknown[] = parse(readFileSync(FILE), { columns: true, comment: '#', info: true });
  return lines.flatMap((line) => {
    const { record, info } = line as { readonly record: unknown; readonly info: { readonly lines: number } };
    const parsed = Line.safeParse(record);
    if (!parsed.success) {
      const place = { file: 'scripts/price-facts/google-spot.csv', line: info.lines };
      throw new InputError(`not a Spot price: ${parsed.error.issues[0]?.message}`, { place, cause: parsed.error });
    }
    return spotRows(parsed.data);
  });
}

function spotRows({ name, region, vcpu, gib, machine }: z.infer<typeof Line>): readonly PriceRow[] {
  const row = (family: string, unit: string, price: string): PriceRow => ({
    provider: 'google',
    service: 'compute-engine',
    family,
    key: name,
    attributes: {},
    region,
    unit,
    listedUnit: '',
    amount: price,
    tierStart: '0',
    effectiveDate: AS_OF,
    source: 'google-spot',
    flags: ['medium-confidence', 'spot-price'],
  });
  if (machine !== '') return [row('spot-machine', 'hour', machine)];
  if (gib === '') return [row('spot-vcpu-with-memory', 'vcpu-hour', vcpu)];
  return [row('spot-vcpu', 'vcpu-hour', vcpu), row('spot-memory', 'gib-hour', gib)];
}
