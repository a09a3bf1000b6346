import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { vcpusOf } from './rds-extras.ts';
import { hourly } from './rows.ts';

/** The days on which the first and the third year of extended support begin to be billed. */
interface Support {
  readonly year1: string;
  readonly year3: string;
}

/**
 * By engine and major version. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html,
 * …/AuroraUserGuide/extended-support.html and the release calendars beside them (facts read 2026-08-21).
 */
const SUPPORT: Readonly<Record<string, Readonly<Record<string, Support>>>> = {
  mysql: {
    '5.7': { year1: '2024-03-01', year3: '2026-03-01' },
    '8.0': { year1: '2026-08-01', year3: '2028-08-01' },
  },
  postgres: {
    '11': { year1: '2024-04-01', year3: '2026-04-01' },
    '12': { year1: '2025-03-01', year3: '2027-03-01' },
    '13': { year1: '2026-03-01', year3: '2028-03-01' },
    '14': { year1: '2027-03-01', year3: '2029-03-01' },
  },
  'aurora-mysql': {
    '5.7': { year1: '2024-12-01', year3: '2026-12-01' },
    '8.0': { year1: '2028-05-01', year3: '2030-05-01' },
  },
  'aurora-postgresql': {
    '11': { year1: '2024-04-01', year3: '2026-04-01' },
    '12': { year1: '2025-03-01', year3: '2027-03-01' },
    '13': { year1: '2026-03-01', year3: '2028-03-01' },
    '14': { year1: '2027-03-01', year3: '2029-03-01' },
  },
};

/** The year whose price holds on the day `now`; undefined while standard support lasts or the version is not listed. */
export function extendedSupportYear(engine: string, version: string, now: Date): 1 | 3 | undefined {
  const versions = SUPPORT[engine] ?? {};
  const major = Object.keys(versions).find((each) => version === each || version.startsWith(`${each}.`));
  const support = major === undefined ? undefined : versions[major];
  if (!support) return undefined;
  if (now >= new Date(`${support.year3}T00:00:00Z`)) return 3;
  return now >= new Date(`${support.year1}T00:00:00Z`) ? 1 : undefined;
}

/** Extended support of an instance, by the vCPU and hour; the third year costs twice as much. */
export function extendedSupportRows(
  database: { readonly engine: string; readonly version: string; readonly instanceClass: string },
  r: ResourceReader,
): readonly Component[] {
  if (r.text('engine_lifecycle_support') === 'open-source-rds-extended-support-disabled') return [];
  const year = extendedSupportYear(database.engine, database.version, r.now);
  if (!year) return [];
  const name = `Extended support (year ${year})`;
  const price = exampleOf('aws_db_instance/Extended support (year 1)', r);
  const quantity = vcpusOf(database.instanceClass, r);
  const rows = hourly(name, { unit: 'vCPU-hours', quantity, price });
  return [year === 3 ? { ...rows, priceUnitsPerUnit: 2 } : rows];
}
