import { holdsOn } from '#app/budgets/budgets-file.ts';
import { FinopsError } from '#app/errors.ts';
import { findBudgets } from '#app/flows/input-budgets.ts';
import { findAllocation } from '#app/flows/read-allocation.ts';
import { NOTIFIERS } from '#app/notify/registry.ts';
import type { World } from './command.ts';
import { errorLine } from './exit-status.ts';
import type { Repository } from './repository.ts';

/** One line of `finops doctor`. */
interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

/** What budgets, allocation and notifications of a repository need; nothing for those that it does not have. */
export function checkReporting(repository: Repository, world: World): readonly Finding[] {
  return [...budgetFinding(repository, world), ...allocationFinding(repository), ...routeFindings(repository, world)];
}

function budgetFinding({ tree, config }: Repository, { now }: World): readonly Finding[] {
  return judged('Budgets', () => {
    const budgets = findBudgets(tree, config);
    if (budgets === null) return null;
    const active = budgets.filter((each) => holdsOn(each, now.toISOString().slice(0, 10)));
    return `${budgets.length}, of which ${active.length} hold today`;
  });
}

function allocationFinding({ tree }: Repository): readonly Finding[] {
  return judged('Allocation', () => {
    const allocation = findAllocation(tree);
    return allocation && `${allocation.rules.length} rules, ${allocation.units.length} unit costs`;
  });
}

function routeFindings({ config }: Repository, { env }: World): readonly Finding[] {
  return config.notify.map(({ kind, env: named }) => {
    const secrets = NOTIFIERS.find((each) => each.kind === kind)?.secrets ?? {};
    const variables = Object.entries(secrets).map(([name, standard]) => named[name] ?? standard);
    const missing = variables.filter((name) => !env[name]);
    const what = 'Notify';
    if (missing.length === 0) return { what, state: 'ok', text: `${kind}: ${variables.join(', ')} are set` };
    return { what, state: 'note', text: `${kind}: ${missing.join(', ')} is not set here; set it where the jobs run` };
  });
}

/** What the check says, or its error; nothing where there is nothing to check. */
function judged(what: string, check: () => string | null): readonly Finding[] {
  try {
    const text = check();
    return text === null ? [] : [{ what, state: 'ok', text }];
  } catch (error) {
    if (!(error instanceof FinopsError)) throw error;
    return [{ what, state: 'wrong', text: errorLine(error).replace(/^finops: /, '') }];
  }
}
