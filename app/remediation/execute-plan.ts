import { UpstreamError } from '#app/errors.ts';
import type { AwsClients } from './aws/clients.ts';
import type { Observed, StepContext, StepOutcome } from './cloud-action.ts';
import { type CheckedPlan, fingerprintOf } from './read-plan.ts';

/** What was done before a run that was ended half-way, and where what is done now is written down. */
export interface Journal {
  /** Outputs of the steps that are done, by step. */
  readonly done: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Written before and after every call of the cloud; it throws when it cannot be written, and nothing goes on. */
  readonly write: (entry: JournalEntry) => Promise<void>;
}

export interface JournalEntry {
  readonly event:
    | 'step.begun'
    | 'step.done'
    | 'step.failed'
    | 'finished'
    | 'failed'
    | 'rolled_back'
    | 'rollback.failed';
  readonly step: string | null;
  readonly details: Readonly<Record<string, string | number | null>>;
}

export interface Execution {
  readonly outcome: 'done' | 'failed' | 'rolled_back';
  readonly steps: readonly { readonly id: string; readonly outcome: 'done' | 'failed' | 'skipped' }[];
  readonly reason: string | null;
}

export interface ExecutionDeps {
  readonly clients: AwsClients;
  readonly journal: Journal;
  /** As it was observed when the rails passed. */
  readonly before: Observed;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Does the steps of a plan whose approval and rails hold, one after the other, each written down before and after.
 * When a step or the check at the end fails, what is reversible is put back. Throws only where writing down fails.
 */
export async function executePlan(checked: CheckedPlan, deps: ExecutionDeps): Promise<Execution> {
  const { plan, action } = checked;
  const { journal } = deps;
  const outputs = new Map(journal.done);
  const steps: { id: string; outcome: 'done' | 'failed' | 'skipped' }[] = [];
  for (const step of plan.action.steps) {
    if (journal.done.has(step.id)) {
      steps.push({ id: step.id, outcome: 'skipped' });
      continue;
    }
    await journal.write({ event: 'step.begun', step: step.id, details: { call: step.call } });
    const context = contextOf(checked, { deps, outputs, step: step.id });
    const outcome = await attempt(() => action.perform(step.id, context));
    if ('error' in outcome) {
      await journal.write({ event: 'step.failed', step: step.id, details: { error: outcome.error } });
      steps.push({ id: step.id, outcome: 'failed' });
      // What may work later is neither put back nor over: the next run goes on here.
      if (outcome.retryable)
        return { outcome: 'failed', steps, reason: `${step.id}: ${outcome.error}; run it again to go on` };
      return ended(checked, { deps, outputs, steps, reason: `${step.id}: ${outcome.error}` });
    }
    outputs.set(step.id, outcome.output);
    const details = { requestId: outcome.requestId, ...prefixed(outcome.output) };
    await journal.write({ event: 'step.done', step: step.id, details });
    steps.push({ id: step.id, outcome: 'done' });
  }
  const after = await attempt(async () => ({ observed: await action.observe(plan.resource, deps.clients) }));
  const problem = 'error' in after ? after.error : action.check(after.observed, plan.action.params);
  if (problem !== null) return ended(checked, { deps, outputs, steps, reason: problem });
  const state = 'observed' in after && after.observed ? prefixed(after.observed.state, 'after.') : { after: 'gone' };
  await journal.write({ event: 'finished', step: null, details: state });
  return { outcome: 'done', steps, reason: null };
}

interface Ending {
  readonly deps: ExecutionDeps;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly steps: Execution['steps'];
  readonly reason: string;
}

/** A failed execution: put back where something was changed and can be put back. */
async function ended({ plan, action }: CheckedPlan, ending: Ending): Promise<Execution> {
  const { deps, outputs, steps, reason } = ending;
  const { undo } = action;
  if (undo === null || !(await wasChanged({ plan, action }, ending))) {
    await deps.journal.write({ event: 'failed', step: null, details: { reason } });
    return { outcome: 'failed', steps, reason };
  }
  const { clients, before, wait } = deps;
  const { resource: target, action: planned } = plan;
  const undone = await attempt(() => undo({ target, params: planned.params, clients, outputs, before, wait }));
  if ('error' in undone) {
    await deps.journal.write({ event: 'rollback.failed', step: null, details: { reason, error: undone.error } });
    return { outcome: 'failed', steps, reason: `${reason}; it could not be put back: ${undone.error}` };
  }
  await deps.journal.write({ event: 'rolled_back', step: null, details: { reason, requestId: undone.requestId } });
  return { outcome: 'rolled_back', steps, reason };
}

/** A call that failed may have taken effect all the same: the resource itself is asked. */
async function wasChanged({ plan, action }: CheckedPlan, { deps, steps }: Ending): Promise<boolean> {
  if (steps.some((each) => each.outcome !== 'failed')) return true;
  const now = await attempt(async () => ({ observed: await action.observe(plan.resource, deps.clients) }));
  return 'error' in now || now.observed === null || fingerprintOf(now.observed) !== fingerprintOf(deps.before);
}

function contextOf(
  { plan }: CheckedPlan,
  { deps, outputs, step }: Pick<Ending, 'deps' | 'outputs'> & { readonly step: string },
): StepContext {
  const { clients, wait } = deps;
  const idempotencyKey = `${plan.id}:${plan.digest.slice(7, 23)}:${step}`;
  return { target: plan.resource, params: plan.action.params, clients, wait, outputs, idempotencyKey };
}

async function attempt<T>(run: () => Promise<T>): Promise<T | { readonly error: string; readonly retryable: boolean }> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UpstreamError) return { error: error.message, retryable: error.retryable };
    throw error;
  }
}

function prefixed(values: StepOutcome['output'], prefix = 'output.'): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]));
}
