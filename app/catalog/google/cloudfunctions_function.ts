import { per, type Quantity, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { alikeInAll, sizesAround } from '../usage-sizes.ts';
import { isTierOne } from './cloud-run-price.ts';
import { examplePrice } from './example-price.ts';

/** MHz that come with the memory. https://cloud.google.com/functions/pricing-1stgen (facts read 2026-08-21). */
const MHZ_BY_MEMORY_MB: Readonly<Record<number, number>> = {
  128: 200,
  256: 400,
  512: 800,
  1024: 1400,
  2048: 2400,
  4096: 4800,
  8192: 4800,
};

/** A function of the first generation: compute time, calls and traffic beyond the free ones. */
export const cloudfunctionsFunction: ResourceType = {
  types: ['google_cloudfunctions_function'],
  source: { url: 'https://cloud.google.com/functions/pricing-1stgen', read: '2026-08-21' },
  usage: {
    monthly_function_invocations: { unit: 'invocations', means: 'calls in a month', sizes: sizesAround(20_000_000) },
    request_duration_ms: {
      unit: 'ms',
      means: 'average duration of a call, billed in steps of 100 ms',
      sizes: alikeInAll(100),
    },
    monthly_outbound_data_gb: { unit: 'GB', means: 'data sent out in a month', sizes: sizesAround(60) },
  },
  parts: [
    part('CPU', (r) => compute(r, 'CPU')),
    part('Memory', (r) => compute(r, 'Memory')),
    part('Invocations', (r) => ({
      name: 'Invocations',
      unit: 'invocations',
      quantity: r.usage('monthly_function_invocations'),
      price: examplePrice('Invocations', { type: 'google_cloudfunctions_function' }),
      usageBased: true,
    })),
    part('Outbound data transfer', (r) => ({
      name: 'Outbound data transfer',
      unit: 'GB',
      quantity: r.usage('monthly_outbound_data_gb'),
      price: examplePrice('Outbound data transfer', { type: 'google_cloudfunctions_function' }),
      usageBased: true,
    })),
  ],
};

function compute(r: ResourceReader, name: 'CPU' | 'Memory'): Component {
  const memoryMb = r.number('available_memory_mb', 256);
  const size = name === 'CPU' ? (MHZ_BY_MEMORY_MB[memoryMb] ?? 4800) / 1000 : memoryMb / 1024;
  const query = examplePrice(name, { type: 'google_cloudfunctions_function' });
  return {
    name,
    unit: name === 'CPU' ? 'GHz-seconds' : 'GB-seconds',
    quantity: times(seconds(r), size),
    // The examples are of the first price tier; the second costs 1.4 times as much (the page above).
    price: isTierOne(r.region) ? query : { sum: [{ share: '1.4', query }], flags: ['derived'] },
    usageBased: true,
  };
}

function seconds(r: ResourceReader): Quantity {
  const steps = roundUp(per(r.usage('request_duration_ms', 100), 100));
  return times(r.usage('monthly_function_invocations'), per(steps, 10));
}
