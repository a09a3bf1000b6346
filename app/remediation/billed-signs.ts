import type { Decimal } from '#app/measure/decimal.ts';

/** A meter that is only billed where something is wasted, or could be cheaper. */
export interface BilledSign {
  readonly id: string;
  readonly title: string;
  /** FOCUS SkuMeter, in the provider's words. */
  readonly meter: RegExp;
  /** Of what is billed, what would be saved: at least, as expected, at most; null where nobody can tell. */
  readonly share: readonly [low: string, expected: string, high: string] | null;
  readonly unknown?: string;
  readonly reason: (billed: Decimal, currency: string) => string;
  readonly byHand: string;
  readonly source: { readonly url: string; readonly read: string };
}

const month = (billed: Decimal, currency: string): string => `${billed.toDecimalPlaces(2).toFixed(2)} ${currency}`;

/** What a bill alone gives away. Meters of AWS are usage types with the prefix of a region, those of Google SKU names. */
export const BILLED_SIGNS: readonly BilledSign[] = [
  {
    id: 'billed-idle-address',
    title: 'Release addresses that nothing uses',
    meter: /(^|-)PublicIPv4:IdleAddress$/,
    share: ['1', '1', '1'],
    reason: (billed, currency) => `An address that nothing uses was billed ${month(billed, currency)} in 30 days.`,
    byHand: 'see that nothing needs the address, then release it (finops remediate find --cloud aws plans it)',
    source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  },
  {
    id: 'billed-static-address',
    title: 'Release static addresses that nothing uses',
    meter: /^Static Ip Charge/,
    share: ['1', '1', '1'],
    reason: (billed, currency) =>
      `A static address that nothing uses was billed ${month(billed, currency)} in 30 days.`,
    byHand: 'see that nothing needs the address, then release it',
    source: { url: 'https://cloud.google.com/vpc/network-pricing', read: '2026-11-26' },
  },
  {
    id: 'billed-gp2',
    title: 'Use gp3 instead of gp2',
    meter: /(^|-)EBS:VolumeUsage\.gp2$/,
    // gp3 costs a fifth less for each GiB; large volumes pay for IOPS above 3,000.
    share: ['0', '0.2', '0.2'],
    reason: (billed, currency) =>
      `gp2 storage was billed ${month(billed, currency)} in 30 days; gp3 costs a fifth less.`,
    byHand: 'change the type in the code that describes it (finops remediate find PATH, or --cloud aws, plans it)',
    source: { url: 'https://aws.amazon.com/ebs/pricing/', read: '2026-08-21' },
  },
  {
    id: 'billed-snapshot',
    title: 'Look at snapshots that are kept for long',
    meter: /(^|-)EBS:SnapshotUsage$/,
    share: null,
    unknown: 'snapshots share blocks, so that deleting one may free nothing',
    reason: (billed, currency) =>
      `A snapshot that is older than 90 days was billed ${month(billed, currency)} in 30 days.`,
    byHand: 'delete it where neither a backup rule nor an image needs it',
    source: { url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html', read: '2026-11-26' },
  },
];

/** The sign of which only old resources count, and how old. */
export const OLD_DAYS: Readonly<Record<string, number>> = { 'billed-snapshot': 90 };
