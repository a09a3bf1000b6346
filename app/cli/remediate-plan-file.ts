import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#app/errors.ts';
import { type CloudFinding, cloudFindingId, makePlan } from '#app/remediation/make-plan.ts';
import { planPath, readPlan, writePlan } from '#app/remediation/read-plan.ts';
import type { World } from './command.ts';
import type { Repository } from './repository.ts';

/** A plan file of a finding, beside the one that stands there. */
export interface PlanFileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
  /** True where the plan that stands there still holds: nothing is to be written. */
  readonly holds: boolean;
}

/** The plan file of a finding. A plan that stands and has not expired is left: its approvals are of its very text. */
export function planFileOf(
  cloud: CloudFinding,
  { repository, world }: { readonly repository: Repository; readonly world: World },
): PlanFileChange {
  const path = planPath(cloudFindingId(cloud));
  const content = repository.tree.read(path);
  const before = content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const { version } = JSON.parse(readFileSync(join(world.home, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const settings = repository.config.remediation;
  const after = writePlan(makePlan(cloud, { settings, now: world.now, createdBy: `finops ${version}` }));
  return { path, before, after, holds: before !== null && holdsOn(before, { path, now: world.now }) };
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
