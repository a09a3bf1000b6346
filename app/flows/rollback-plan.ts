import { callerAccount } from '#app/remediation/aws/clients.ts';
import { checkRails, type Rail, stoppedBy } from '#app/remediation/rails.ts';
import { type CheckedPlan, fingerprintOf, readPlan } from '#app/remediation/read-plan.ts';
import type { ApplyDeps, ApplyReport } from './apply-plan.ts';
import { type ApplyRequest, type Approved, approvePlan } from './approve-plan.ts';
import { appendToLedger, type LedgerEntry, readLedger } from './remediation-ledger.ts';

/** Rails that a rollback passes as an execution does; what it undoes is neither young nor as the plan found it. */
const RAILS: readonly string[] = ['kill-switch', 'credentials', 'account', 'production', 'hold', 'owner', 'freeze'];

/**
 * Puts back what an execution changed, once: only of a plan that was merged and approved and that this audit log knows as
 * executed. What nothing can undo is refused with what a person may do.
 * @throws InputError for a plan that is none; UpstreamError where GitHub, the cloud or the database does not answer.
 */
export async function rollbackPlan(request: ApplyRequest, deps: ApplyDeps): Promise<ApplyReport> {
  const checked = readPlan(request.text, request.path);
  const { plan, action } = checked;
  const entries = (await readLedger(deps)).filter((each) => each.digest === plan.digest);
  const problem = whyNot(checked, entries);
  if (problem !== null || action.undo === null) return report(checked, { reason: problem ?? action.rollback });
  const approved = await approvePlan(checked, request, deps);
  if ('refused' in approved) return report(checked, { reason: approved.refused });
  const clients = deps.openClients(plan.resource.region);
  const rails = await railsOf(checked, { approved, account: await callerAccount(clients), clients, deps });
  const stop = stoppedBy(rails);
  if (stop !== null) return report(checked, { reason: stop, rails });
  const key = `remediation/${plan.digest}/rollback.begun`;
  const details = { digest: plan.digest, approvers: approved.approval.approvers.join(', ') };
  if (!(await appendToLedger({ key, event: 'rollback.begun', plan: plan.id, details }, deps)))
    return report(checked, { reason: 'its rollback was begun before', rails });
  const { state } = plan.preconditions;
  const before = { state, tags: plan.resource.tags, createdAt: null };
  const outputs = new Map<string, Readonly<Record<string, string>>>();
  const { resource: target } = plan;
  const { requestId } = await action.undo({
    target,
    params: plan.action.params,
    clients,
    outputs,
    before,
    wait: deps.wait,
  });
  const done = { digest: plan.digest, reason: 'rolled back by hand', requestId };
  const written = { key: `remediation/${plan.digest}/rolled_back/by-hand`, event: 'rolled_back', plan: plan.id };
  await appendToLedger({ ...written, details: done }, deps);
  return {
    ...report(checked, { reason: null, rails }),
    outcome: 'rolled_back',
    approvers: approved.approval.approvers,
  };
}

function whyNot({ action }: CheckedPlan, entries: readonly LedgerEntry[]): string | null {
  if (!entries.some((each) => each.event === 'finished')) return 'this audit log does not know it as executed';
  if (entries.some((each) => each.event === 'rolled_back')) return 'it was put back already';
  const snapshot = entries.flatMap(({ details }) => details['output.snapshotId'] ?? []).at(-1);
  if (action.undo !== null) return null;
  return `nothing puts it back by itself: ${action.rollback}${snapshot === undefined ? '' : ` The snapshot is ${snapshot}.`}`;
}

async function railsOf(
  { plan, action }: CheckedPlan,
  at: {
    readonly approved: Approved;
    readonly account: string;
    readonly clients: ReturnType<ApplyDeps['openClients']>;
    readonly deps: ApplyDeps;
  },
): Promise<readonly Rail[]> {
  const { approved, account, clients, deps } = at;
  const observed = await action.observe(plan.resource, clients);
  if (observed === null) return [{ rail: 'drift', outcome: 'stop', detail: `${plan.resource.id} is gone` }];
  if (fingerprintOf(observed) === plan.preconditions.fingerprint)
    return [{ rail: 'drift', outcome: 'stop', detail: 'it is as it was before the plan' }];
  const settings = approved.settings.execution;
  const request = {
    plan,
    action,
    observed,
    settings,
    now: deps.now(),
    account,
    recentExecutions: 0,
    billedSince: null,
  };
  return checkRails(request).filter((each) => RAILS.includes(each.rail));
}

function report(
  { plan }: CheckedPlan,
  { reason, rails = [] }: { readonly reason: string | null; readonly rails?: readonly Rail[] },
): ApplyReport {
  return { plan, outcome: 'refused', reason, approvers: [], rails, steps: [] };
}
