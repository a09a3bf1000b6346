/** A span of time in UTC; `end` is exclusive. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}
