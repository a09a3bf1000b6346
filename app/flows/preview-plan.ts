import { type AwsClients, callerAccount } from '#app/remediation/aws/clients.ts';
import { checkRails, type Rail } from '#app/remediation/rails.ts';
import type { CheckedPlan } from '#app/remediation/read-plan.ts';
import type { ExecutionSettings } from '#app/remediation/settings.ts';
import { type ApplyRequest, type ApproveDeps, approvePlan } from './approve-plan.ts';

/** What an execution would find now; nothing is done, and nothing is written down. */
export interface PlanPreview {
  /** Null where it is approved; undefined where GitHub was not asked. */
  readonly approvalProblem: string | null | undefined;
  readonly approvers: readonly string[];
  /** Null where the cloud was not asked. */
  readonly rails: readonly Rail[] | null;
}

export interface PreviewDeps {
  readonly approving: ApproveDeps | null;
  readonly clients: AwsClients | null;
  readonly settings: ExecutionSettings;
  readonly billedSince: (resourceIds: readonly string[]) => Promise<string | null>;
  readonly now: Date;
}

/**
 * The dry run of an execution: asks GitHub and the cloud what the execution would ask, and does none of the steps.
 * Throws UpstreamError where one of them does not answer.
 */
export async function previewPlan(
  checked: CheckedPlan,
  request: ApplyRequest | null,
  deps: PreviewDeps,
): Promise<PlanPreview> {
  const approved = deps.approving && request ? await approvePlan(checked, request, deps.approving) : null;
  const settings = approved && 'settings' in approved ? approved.settings.execution : deps.settings;
  return {
    approvalProblem: approved === null ? undefined : 'refused' in approved ? approved.refused : null,
    approvers: approved && 'approval' in approved ? approved.approval.approvers : [],
    rails: deps.clients === null ? null : await railsNow(checked, { ...deps, settings, clients: deps.clients }),
  };
}

async function railsNow(
  { plan, action }: CheckedPlan,
  deps: PreviewDeps & { readonly clients: AwsClients },
): Promise<readonly Rail[]> {
  const { clients, settings, now } = deps;
  const account = await callerAccount(clients);
  const observed = await action.observe(plan.resource, clients);
  if (observed === null) return [{ rail: 'drift', outcome: 'stop', detail: `drifted: ${plan.resource.id} is gone` }];
  const billedSince = await deps.billedSince(action.billedAs(plan.resource));
  return checkRails({ plan, action, observed, settings, now, account, recentExecutions: 0, billedSince });
}
