import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, OtherPrice } from '../resource-type.ts';
import { spotPrice } from '../spot-discount.ts';
import { priceRow, slug } from './price-row.ts';

/** Machines of one size. */
export interface MachineUse {
  readonly size: string;
  readonly system: 'Linux' | 'Windows';
  /** True with Azure Hybrid Benefit, where the licence is the customer's own. */
  readonly ownLicence?: boolean;
  /** `Spot` machines are sold at a price of their own, which changes all the time. */
  readonly priority?: string | undefined;
  readonly hours: Quantity;
  readonly path?: readonly string[];
}

/** The hours of virtual machines; without a licence Windows costs what Linux costs. */
export function machineRow(r: ResourceReader, use: MachineUse): Component {
  const { size, system, hours, path } = use;
  const spot = use.priority?.toLowerCase() === 'spot';
  const option = spot ? 'spot' : use.ownLicence ? 'hybrid benefit' : 'pay as you go';
  const licensed = system === 'Windows' && !use.ownLicence;
  const listed: PriceQuery = {
    provider: 'azure',
    service: 'virtual-machines',
    family: 'vm',
    key: /^(standard|basic)_/i.test(size) ? size : `Standard_${size}`,
    region: r.region,
    attributes: { os: licensed ? 'windows' : 'linux' },
  };
  const row = { name: `Instance usage (${system}, ${option}, ${size})`, unit: 'hours', quantity: hours };
  const place = path ? { path } : {};
  if (spot) {
    const asSpot = { ...listed, attributes: { ...listed.attributes, option: 'spot' } };
    return { ...row, ...spotPrice({ onDemand: listed, listed: asSpot }, r), ...place };
  }
  const seen = examples(r, { size, system: licensed ? 'Windows' : 'Linux' });
  // Outside Europe the list has Windows only as Linux and a licence, so an example of the whole is the better price.
  const [first, ...others] = (licensed ? [...seen, { price: listed }] : [{ price: listed }, ...seen]) as [
    OtherPrice,
    ...OtherPrice[],
  ];
  return { ...row, price: first.price, otherPrices: others, ...place };
}

/** Examples of this very size, for machines that the list of prices does not hold (any more). */
function examples(r: ResourceReader, about: { readonly size: string; readonly system: string }): readonly OtherPrice[] {
  const family = `Instance usage (${about.system}, pay as you go, ${about.size})`;
  return EXAMPLE_TYPES.map((service) => {
    return { price: { provider: 'azure', service, family, key: slug(family), region: r.region } };
  });
}

const EXAMPLE_TYPES: readonly string[] = [
  'azurerm_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_kubernetes_cluster_node_pool',
  'azurerm_machine_learning_compute_cluster',
];

/** Hours a month, 730 unless the usage says otherwise. */
export function monthlyHours(r: ResourceReader, key = 'monthly_hrs'): Quantity {
  return r.usage(key, HOURS_PER_MONTH);
}

/** Whether a machine that may use ultra disks has none attached: the reservation for each vCPU, by usage only. */
export function ultraReservation(r: ResourceReader): Component {
  return priceRow(r, {
    name: 'Ultra disk reservation (if unattached)',
    unit: 'vCPU',
    quantity: { state: 'usage', key: 'vCPUs of machines with ultra disks enabled and none attached' },
    usageBased: true,
    listed: {
      service: 'managed-disks',
      family: 'ultra-disks',
      key: 'ultra-lrs',
      attributes: { meter: 'Ultra LRS Reservation per vCPU Provisioned' },
      perUnit: HOURS_PER_MONTH,
    },
    examples: [{ type: 'azurerm_linux_virtual_machine' }, { type: 'azurerm_virtual_machine' }],
  });
}
