import { times } from '#app/measure/quantity.ts';
import type { Component } from '../resource-type.ts';
import { readCustomMachine } from './custom-machine.ts';
import type { MachineUse } from './machine-components.ts';

const SYSTEMS: readonly (readonly [RegExp, string, string])[] = [
  [/windows/, 'windows', 'Windows Server'],
  [/rhel-sap|rhel.*sap/, 'rhel-sap', 'RHEL for SAP'],
  [/rhel/, 'rhel', 'RHEL'],
  [/sles.*sap/, 'sles-sap', 'SLES for SAP'],
  [/sles/, 'sles', 'SLES'],
];

/**
 * The licence of a paid image, which Google bills as a charge of its own, by the machine type.
 * https://cloud.google.com/compute/disks-image-pricing#premiumimages (facts read 2026-08-21). Images of one's own are
 * recognised by their name or family only.
 */
export function licenceComponent(image: string | undefined, use: MachineUse): Component | undefined {
  const name = image?.toLowerCase() ?? '';
  if (/byos|byol/.test(name) || readCustomMachine(use.machineType)) return undefined;
  const [, os, label] = SYSTEMS.find(([pattern]) => pattern.test(name)) ?? [];
  if (!os) return undefined;
  return {
    name: `Licence (${label})`,
    unit: 'hours',
    quantity: times(use.hours, use.count),
    price: {
      provider: 'google',
      service: 'compute-engine',
      family: 'os-license',
      key: use.machineType,
      region: 'global',
      attributes: { os },
    },
    ...(use.path ? { path: use.path } : {}),
  };
}
