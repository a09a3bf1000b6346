import type { PlanFile } from '#app/remediation/plan-file.ts';
import type { Rail } from '#app/remediation/rails.ts';
import { plainText } from './plain-text.ts';

/** What is said of a plan that was, or would be, executed. */
export interface PlanOutcome {
  readonly plan: PlanFile;
  readonly outcome: 'dry-run' | 'refused' | 'done' | 'failed' | 'rolled_back';
  readonly reason: string | null;
  /** Null where it is approved; undefined where GitHub was not asked. */
  readonly approvalProblem?: string | null | undefined;
  readonly approvers: readonly string[];
  readonly rails: readonly Rail[] | null;
  readonly steps: readonly { readonly id: string; readonly outcome: string }[];
}

/** The plan, who approved it, what stops it, and what became of each step, for a terminal. */
export function planText(given: PlanOutcome): string {
  const { plan, outcome, reason, rails } = given;
  const { resource, savings } = plan;
  const steps = new Map(given.steps.map((each) => [each.id, each.outcome]));
  const lines = [
    `Plan       ${plan.id}, valid until ${plan.expires}`,
    `Resource   ${resource.id} in ${resource.account}, ${resource.region}`,
    `Saves      ${savings === null ? 'not known' : `${savings.expected} ${savings.currency} a month (${savings.basis})`}`,
    `Risk       ${plan.risk}; interruption: ${plan.interruption}`,
    `Undo       ${plan.rollback}`,
    `Approvals  ${approvalText(given)}`,
    ...plan.action.steps.map(
      (step) => `Step       ${step.id}: ${step.call}, ${step.what}${marked(steps.get(step.id))}`,
    ),
    ...(rails ?? []).map((each) => `Rail       ${each.outcome === 'pass' ? '✓' : '✗'} ${each.rail}: ${each.detail}`),
    ...(rails === null ? ['Rail       not checked: the cloud was not asked (no AWS credentials)'] : []),
    `Outcome    ${OUTCOMES[outcome]}${reason === null ? '' : `: ${reason}`}`,
  ];
  return lines.map(plainText).join('\n');
}

/** The same as JSON. */
export function planJson({ plan, ...rest }: PlanOutcome): string {
  const { id, digest, resource, savings } = plan;
  return JSON.stringify(
    { id, digest, resource, savings, ...rest, approvalProblem: rest.approvalProblem ?? null },
    null,
    2,
  );
}

const OUTCOMES: Readonly<Record<PlanOutcome['outcome'], string>> = {
  'dry-run': 'nothing was done (dry run; --execute does it)',
  refused: 'refused, nothing was done',
  done: 'done',
  failed: 'failed',
  rolled_back: 'failed, and put back',
};

function approvalText({ approvalProblem, approvers, outcome }: PlanOutcome): string {
  if (outcome === 'dry-run' && approvalProblem === undefined)
    return 'not checked: GitHub was not asked (no GITHUB_TOKEN)';
  if (approvalProblem) return `not approved: ${approvalProblem}`;
  return approvers.length === 0 ? 'none' : `approved by ${approvers.join(', ')}`;
}

function marked(outcome: string | undefined): string {
  return outcome === undefined ? '' : ` [${outcome}]`;
}
