import type { Decimal } from '#app/measure/decimal.ts';

/** A price of one unit, with where it comes from. */
export interface Rate {
  readonly amount: Decimal;
  readonly currency: string;
  /** The list price, where `amount` is a contracted or a committed one. */
  readonly listAmount?: Decimal;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly flags: readonly string[];
}

/** A rate, or why there is none. */
export type RateAnswer = { readonly rate: Rate } | { readonly unpriced: string };

/** What pods are charged for an hour of one vCPU, one GiB of memory and one GPU. */
export interface ComputeRates {
  readonly cpu: RateAnswer;
  readonly memory: RateAnswer;
  readonly gpu: RateAnswer;
  /** Devices that are charged as GPUs are; left out: those of NVIDIA and AMD. */
  readonly gpuNames?: ReadonlySet<string>;
  /** For a GiB of disk space and hour; absent where the node brings it along. */
  readonly ephemeralStorage?: RateAnswer;
}
