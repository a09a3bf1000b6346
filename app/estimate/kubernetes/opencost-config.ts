import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { decimal } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type OpenCostRates, openCostDefaults } from './kubernetes-pricing.ts';

const Rate = z.string().regex(/^\d{1,9}(\.\d{1,15})?$/);

/** The fields of OpenCost's `configs/default.json` and of its answer to `/customPricing` that are rates here. */
const Config = z.object({
  CPU: Rate.optional(),
  RAM: Rate.optional(),
  GPU: Rate.optional(),
  storage: Rate.optional(),
  firstFiveForwardingRulesCost: Rate.optional(),
  defaultLBPrice: Rate.optional(),
  currencyCode: z.string().optional(),
});

/**
 * The rates that an OpenCost uses, by the hour; what its configuration does not state is OpenCost's default. An amount
 * in another currency than USD must state every rate.
 * @throws InputError when `document` is not such a configuration.
 */
export function openCostRates(
  document: unknown,
  from: { readonly file: string; readonly asOf: string },
): OpenCostRates {
  const parsed = Config.safeParse(document);
  if (!parsed.success) {
    throw new InputError('not a price configuration of OpenCost', { place: { file: from.file }, cause: parsed.error });
  }
  const { CPU, RAM, GPU, storage, currencyCode = 'USD' } = parsed.data;
  const balancer = parsed.data.defaultLBPrice ?? parsed.data.firstFiveForwardingRulesCost;
  if (currencyCode !== 'USD' && [CPU, RAM, GPU, storage, balancer].some((each) => each === undefined)) {
    throw new InputError(`rates in ${currencyCode} must all be stated`, { place: { file: from.file } });
  }
  const defaults = openCostDefaults();
  return {
    cpu: CPU === undefined ? defaults.cpu : decimal(CPU),
    memory: RAM === undefined ? defaults.memory : decimal(RAM),
    gpu: GPU === undefined ? defaults.gpu : decimal(GPU),
    storage: storage === undefined ? defaults.storage : decimal(storage).times(HOURS_PER_MONTH),
    loadBalancer: balancer === undefined ? defaults.loadBalancer : decimal(balancer),
    currency: currencyCode,
    asOf: from.asOf,
  };
}
