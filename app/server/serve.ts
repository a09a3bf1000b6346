import { openAnomalies } from '#app/flows/open-anomalies.ts';
import type { CommitmentStore } from '#app/flows/open-commitments.ts';
import type { ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { keepDecision } from '#app/warehouse/decision-store.ts';
import { keepJudgedChange } from '#app/warehouse/merged-changes.ts';
import { commitmentsInto, forgetCommitments, keepCommitment } from '#app/warehouse/open-commitments.ts';
import { createAppClient } from './app-client.ts';
import { createExplain } from './create-explain.ts';
import { createReview, type OpenReviewKit, type ReviewKit } from './create-review.ts';
import type { JobPorts, ServerOptions } from './create-server.ts';
import type { Log } from './job-deps.ts';
import { mayOverrideByBase } from './may-override-by-base.ts';
import type { Metrics } from './metrics.ts';
import { rememberBilled } from './remember-billed.ts';
import { rememberBudgets } from './remember-budgets.ts';
import { startWorkers, type Workers } from './workers.ts';

/** The jobs with the real gate. */
export function gateJobs(openKit: OpenReviewKit): JobPorts {
  return { review: createReview(openKit), explain: createExplain(openKit), mayOverride: mayOverrideByBase };
}

/**
 * The kit with the memory of the database: every decision and what open pull requests commit of budgets are kept in it,
 * and what was billed counts, for the eyes that the flows allow.
 */
export function keepingDecisions(kit: ReviewKit, database: Database): OpenReviewKit {
  const readBilled = rememberBilled(database);
  const readBudgets = rememberBudgets(database);
  const commitments: CommitmentStore = {
    keep: (commitment) => keepCommitment(commitment, database),
    into: (branch) => commitmentsInto(branch, database),
    forget: (head) => forgetCommitments(head, database),
  };
  return async () => {
    const { now } = kit();
    const billed = await readBilled(now);
    const memory = {
      onDecision: (line: string) => keepDecision(line, database),
      billed,
      budgetAmounts: readBudgets(now),
      openAnomalies: (asked: { readonly currency: string }) => openAnomalies(asked, { database }),
    };
    const keepChange: ReviewCommitsDeps['keepChange'] = ({ repository, number, ...rest }) =>
      keepJudgedChange(
        {
          repository: repository ?? '',
          number: number ?? 0,
          document: JSON.stringify({ repository, number, ...rest }),
        },
        database,
      );
    return { ...kit(memory), commitments, keepChange };
  };
}

export interface WorkDeps {
  readonly kit: ReviewKit;
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Works through the queue with the real gate, over a database connection of its own that `stop` closes. */
export function workThroughQueue(options: ServerOptions, { kit, now, log, metrics }: WorkDeps): Workers {
  const database = openDatabase(options.databaseUrl);
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  const app = createAppClient(options.app, { attempts: 4, longestWaitMs: options.longestWaitMs, wait });
  const workers = startWorkers(options, {
    app,
    database,
    metrics,
    now,
    log,
    ...gateJobs(keepingDecisions(kit, database)),
  });
  return {
    wake: workers.wake,
    async stop() {
      await workers.stop();
      await database.tables.destroy();
    },
  };
}
