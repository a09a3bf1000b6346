import { type Quantity, times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { Component, DerivedPrice } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';
import type { MachineUse } from './machine-components.ts';
import { optionPrice } from './purchase-option.ts';
import { spotAttachedPrices } from './spot-prices.ts';
import { acceleratorDiscount } from './sustained-use.ts';

const NAMES: Readonly<Record<string, string>> = {
  'nvidia-tesla-t4': 'NVIDIA Tesla T4',
  'nvidia-tesla-p4': 'NVIDIA Tesla P4',
  'nvidia-tesla-v100': 'NVIDIA Tesla V100',
  'nvidia-tesla-p100': 'NVIDIA Tesla P100',
  'nvidia-tesla-k80': 'NVIDIA Tesla K80',
  'nvidia-tesla-a100': 'NVIDIA Tesla A100',
  'nvidia-l4': 'NVIDIA L4',
  'nvidia-a100-80gb': 'NVIDIA A100 80GB',
  'nvidia-h100-80gb': 'NVIDIA H100 80GB',
};

/** The examples state what is paid with the full month's discount of 30 %; the list price is that divided by 0.7. */
const DISCOUNTED_EXAMPLES: readonly string[] = ['nvidia-tesla-k80', 'nvidia-tesla-a100'];

/** What the GPUs in `guest_accelerator` blocks are billed for. https://cloud.google.com/compute/gpus-pricing */
export function acceleratorComponents(
  blocks: readonly BlockReader[],
  of: { readonly resource: ResourceReader; readonly use: MachineUse },
): readonly Component[] {
  return blocks.flatMap((block) => {
    const count = block.number('count', 1);
    const type = block.text('type', '').split('/').at(-1) ?? '';
    return type === '' || count === 0 ? [] : [accelerator(type, times(of.use.count, count), of)];
  });
}

function accelerator(
  type: string,
  count: Quantity,
  { resource, use }: { readonly resource: ResourceReader; readonly use: MachineUse },
): Component {
  // A2, A3, G2 and G4 types are priced with their GPUs: https://cloud.google.com/compute/gpus-pricing (facts read 2026-08-21).
  const isIncluded = (resource.machine('google', use.machineType)?.gpuCount ?? 0) > 0;
  const discount = isIncluded || use.option.name !== 'on-demand' ? 0 : acceleratorDiscount(type, use.hours);
  const price: Pick<Component, 'price' | 'otherPrices'> = isIncluded
    ? { price: { sum: [], flags: ['included-in-machine-type'] } }
    : optionPrice({ onDemand: listPrice(type, use.region), spot: spotPrices(type, use.region) }, use.option);
  return {
    name: `${NAMES[type] ?? type} (${use.option.name})`,
    unit: 'hours',
    quantity: times(use.hours, count),
    ...price,
    ...(discount > 0 ? { discount } : {}),
    ...(use.path ? { path: use.path } : {}),
  };
}

function listPrice(type: string, region: string): PriceQuery | DerivedPrice {
  if (DISCOUNTED_EXAMPLES.includes(type)) {
    const source = type === 'nvidia-tesla-a100' ? 'google_container_node_pool' : 'google_compute_instance';
    const query = examplePrice(`${NAMES[type]} (on-demand)`, { type: source, region });
    return { sum: [{ share: '1.42857142857142857142857142857', query }], flags: ['derived'] };
  }
  return { provider: 'google', service: 'compute-engine', family: 'gpu', key: keyOf(type), region };
}

function spotPrices(type: string, region: string): readonly DerivedPrice[] {
  return spotAttachedPrices('gpu', { key: keyOf(type), region });
}

function keyOf(type: string): string {
  return type.replace('tesla-', '').replace(/-vws$/, '-virtual-workstation');
}
