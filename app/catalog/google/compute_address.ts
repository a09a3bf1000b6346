import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { externalIpPrice } from './external-ip-price.ts';
import { purchaseOption } from './purchase-option.ts';

/** A reserved external address: in use by a machine, or reserved and unused. Internal ones are free. */
export const computeAddress: ResourceType = {
  types: ['google_compute_address', 'google_compute_global_address'],
  source: { url: 'https://cloud.google.com/vpc/network-pricing#ipaddress', read: '2026-08-21' },
  usage: {},
  parts: [part('IP address', address)],
};

/** An address on a forwarding rule costs nothing beside the rule (the page above). */
function address(r: ResourceReader): Component | undefined {
  if (r.text('address_type', 'EXTERNAL').toUpperCase() === 'INTERNAL' || r.has('purpose')) return undefined;
  const rules = ['google_compute_forwarding_rule', 'google_compute_global_forwarding_rule'];
  if (rules.some((type) => r.referrers(type).length > 0)) return undefined;
  const [machine] = r.referrers('google_compute_instance');
  const option = machine ? purchaseOption(machine.block('scheduling'), machine).name : undefined;
  const use = option === undefined ? 'unused' : option === 'preemptible' ? 'preemptible VM' : 'standard VM';
  // An anycast address of the whole world costs what one of us-central1 does.
  const region = r.type === 'google_compute_global_address' ? 'us-central1' : r.region;
  return {
    name: `IP address (${use})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    price: externalIpPrice(use, region),
  };
}
