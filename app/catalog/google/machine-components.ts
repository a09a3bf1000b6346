import { type Quantity, times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { type CustomMachine, customPrice, customSpotPrices, readCustomMachine } from './custom-machine.ts';
import { optionPrice, type PurchaseOption } from './purchase-option.ts';
import { spotMachinePrices } from './spot-prices.ts';
import { machineDiscount } from './sustained-use.ts';

/** Alike machines as a resource or a node pool states them. */
export interface MachineUse {
  /** Of the resource that they belong to: it knows the sizes of machine types. */
  readonly resource: ResourceReader;
  readonly region: string;
  readonly machineType: string;
  readonly option: PurchaseOption;
  /** Hours a month that one of them runs. */
  readonly hours: Quantity;
  readonly count: Quantity | number;
  readonly path?: readonly string[];
}

/** What machines are billed for: hours of a predefined type, or vCPUs and memory of a custom one. */
export function machineComponents(use: MachineUse): readonly Component[] {
  if (use.machineType === '') return [];
  const custom = readCustomMachine(use.machineType);
  return custom ? customComponents(custom, use) : [predefined(use)];
}

function predefined(use: MachineUse): Component {
  return {
    name: `Instance usage (Linux/UNIX, ${use.option.name}, ${use.machineType})`,
    ...optionPrice({ onDemand: machineTypePrice(use.machineType, use.region), spot: spotPrices(use) }, use.option),
    ...shared(use),
  };
}

function spotPrices({ resource, machineType, region }: MachineUse): ReturnType<typeof spotMachinePrices> {
  return spotMachinePrices({ machineType, region, spec: resource.machine('google', machineType) });
}

/** The hourly price of a predefined machine type. */
function machineTypePrice(machineType: string, region: string): PriceQuery {
  return {
    provider: 'google',
    service: 'compute-engine',
    family: 'machine-type',
    key: machineType,
    region,
    attributes: { os: 'linux' },
  };
}

function customComponents(machine: CustomMachine, use: MachineUse): readonly Component[] {
  const label = `Linux/UNIX, ${use.option.name}, ${machine.family.toUpperCase()}`;
  const row = (name: string, part: 'vcpu' | 'memory' | 'extended-memory', size: number): Component => ({
    name,
    ...optionPrice(
      {
        onDemand: customPrice(part, { family: machine.family, region: use.region }),
        spot: customSpotPrices(part, { family: machine.family, region: use.region }),
      },
      use.option,
    ),
    priceUnitsPerUnit: size,
    ...shared(use),
  });
  const rows = [
    row(`Custom instance CPU (${label} ${machine.vcpus} vCPUs)`, 'vcpu', machine.vcpus),
    row(`Custom Instance RAM (${label} ${machine.memoryGiB} GB)`, 'memory', machine.memoryGiB),
  ];
  if (machine.extendedGiB > 0) {
    const name = `Custom Instance Extended RAM (${label} ${machine.extendedGiB} GB)`;
    rows.push(row(name, 'extended-memory', machine.extendedGiB));
  }
  return rows;
}

function shared(use: MachineUse): Pick<Component, 'unit' | 'quantity' | 'discount' | 'path'> {
  const discount = use.option.name === 'on-demand' ? machineDiscount(use.machineType, use.hours) : 0;
  return {
    unit: 'hours',
    quantity: times(use.hours, use.count),
    ...(discount > 0 ? { discount } : {}),
    ...(use.path ? { path: use.path } : {}),
  };
}
