import { remember } from '../remember.ts';

/** A unit of measure of Azure, taken apart. */
export interface AzureUnit {
  /** How many of `unit` are priced at once: 10000 of `10K`. A whole number. */
  readonly block: string;
  /** `Hours`, `GB/Month`. */
  readonly unit: string;
}

const SCALE: Readonly<Record<string, number>> = { K: 3, M: 6, B: 9 };

/** Azure's words for units, where making a plural of them is not enough; in lower case, singular. */
const WORDS: Readonly<Record<string, string>> = {
  '': 'Units',
  'api call': 'Requests',
  call: 'Calls',
  hr: 'Hours',
  hora: 'Hours',
  小时: 'Hours',
  mes: 'Months',
  月: 'Months',
  gb: 'GB',
  mau: 'Users/Month',
  vm: 'Virtual Machines',
  unassigned: 'Units',
};

const TIMES: Readonly<Record<string, string>> = { hora: 'Hour', 小时: 'Hour', mes: 'Month', 月: 'Month' };
const RATES: Readonly<Record<string, string>> = { annual: 'Year', daily: 'Day', hourly: 'Hour' };
const AS_WRITTEN = /^(?:[KMGTP]i?B|IOPS|Mbps|Count|DBU|DB)$/;

/**
 * A price's unit as Azure writes it (`10K`, `100 GB/Month`, `1 Hour`) as block and unit; null where it says nothing.
 * https://learn.microsoft.com/azure/cost-management-billing/dataset-schema/cost-usage-details-ea, UnitOfMeasure
 * (read 2026-11-26).
 */
export const azureUnit: (text: string) => AzureUnit | null = remember((text) => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const [, digits = '1', scale = '', rest = ''] =
    /^(?:per\s+)?(\d[\d,]*)?(?:([KMB])(?=\s|\/|$))?\s*(.*)$/i.exec(trimmed) ?? [];
  const block = digits.replaceAll(',', '') + '0'.repeat(SCALE[scale.toUpperCase()] ?? 0);
  // `1 1 Hour` and `1/10 Days`.
  const named = rest.replace(/^1 (?=\D)/, '').trim();
  return { block, unit: unitName(named) };
});

function unitName(text: string): string {
  const [thing = '', ...times] = text.split('/').map((part) => part.trim());
  const rate = /^(annual|daily|hourly)\s+(.+)$/i.exec(thing);
  if (rate) return `${plural(rate[2] ?? '')}/${RATES[(rate[1] ?? '').toLowerCase()]}`;
  const name = plural(thing.replace(/\s*\([^)]*\)$/, ''));
  return times.length === 0 ? name : `${name}/${times.map(timeName).join('/')}`;
}

function timeName(text: string): string {
  return TIMES[text.toLowerCase()] ?? capital(text);
}

/** The last word in plural: `Hour` → `Hours`, `GB Second` → `GB Seconds`; sizes stay as they are. */
function plural(text: string): string {
  const words = text.split(/\s+/).map(capital);
  const last = words.at(-1) ?? '';
  const singular = text.toLowerCase().replace(/^por /, '').replace(/s$/, '');
  const known = WORDS[singular];
  if (known !== undefined) return known;
  if (AS_WRITTEN.test(last) || last.endsWith('s')) return words.join(' ');
  const many = /[^aeiou]y$/.test(last) ? `${last.slice(0, -1)}ies` : `${last}s`;
  return [...words.slice(0, -1), many].join(' ');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
