import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type OpenCostPricing, type OpenCostRateName, openCostDefaults } from './kubernetes-pricing.ts';

const Amount = z.number().nullish();

/** What of an allocation says what was paid for how much; other fields are left alone. */
const Allocation = z.object({
  cpuCoreHours: Amount,
  cpuCost: Amount,
  cpuCostAdjustment: Amount,
  ramByteHours: Amount,
  ramCost: Amount,
  ramCostAdjustment: Amount,
  gpuHours: Amount,
  gpuCost: Amount,
  gpuCostAdjustment: Amount,
  pvByteHours: Amount,
  pvCost: Amount,
  pvCostAdjustment: Amount,
  lbAllocations: z.record(z.string(), z.object({ cost: Amount, hours: Amount, adjustment: Amount })).nullish(),
});
type Allocation = z.infer<typeof Allocation>;

/** OpenCost's answer to `GET /allocation` (opencost/opencost docs/swagger.json, facts read 2026-08-21). */
const Answer = z.object({
  code: z.literal(200),
  data: z.array(z.record(z.string(), Allocation.nullable()).nullable()),
});

interface Measured {
  readonly cost: (each: Allocation) => readonly (number | null | undefined)[];
  readonly hours: (each: Allocation) => readonly (number | null | undefined)[];
  /** Units of the measured hours in one of the rate. */
  readonly divisor: Decimal;
  readonly perMonth: boolean;
}

const BYTES_PER_GIB = decimal(2).pow(30);
const ONE = decimal(1);

const MEASURED: Readonly<Record<OpenCostRateName, Measured>> = {
  cpu: {
    cost: (each) => [each.cpuCost, each.cpuCostAdjustment],
    hours: (each) => [each.cpuCoreHours],
    divisor: ONE,
    perMonth: false,
  },
  memory: {
    cost: (each) => [each.ramCost, each.ramCostAdjustment],
    hours: (each) => [each.ramByteHours],
    divisor: BYTES_PER_GIB,
    perMonth: false,
  },
  gpu: {
    cost: (each) => [each.gpuCost, each.gpuCostAdjustment],
    hours: (each) => [each.gpuHours],
    divisor: ONE,
    perMonth: false,
  },
  storage: {
    cost: (each) => [each.pvCost, each.pvCostAdjustment],
    hours: (each) => [each.pvByteHours],
    divisor: BYTES_PER_GIB,
    perMonth: true,
  },
  loadBalancer: {
    cost: (each) => Object.values(each.lbAllocations ?? {}).flatMap((one) => [one.cost, one.adjustment]),
    hours: (each) => Object.values(each.lbAllocations ?? {}).map((one) => one.hours),
    divisor: ONE,
    perMonth: false,
  },
};

/**
 * The rates that an OpenCost allocated by: of each resource, what all allocations paid for it, by their hours of it.
 * What the cluster had none of (GPUs, volumes, load balancers) keeps OpenCost's default, and that is said. USD.
 * @throws InputError when `answer` is no such answer, or holds no hour of CPU or memory.
 */
export function ratesFromAllocation(
  answer: unknown,
  from: { readonly name: string; readonly asOf: string },
): OpenCostPricing {
  const place = { file: from.name };
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) {
    throw new InputError('this is no answer of OpenCost to /allocation', { place, cause: parsed.error });
  }
  const allocations = parsed.data.data.flatMap((set) => Object.values(set ?? {})).flatMap((each) => each ?? []);
  const defaults = openCostDefaults();
  const measured = (name: OpenCostRateName): Decimal | null => measuredRate(allocations, MEASURED[name]);
  const cpu = measured('cpu');
  const memory = measured('memory');
  if (cpu === null || memory === null) {
    const remedy = 'give it time to collect, or leave its address out to use its default rates';
    throw new InputError('this OpenCost has allocated no CPU and memory yet', { place, remedy });
  }
  const others = { gpu: measured('gpu'), storage: measured('storage'), loadBalancer: measured('loadBalancer') };
  return {
    basis: 'opencost',
    origin: 'opencost-measured',
    assumed: (['gpu', 'storage', 'loadBalancer'] as const).filter((name) => others[name] === null),
    rates: {
      cpu,
      memory,
      gpu: others.gpu ?? defaults.gpu,
      storage: others.storage ?? defaults.storage,
      loadBalancer: others.loadBalancer ?? defaults.loadBalancer,
      currency: 'USD',
      asOf: from.asOf,
    },
  };
}

function measuredRate(allocations: readonly Allocation[], of: Measured): Decimal | null {
  const sum = (pick: Measured['cost']): Decimal =>
    allocations.flatMap(pick).reduce<Decimal>((total, each) => total.plus(decimal(each ?? 0)), ZERO);
  const hours = sum(of.hours).dividedBy(of.divisor);
  const cost = sum(of.cost);
  // A rate of nothing is none: OpenCost reports zero for what it could not price.
  if (!hours.greaterThan(0) || !cost.greaterThan(0)) return null;
  const rate = cost.dividedBy(hours);
  return of.perMonth ? rate.times(HOURS_PER_MONTH) : rate;
}
