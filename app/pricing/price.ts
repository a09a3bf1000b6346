import type { Decimal } from '#app/measure/decimal.ts';

export type PriceProvider = 'aws' | 'azure' | 'google';

/**
 * Names exactly one list price. `service`, `family` and `key` are the book's own words
 * (`aws` / `ec2` / `instance` / `m5.large`); an attribute that is left out matches only when it does not decide.
 */
export interface PriceQuery {
  readonly provider: PriceProvider;
  readonly service: string;
  readonly family: string;
  readonly key: string;
  /** The provider's region code: `eu-west-1`, `westeurope`, `europe-west1`. */
  readonly region: string;
  /** `''` asks for prices that do not state the attribute at all. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The book's unit (`hour`, `gb-month`, …) where one key is sold by several. */
  readonly unit?: string;
  /** First unit that the price applies to, in the price's own unit. Zero when left out. */
  readonly tierStart?: number | string;
}

/** One list price, for one `unit`. */
export interface Price {
  readonly amount: Decimal;
  readonly currency: string;
  /** The book's unit: `hour`, `gb-month`, `request`, … */
  readonly unit: string;
  /** The unit as the provider lists it, where it holds several of `unit`: `10k operations`. */
  readonly listedUnit?: string;
  /** Date on which the source stated the price, `YYYY-MM-DD`. */
  readonly effectiveDate: string;
  readonly source: string;
  readonly tierStart: Decimal;
  /** Why the price is weaker than a listed one: `derived`, `low-confidence`, `old`, … Empty for a sound price. */
  readonly flags: readonly string[];
  /** The list price, where `amount` is a contracted or a committed one. */
  readonly listAmount?: Decimal;
  /** Set when the price is of another region, which only happens where the configuration allows it. */
  readonly fromRegion?: string;
}

/** Exactly one price, none, or several that the query does not tell apart: never "the smallest of several". */
export type PriceLookup =
  | { readonly state: 'found'; readonly price: Price }
  | { readonly state: 'none'; readonly reason: string }
  | { readonly state: 'ambiguous'; readonly reason: string };

/** A dated set of list prices. */
export interface PriceBook {
  /** Newest effective date in the book, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly currency: string;
  /** `sha256:…` over the book's manifest. */
  readonly digest: string;
  /** @throws InputError when the book is damaged; a missing price is a value. */
  find(query: PriceQuery): PriceLookup;
  /** Number of vCPUs and GiB of memory of a machine type, null when the book does not know it. */
  machine(provider: PriceProvider, type: string): MachineSpec | null;
}

export interface MachineSpec {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly architecture: string;
  readonly gpuCount: number;
  readonly gpuModel: string | null;
  readonly burstable: boolean;
  /** `current` or `previous`. */
  readonly generation: string;
  readonly family: string;
}
