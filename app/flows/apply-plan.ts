import { PolicyError } from '#app/errors.ts';
import type { RepositoryName } from '#app/github/client.ts';
import { createReference } from '#app/github/commit-files.ts';
import { NotPermittedError } from '#app/github/github-error.ts';
import { type AwsClients, callerAccount } from '#app/remediation/aws/clients.ts';
import type { Observed } from '#app/remediation/cloud-action.ts';
import { type Execution, executePlan } from '#app/remediation/execute-plan.ts';
import { checkRails, type Rail, stoppedBy } from '#app/remediation/rails.ts';
import { type CheckedPlan, readPlan } from '#app/remediation/read-plan.ts';
import { type ApplyRequest, type ApproveDeps, type Approved, approvePlan } from './approve-plan.ts';
import { appendToLedger, claimExecution, journalOf, type LedgerDeps, yieldExecution } from './remediation-ledger.ts';

export interface ApplyDeps extends ApproveDeps, Omit<LedgerDeps, 'now'> {
  /** Opened for the region of the plan, after everything else was checked. */
  readonly openClients: (region: string) => AwsClients;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Day since which one of these FOCUS ResourceIds is billed; null where nobody knows. */
  readonly billedSince: (resourceIds: readonly string[]) => Promise<string | null>;
}

/** What came of it: `refused` is before anything was done. */
export interface ApplyReport {
  readonly plan: CheckedPlan['plan'];
  readonly outcome: 'refused' | Execution['outcome'];
  readonly reason: string | null;
  readonly approvers: readonly string[];
  readonly rails: readonly Rail[];
  readonly steps: Execution['steps'];
}

/**
 * Executes a merged plan: only what the reviewers approved, only once, only while every rail holds. Everything that
 * decides comes from GitHub and from the base branch now, nothing from the working tree but the text that must be equal
 * to theirs. Every refusal and every step is in the audit log.
 * @throws InputError for a plan that is none; UpstreamError where GitHub, the cloud or the database does not answer.
 */
export async function applyPlan(request: ApplyRequest, deps: ApplyDeps): Promise<ApplyReport> {
  const checked = readPlan(request.text, request.path);
  const approved = await approvePlan(checked, request, deps);
  if ('refused' in approved) return refuse(checked, approved.refused, deps);
  const clients = deps.openClients(checked.plan.resource.region);
  const account = await callerAccount(clients);
  const observed = await checked.action.observe(checked.plan.resource, clients);
  const details = detailsOf(checked, approved, request);
  const claim = await claimOr(() => claimExecution(checked.plan, details, deps));
  if ('refused' in claim) return refuse(checked, claim.refused, deps);
  const rails = await railsOf(checked, { approved, account, observed, claim, deps });
  const stop = stoppedBy(rails) ?? (await takenElsewhere(checked, { approved, claim, request, deps }));
  if (stop !== null) {
    await yieldExecution(checked.plan, { reason: stop }, deps);
    return { ...(await refuse(checked, stop, deps)), rails, approvers: approved.approval.approvers };
  }
  const before = observed ?? { ...checked.plan.preconditions, tags: checked.plan.resource.tags, createdAt: null };
  const journal = journalOf(checked.plan, claim, deps);
  const execution = await executePlan(checked, { clients, journal, before, wait: deps.wait });
  return { plan: checked.plan, approvers: approved.approval.approvers, rails, ...execution };
}

async function railsOf(
  { plan, action }: CheckedPlan,
  at: {
    readonly approved: Approved;
    readonly account: string;
    readonly observed: Observed | null;
    readonly claim: { readonly isResumed: boolean; readonly recentExecutions: number };
    readonly deps: ApplyDeps;
  },
): Promise<readonly Rail[]> {
  const { approved, account, observed, claim, deps } = at;
  if (observed === null && !claim.isResumed)
    return [{ rail: 'drift', outcome: 'stop', detail: `drifted: ${plan.resource.id} is gone` }];
  const seen = observed ?? { ...plan.preconditions, tags: plan.resource.tags, createdAt: null };
  const rails = checkRails({
    ...{ plan, action, account },
    observed: seen,
    settings: approved.settings.execution,
    now: deps.now(),
    recentExecutions: claim.recentExecutions,
    billedSince: await deps.billedSince(action.billedAs(plan.resource)),
  });
  // A run that goes on finds what the one before it left: the state is no longer the one of the plan.
  const left = ['drift', 'precondition', 'expiry', 'age'];
  return claim.isResumed ? rails.filter((each) => !left.includes(each.rail)) : rails;
}

/**
 * The mark of an execution in the repository itself, made atomically, for databases that live no longer than a run. A
 * token that may not write leaves the ledger to the database, which then has to be a server's.
 */
async function takenElsewhere(
  { plan }: CheckedPlan,
  at: {
    readonly approved: Approved;
    readonly claim: { readonly isResumed: boolean };
    readonly request: RepositoryName;
    readonly deps: ApplyDeps;
  },
): Promise<string | null> {
  const { owner, repo } = at.request;
  const ref = `refs/tags/finops/executed/${plan.id}/${plan.digest.slice(7, 19)}`;
  try {
    const isMade = await createReference({ owner, repo, ref, sha: at.approved.merged.mergeSha }, at.deps.github);
    if (isMade || at.claim.isResumed) return null;
    return `the tag ${ref.slice('refs/tags/'.length)} says that it was executed before`;
  } catch (error) {
    if (!(error instanceof NotPermittedError)) throw error;
    if (at.deps.database.kind === 'postgres') return null;
    return 'nothing would remember this execution: set FINOPS_DATABASE_URL to postgres://…, or give the token contents: write';
  }
}

/** What later questions ask of an execution: who approved it, and what was promised for which FOCUS ResourceIds. */
function detailsOf(
  { plan, action }: CheckedPlan,
  { merged, approval }: Approved,
  { owner, repo }: RepositoryName,
): Readonly<Record<string, string | number | null>> {
  return {
    action: action.id,
    account: plan.resource.account,
    region: plan.resource.region,
    resource: plan.resource.id,
    resourceIds: action.billedAs(plan.resource).join(' '),
    currency: plan.savings?.currency ?? null,
    expectedMonthly: plan.savings?.expected ?? null,
    ...Object.fromEntries(Object.entries(plan.action.params).map(([name, value]) => [`param.${name}`, value])),
    pullRequest: `${owner}/${repo}#${merged.pull.number}`,
    mergeSha: merged.mergeSha,
    mergedBy: merged.mergedBy,
    approvers: approval.approvers.join(', '),
    approvalsNeeded: approval.needed,
    bypass: approval.bypass,
  };
}

async function claimOr<T>(run: () => Promise<T>): Promise<T | { readonly refused: string }> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PolicyError) return { refused: error.message };
    throw error;
  }
}

async function refuse({ plan }: CheckedPlan, reason: string, deps: ApplyDeps): Promise<ApplyReport> {
  const key = `remediation/${plan.digest}/refused/${deps.now().toISOString()}/${reason.slice(0, 100)}`;
  await appendToLedger({ key, event: 'refused', plan: plan.id, details: { digest: plan.digest, reason } }, deps);
  return { plan, outcome: 'refused', reason, approvers: [], rails: [], steps: [] };
}
