import { decimalText } from '#app/measure/decimal.ts';
import type { CloudAction, CloudTarget, Observed } from './cloud-action.ts';
import type { Evidence, SavingsAnswer } from './finding.ts';
import { findingId } from './group-findings.ts';
import type { PlanFile } from './plan-file.ts';
import { fingerprintOf } from './read-plan.ts';
import type { RemediationSettings } from './settings.ts';

/** What a detector found in a cloud: what could be done to which resource, and why. */
export interface CloudFinding {
  readonly action: CloudAction;
  readonly params: Readonly<Record<string, string | number>>;
  readonly target: CloudTarget;
  readonly observed: Observed;
  readonly detector: { readonly id: string; readonly title: string };
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly savings: SavingsAnswer;
}

const DAY_MS = 86_400_000;

/** The id of a finding in a cloud, and of its first plan: the same in every run. */
export function cloudFindingId({ action, target }: Pick<CloudFinding, 'action' | 'target'>): string {
  return findingId(action.id, `${target.account}\0${target.region}\0${target.id}`);
}

/** The plan that does what was found, void after the days that the settings give. Its digest is written with it. */
export function makePlan(
  found: CloudFinding,
  at: {
    readonly settings: RemediationSettings;
    readonly now: Date;
    readonly createdBy: string;
    /** Left out: the finding's own. */
    readonly id?: string;
  },
): Omit<PlanFile, 'digest'> {
  const { action, params, target, observed, detector, evidence } = found;
  const { settings, now, createdBy } = at;
  const { destructive, minimum } = settings.approvals;
  return {
    apiVersion: 'finops.plan/v1',
    id: at.id ?? cloudFindingId(found),
    createdBy,
    createdAt: now.toISOString(),
    expires: new Date(now.getTime() + settings.planDays * DAY_MS).toISOString(),
    detector: { ...detector, evidence: [...evidence] },
    resource: { ...target, tags: { ...observed.tags }, address: null },
    preconditions: { state: { ...observed.state }, fingerprint: fingerprintOf(observed) },
    action: { id: action.id, params: { ...params }, steps: action.steps(params).map((each) => ({ ...each })) },
    savings: savingsOf(found.savings),
    risk: action.risk,
    interruption: action.interruption,
    rollback: action.rollback,
    approvals: action.isDestructive ? Math.max(destructive, minimum) : minimum,
  };
}

function savingsOf(answer: SavingsAnswer): PlanFile['savings'] {
  if (answer.state === 'unknown') return null;
  const { low, expected, high, transition, basis, note } = answer.savings;
  return {
    currency: expected.currency,
    basis,
    low: rounded(low.amount),
    expected: rounded(expected.amount),
    high: rounded(high.amount),
    transition: transition && rounded(transition.amount),
    commitment: note,
  };

  function rounded(amount: typeof low.amount): string {
    return decimalText(amount.toDecimalPlaces(6));
  }
}
