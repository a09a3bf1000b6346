import { createExplain } from './create-explain.ts';
import { createReview, type ReviewKit } from './create-review.ts';
import { createServer, type RunningServer, type ServerOptions } from './create-server.ts';
import type { Log } from './job-deps.ts';
import { mayOverrideByBase } from './may-override-by-base.ts';

export interface ServeDeps {
  readonly kit: ReviewKit;
  readonly now: () => Date;
  readonly log: Log;
}

/** Starts the App with the real gate. Throws when the port or the database cannot be opened. */
export function serve(options: ServerOptions, { kit, now, log }: ServeDeps): Promise<RunningServer> {
  const review = createReview(kit);
  return createServer(options, { review, explain: createExplain(kit), mayOverride: mayOverrideByBase, now, log });
}
