import type { PolicyInput } from './input.ts';
import type { plannedCosts } from './override-digest.ts';
import type { PolicySettings } from './settings.ts';

/** What every evaluation of one decision shares. */
export interface EvaluationContext {
  readonly input: PolicyInput;
  /** `input` as JSON; made when it is asked for, because the packs need less of it. */
  readonly inputText: () => string;
  readonly settings: PolicySettings;
  /** The clock, in nanoseconds since 1970. */
  readonly nowNs: string;
  readonly costs: ReturnType<typeof plannedCosts>;
}
