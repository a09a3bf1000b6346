/** A resource of the cases for which our figure differs, why, and where that stands. */
export interface ReviewedCase {
  /** `ours`: our figure is the right one. `no-price`: neither, the book has no list price to be right with. */
  readonly verdict: 'ours' | 'no-price';
  readonly provider: 'aws' | 'azure' | 'google';
  readonly case: string;
  readonly address: RegExp;
  readonly reason: string;
  /** The provider's page that says so. */
  readonly source: string;
}
