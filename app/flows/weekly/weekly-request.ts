import type { FinopsConfig } from '#app/config/finops-config.ts';
import { parseWaivers } from '#app/policy/waiver.ts';
import type { Tree } from '#app/source/tree.ts';
import { findBudgets } from '../input-budgets.ts';
import { findAllocation } from '../read-allocation.ts';
import type { WeeklyRequest } from './weekly-report.ts';

/** What a repository's files ask of its weekly. @throws ConfigError with file and line when one is not understood. */
export function weeklyRequest(
  { tree, config }: { readonly tree: Tree; readonly config: FinopsConfig },
  until: string | null,
): WeeklyRequest {
  const waivers = tree.read(config.waivers);
  return {
    until,
    currency: config.currency,
    budgets: findBudgets(tree, config) ?? [],
    allocation: findAllocation(tree),
    waivers: waivers ? parseWaivers(new TextDecoder().decode(waivers), config.waivers) : [],
    tags: tagsOf(config),
  };
}

/** What the pack of tags asks for, else the tag of teams. */
function tagsOf({ policies }: FinopsConfig): readonly string[] {
  const required = policies.packs['tags']?.['required'];
  const named = Array.isArray(required) ? required.filter((each) => typeof each === 'string') : [];
  return named.length > 0 ? named : ['team'];
}
