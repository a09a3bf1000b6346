import type { Database } from '#app/warehouse/database.ts';
import type { AppClient } from './app-client.ts';
import type { Metrics } from './metrics.ts';
import type { Explain, MayOverride, Review } from './review-port.ts';

/** One line of the server's log, as JSON by the door. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** What the jobs work with. */
export interface JobDeps {
  readonly app: AppClient;
  readonly database: Database;
  readonly review: Review;
  readonly explain: Explain;
  readonly mayOverride: MayOverride;
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Throws when another worker has taken the job over: nothing may be published then. */
  readonly confirm: () => Promise<void>;
  /** 1 the first time a job is done, more when it is done again after a failure or a crash. */
  readonly attempt: number;
}
