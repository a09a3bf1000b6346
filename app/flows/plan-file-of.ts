import { InputError, InvariantError } from '#app/errors.ts';
import { findingId } from '#app/remediation/group-findings.ts';
import { type CloudFinding, cloudFindingId, makePlan } from '#app/remediation/make-plan.ts';
import { planPath, readPlan, writePlan } from '#app/remediation/read-plan.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import type { Tree } from '#app/source/tree.ts';

/** A plan file of a finding that is to be written. */
export interface PlanFileChange {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** True where a plan that stands at the path still holds: nothing is to be written. */
  readonly holds: boolean;
}

/** So many plans about one resource may have expired. */
const MOST_PLANS = 100;

/**
 * The plan file of a finding. A plan that stands and has not expired is left: its approvals are of its very text. After
 * one that expired comes a new file: a plan is only ever added, never changed, and the old one stays as a record.
 */
export function planFileOf(
  cloud: CloudFinding,
  at: {
    readonly tree: Tree;
    readonly settings: RemediationSettings;
    readonly now: Date;
    /** `finops 0.1.0` */
    readonly createdBy: string;
  },
): PlanFileChange {
  const { tree, now } = at;
  let id = cloudFindingId(cloud);
  for (let round = 0; round < MOST_PLANS; round++) {
    const path = planPath(id);
    const content = tree.read(path);
    const text = content && new TextDecoder().decode(content);
    if (text === null) return { id, path, text: writePlan(makePlan(cloud, { ...at, id })), holds: false };
    if (holdsOn(text, { path, now })) return { id, path, text, holds: true };
    id = findingId(cloud.action.id, `${id}\0${text}`);
  }
  throw new InvariantError(`there are ${MOST_PLANS} plans about ${cloud.target.id}`);
}

function holdsOn(text: string, at: { readonly path: string; readonly now: Date }): boolean {
  try {
    return Date.parse(readPlan(text, at.path).plan.expires) > at.now.getTime();
  } catch (error) {
    // What is no plan cannot hold, and is written anew.
    if (error instanceof InputError) return false;
    throw error;
  }
}
