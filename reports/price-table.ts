import type { PriceListing } from '#app/pricing/list-prices.ts';
import type { PriceBookStatus } from '#app/pricing/status.ts';
import { columns } from './columns.ts';

/** The prices that `finops prices show` found. */
export function priceListing(listing: PriceListing, type: string): string {
  if (listing.total === 0)
    return `The book has no price for ${type}; try a service (ec2, nat-gateway) or a part of a key.`;
  const rows = listing.prices.map((each) => [
    `${each.provider}/${each.service}/${each.family}/${each.key}`,
    Object.entries(each.attributes)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    each.region,
    each.tierStart === '0' ? '' : `from ${each.tierStart}`,
    each.amount,
    each.unit,
    each.effectiveDate,
    each.flags.join(' '),
  ]);
  const head = ['Price', 'Attributes', 'Region', 'Tier', 'USD', 'per', 'Date', 'Flags'];
  const align = ['left', 'left', 'left', 'left', 'right', 'left', 'left', 'left'] as const;
  const more = listing.total > rows.length ? [`… and ${listing.total - rows.length} more; name a --region`] : [];
  return [...columns([head, ...rows], align), ...more].join('\n');
}

function signatureText({ signature }: PriceBookStatus): string {
  if (signature.state !== 'verified') return `${signature.state}: ${signature.reason}`;
  return `verified: signed as the book of ${signature.asOf} by key ${signature.keyId.slice(0, 16)}`;
}

/** Age, signature and coverage of a book. */
export function priceStatus(status: PriceBookStatus): string {
  const rows = status.coverage.map((each) => [
    `${each.provider}/${each.service}`,
    String(each.prices),
    String(each.regions),
    each.oldest,
    each.newest,
    String(each.flagged),
  ]);
  const head = ['Service', 'Prices', 'Regions', 'Oldest', 'Newest', 'Flagged'];
  const align = ['left', 'right', 'right', 'left', 'left', 'right'] as const;
  return [
    `As of      ${status.asOf} (${status.ageDays} days old)`,
    `Prices     ${status.prices} in ${status.currency}`,
    `Digest     ${status.digest}`,
    `Signature  ${signatureText(status)}`,
    '',
    ...columns([head, ...rows], align),
  ].join('\n');
}
