import type { BilledFacts } from './billed-facts.ts';
import type { PoliciesDeps } from './open-policies.ts';

/** What a process that lives long remembers from one review to the next. */
export interface ReviewMemory {
  readonly onDecision?: PoliciesDeps['onDecision'];
  /** What the warehouse knows of consumption and contracted prices; null when it holds no charge. */
  readonly billed?: BilledFacts | null;
  readonly budgetAmounts?: PoliciesDeps['budgetAmounts'];
  readonly openAnomalies?: PoliciesDeps['openAnomalies'];
}
