import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import type { Manifest } from '#app/pricing/manifest.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';

const FILE = new URL('aws-reserved.csv', import.meta.url);

/** The day of the pages' data. */
const AS_OF = '2025-04-06';

const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

const share = z.union([z.literal(''), z.string().regex(/^0\.[0-9]+$/, 'a share lies between 0 and 1')]);
const Line = z.object({
  service: z.enum(['ec2', 'rds', 'elasticache']),
  family: z.string().min(1),
  kind: z.string(),
  term: z.enum(['1_year', '3_year']),
  payment: z.enum(['no_upfront', 'partial_upfront', 'all_upfront']),
  'us-east-1': share,
  'us-east-2': share,
  'us-west-2': share,
  'eu-west-1': share,
  'eu-central-1': share,
});

/** Where the shares come from, under the id that their rows bear. */
export const RESERVED_SOURCE: Manifest['sources'] = {
  'aws-reserved': { from: 'https://aws.amazon.com/ec2/pricing/reserved-instances/pricing/', date: AS_OF },
};

/**
 * Reserved rates as shares of the price on demand, which the facts lack, out of our own `aws-reserved.csv` (its head says
 * where they come from).
 * @throws InputError naming the line that is not sound.
 */
export function readAwsReserved(): readonly PriceRow[] {
  const lines: unknown[] = parse(readFileSync(FILE), { columns: true, comment: '#', info: true });
  return lines.flatMap((line) => {
    const { record, info } = line as { readonly record: unknown; readonly info: { readonly lines: number } };
    const parsed = Line.safeParse(record);
    if (!parsed.success) {
      const place = { file: 'scripts/price-facts/aws-reserved.csv', line: info.lines };
      throw new InputError(`not a reserved rate: ${parsed.error.issues[0]?.message}`, { place, cause: parsed.error });
    }
    return REGIONS.flatMap((region) => rowIn(region, parsed.data));
  });
}

function rowIn(region: (typeof REGIONS)[number], line: z.infer<typeof Line>): readonly PriceRow[] {
  const { service, family, kind, term, payment } = line;
  if (line[region] === '') return [];
  const told = service === 'ec2' ? { class: kind } : service === 'rds' ? { engine: kind } : {};
  return [
    {
      provider: 'aws',
      service: 'reserved-instances',
      family: service,
      key: family,
      attributes: { ...told, term, payment },
      region,
      unit: 'share',
      listedUnit: '',
      amount: line[region],
      tierStart: '0',
      effectiveDate: AS_OF,
      source: 'aws-reserved',
      flags: ['derived', 'medium-confidence'],
    },
  ];
}
