import type { OpenSource } from '#app/ingest/source.ts';

/** A source over a bill whose sums are known by other means: a specification, a provider's page, hand arithmetic. */
export interface SourceCase {
  /** Settings as in finops.yml, and what they need around them. */
  readonly open: () => Promise<{
    readonly source: OpenSource;
    readonly close: () => Promise<void>;
  }>;
  readonly expected: {
    /** Scopes, and of each how many charges. */
    readonly scopes: Readonly<Record<string, number>>;
    readonly rejected: number;
    /** Sums over all scopes, `12.5 USD`. */
    readonly billed: readonly string[];
    readonly effective: readonly string[];
  };
}
