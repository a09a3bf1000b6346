import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

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
  return {
    name: `Instance usage (${system}, ${option}, ${size})`,
    unit: 'hours',
    quantity: hours,
    price: {
      provider: 'azure',
      service: 'virtual-machines',
      family: 'vm',
      key: /^(standard|basic)_/i.test(size) ? size : `Standard_${size}`,
      region: r.region,
      attributes: { os: licensed ? 'windows' : 'linux', ...(spot ? { option: 'spot' } : {}) },
    },
    // The book prices machines whose price with Windows it saw nowhere else from the example of this very size.
    otherPrices: spot
      ? []
      : ['azurerm_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_kubernetes_cluster_node_pool'].map(
          (service) => {
            const family = `Instance usage (${licensed ? 'Windows' : 'Linux'}, pay as you go, ${size})`;
            const key = family
              .toLowerCase()
              .replace(/[^a-z0-9.]+/g, '-')
              .replace(/-$/, '');
            return { price: { provider: 'azure', service, family, key, region: r.region } };
          },
        ),
    ...(path ? { path } : {}),
  };
}

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
