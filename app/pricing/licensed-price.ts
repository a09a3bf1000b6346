import { Decimal, decimal } from '#app/measure/decimal.ts';
import type { MachineSpec, Price, PriceLookup, PriceProvider, PriceQuery } from './price.ts';

export interface LicenceParts {
  readonly find: (query: PriceQuery) => PriceLookup;
  readonly machine: (provider: PriceProvider, type: string) => MachineSpec | null;
}

/** Where a machine with a licence is one price of the provider, and the book may know it only in two parts. */
const MACHINES: Readonly<Record<PriceProvider, string>> = {
  aws: 'ec2/instance',
  azure: 'virtual-machines/vm',
  // Google bills licences as charges of their own, so they are components, not parts of a price.
  google: '',
};

/** SQL Server is licensed for at least four cores (`min_vcpu` in the price facts). */
const LEAST_SQL_CORES = 4;

/**
 * The price of a machine with a licence in a region where the book lists only the one with Linux: that price and the
 * licence's, which is the same in all regions (rows of region `*`). Flagged `derived`; null when a part is missing too.
 */
export function licensedPrice(query: PriceQuery, parts: LicenceParts): Price | null {
  if (`${query.service}/${query.family}` !== MACHINES[query.provider]) return null;
  const { sw, ...system } = query.attributes ?? {};
  if (sw)
    return add(
      found(parts.find({ ...query, attributes: system })),
      perCore({ query, key: sw, least: LEAST_SQL_CORES }, parts),
    );
  const os = system['os'];
  if (!os || os === 'linux') return null;
  const linux = found(parts.find({ ...query, attributes: { ...system, os: 'linux' } }));
  const uplift = { ...query, family: 'os-license-uplift', attributes: { os } };
  return add(linux, found(parts.find(uplift)) ?? perCore({ query, key: os, least: 0 }, parts));
}

interface PerCore {
  readonly query: PriceQuery;
  readonly key: string;
  readonly least: number;
}

/** A licence that is sold by core. The small burstable types are priced otherwise. */
function perCore({ query, key, least }: PerCore, parts: LicenceParts): Price | null {
  if (query.provider !== 'aws' || (least === 0 && /^t[23]a?\./.test(query.key))) return null;
  const machine = parts.machine(query.provider, query.key);
  const rate = found(parts.find({ ...query, family: 'os-license-rate', key, attributes: {} }));
  if (!machine || !rate) return null;
  const cores = Decimal.max(decimal(machine.vcpu), least);
  return { ...rate, amount: rate.amount.times(cores), unit: 'hour' };
}

function add(machine: Price | null, licence: Price | null): Price | null {
  if (!machine || !licence || machine.unit !== licence.unit || machine.currency !== licence.currency) return null;
  const [older = ''] = [machine.effectiveDate, licence.effectiveDate].sort();
  return {
    ...machine,
    amount: machine.amount.plus(licence.amount),
    effectiveDate: older,
    source: machine.source === licence.source ? machine.source : `${machine.source} + ${licence.source}`,
    flags: [...new Set([...machine.flags, ...licence.flags, 'derived'])].sort(),
  };
}

function found(lookup: PriceLookup): Price | null {
  return lookup.state === 'found' ? lookup.price : null;
}
