import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { SPOT_USAGE, spotPrice } from '../spot-discount.ts';
import type { OperatingSystem } from './operating-system.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { reservedPrice } from './reserved-price.ts';
import { usageKey } from './usage-key.ts';

/** One EC2 instance, or `count` equal ones. */
export interface Machine {
  readonly type: string;
  readonly system: OperatingSystem;
  readonly tenancy: string;
  readonly purchase: 'on-demand' | 'spot' | 'reserved';
  readonly ebsOptimized: boolean;
  readonly monitoring: boolean;
  readonly cpuCredits: string | undefined;
  readonly accelerator: string | undefined;
  readonly count: Quantity | number;
  /** Hours in a month. */
  readonly hours: Quantity | number;
  readonly path: readonly string[];
}

/** Usage keys of everything that runs EC2 instances. */
export const instanceUsage: Readonly<Record<string, UsageKey>> = {
  operating_system: usageKey('linux, windows, suse or rhel', 'Operating system of the instances'),
  reserved_instance_type: usageKey('standard or convertible', 'Offering class of a reserved instance'),
  reserved_instance_term: usageKey('1_year or 3_year', 'Term of a reserved instance'),
  reserved_instance_payment_option: usageKey(
    'no_upfront, partial_upfront or all_upfront',
    'Payment option of a reserved instance',
  ),
  ...SPOT_USAGE,
  monthly_cpu_credit_hrs: usageKey('hours', 'Hours of a month in which an instance bursts beyond its baseline'),
  vcpu_count: usageKey('vCPU', 'vCPUs of an instance, where the price book does not know its type'),
};

/** Metrics of detailed monitoring: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
const DETAILED_METRICS = 7;

/** Whether the usage states a reserved instance, else what the configuration buys. */
export function purchaseOf(resource: ResourceReader, spot: 'spot' | 'on-demand'): Machine['purchase'] {
  return resource.usageText('reserved_instance_term') === undefined ? spot : 'reserved';
}

/** What running `machine` is billed for. https://aws.amazon.com/ec2/pricing/on-demand/ */
export function instanceRows(machine: Machine, resource: ResourceReader): readonly Component[] {
  const { region } = resource;
  const { path } = machine;
  const hours = times(machine.hours, machine.count);
  const rows: Component[] = [
    {
      name: `Instance usage (${machine.system.label}, ${machine.purchase}, ${machine.type})`,
      unit: 'hours',
      quantity: hours,
      ...machinePrice(machine, resource),
      path,
    },
  ];
  if (machine.ebsOptimized) {
    const price = optimizedPrice(machine.type, resource);
    rows.push({ name: 'EBS-optimized usage', unit: 'hours', quantity: hours, price, path, onlyIfPriced: true });
  }
  if (machine.monitoring) {
    const price = priceOf('cloudwatch/metric/custom', { region });
    const quantity = times(DETAILED_METRICS, machine.count);
    rows.push({ name: 'EC2 detailed monitoring', unit: 'metrics', quantity, price, path, onlyIfPriced: true });
  }
  if (machine.accelerator) {
    const name = `Inference accelerator (${machine.accelerator})`;
    rows.push({
      name,
      unit: 'hours',
      quantity: hours,
      price: priceOf(`elastic-inference/accelerator/${machine.accelerator}`, { region }),
      path,
    });
  }
  return [...rows, ...creditRows(machine, resource)];
}

function machinePrice(machine: Machine, resource: ResourceReader): Pick<Component, 'price' | 'withoutPrice'> {
  const { purchase, type } = machine;
  const priced = (bought: Machine['purchase']) =>
    priceOf(`ec2/instance/${type}`, {
      region: resource.region,
      attributes: instanceAttributes({ ...machine, purchase: bought }, resource),
    });
  if (purchase === 'spot') return spotPrice({ onDemand: priced('on-demand'), listed: priced('spot') }, resource);
  // Reserved rates are known for Linux on shared hardware.
  if (purchase === 'on-demand' || machine.system.os !== 'linux' || machine.tenancy === 'dedicated') {
    return { price: priced(purchase) };
  }
  const told = { class: resource.usageText('reserved_instance_type') ?? 'standard' };
  const family = type.split('.')[0] ?? '';
  return { price: reservedPrice(priced('on-demand'), { resource, service: 'ec2', family, told }) };
}

/** Families that are EBS-optimized only at a charge. Later ones always are, and burstable ones do not list the option. */
const CHARGED_FAMILIES = /^(c1|c3|g2|i2|m1|m2|m3|r3|t\w*)\./;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html (facts read 2026-08-21). */
function optimizedPrice(type: string, resource: ResourceReader): Component['price'] {
  if (!CHARGED_FAMILIES.test(type)) return { sum: [], flags: ['included'] };
  return exampleOf('aws_instance/EBS-optimized usage', {
    region: resource.region,
    attributes: { instance_type: type },
  });
}

function instanceAttributes(machine: Machine, resource: ResourceReader): Readonly<Record<string, string>> {
  const base = { os: machine.system.os, tenancy: machine.tenancy === 'dedicated' ? 'dedicated' : 'shared' };
  if (machine.purchase === 'on-demand') return base;
  if (machine.purchase === 'spot') return { ...base, purchase: 'spot' };
  return {
    ...base,
    purchase: 'reserved',
    term: resource.usageText('reserved_instance_term') ?? '',
    payment: resource.usageText('reserved_instance_payment_option') ?? '',
    class: resource.usageText('reserved_instance_type') ?? 'standard',
  };
}

/**
 * Surplus credits of burstable instances in unlimited mode, which is t3's, t3a's and t4g's default but not t2's:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode-concepts.html
 */
function creditRows(machine: Machine, resource: ResourceReader): readonly Component[] {
  if (!/^t\d/.test(machine.type)) return [];
  const mode = machine.cpuCredits ?? (machine.type.startsWith('t2.') ? 'standard' : 'unlimited');
  const hours = resource.usage('monthly_cpu_credit_hrs');
  // An instance that stays within its baseline has none: without a statement there is nothing to bill.
  if (mode !== 'unlimited' || hours.state !== 'known' || hours.value.isZero()) return [];
  const vcpus = resource.usage('vcpu_count', resource.machine('aws', machine.type)?.vcpu ?? 2);
  const quantity = times(times(hours, vcpus), machine.count);
  const price = exampleOf('aws_instance/CPU credits', resource);
  return [{ name: 'CPU credits', unit: 'vCPU-hours', quantity, price, path: machine.path }];
}
