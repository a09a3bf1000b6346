import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { smaller, times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';

/** A gateway is billed by the hour for each machine, but for no more than 32. */
const BILLED_MACHINES = 32;

/** A NAT gateway: hours for the machines behind it and data processed. */
export const computeRouterNat: ResourceType = {
  types: ['google_compute_router_nat'],
  source: { url: 'https://cloud.google.com/nat/pricing', read: '2026-08-21' },
  usage: {
    assigned_vms: { unit: 'machines', means: 'machines that use the gateway', sizes: sizesAround(7) },
    monthly_data_processed_gb: {
      unit: 'GB',
      means: 'data in and out through the gateway in a month',
      sizes: sizesAround(150),
    },
  },
  parts: [
    part('Assigned VMs', (r) => ({
      name: 'Assigned VMs (first 32)',
      unit: 'VM-hours',
      quantity: times(smaller(r.usage('assigned_vms', 0), BILLED_MACHINES), HOURS_PER_MONTH),
      // The book states the hour of a gateway with 32 machines.
      price: {
        sum: [
          {
            share: '0.03125',
            query: {
              provider: 'google',
              service: 'networking',
              family: 'cloud-nat',
              key: 'gateway-max-32-vms',
              region: r.region,
            },
          },
        ],
        flags: [],
      },
      usageBased: true,
    })),
    part('Data processed', (r) => ({
      name: 'Data processed',
      unit: 'GB',
      quantity: r.usage('monthly_data_processed_gb'),
      price: {
        provider: 'google',
        service: 'networking',
        family: 'cloud-nat',
        key: 'data-processed',
        region: r.region,
      },
      usageBased: true,
    })),
  ],
};
