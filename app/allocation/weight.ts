import { z } from 'zod';
import { type Decimal, decimal } from '#app/measure/decimal.ts';

/** A share that a rule states: plain digits from 0 to 1, exact. */
export const Weight = z
  .string()
  .regex(/^(0?\.\d{1,30}|0|1|1\.0{1,30}|0\.\d{1,30})$/, 'a share from 0 to 1, such as 0.25')
  .transform((text): Decimal => decimal(text));
