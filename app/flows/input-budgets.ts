import { type FileBudget, holdsOn, parseBudgets } from '#app/budgets/budgets-file.ts';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError, PolicyError } from '#app/errors.ts';
import { ZERO } from '#app/measure/decimal.ts';
import { errorResult } from '#app/policy/error-result.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import { selects, subjectsOf } from '#app/policy/subject.ts';
import type { Tree } from '#app/source/tree.ts';
import type { BudgetAmounts } from './budget-standings.ts';

/** The budgets of the file that the configuration names. @throws ConfigError when it is not there or not understood. */
export function readBudgets(tree: Tree, { budgets: path }: FinopsConfig): readonly FileBudget[] {
  if (path === undefined) return [];
  const content = tree.read(path);
  if (content) return parseBudgets(new TextDecoder().decode(content), path);
  throw new ConfigError(`budgets: there is no file ${path}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'correct the path (relative to the root of the repository)',
  });
}

const DEFAULT_FILE = '.finops/budgets.yml';

/**
 * The same for whoever asks where budgets stand: also those of `.finops/budgets.yml` where the configuration names no file;
 * null when there is none. A gate has only those that it was told to have.
 */
export function findBudgets(tree: Tree, config: FinopsConfig): readonly FileBudget[] | null {
  if (config.budgets !== undefined) return readBudgets(tree, config);
  return tree.read(DEFAULT_FILE) ? readBudgets(tree, { ...config, budgets: DEFAULT_FILE }) : null;
}

/** A budget of the file, with what the warehouse knows of its month. */
export type KnownBudget = FileBudget & {
  readonly billed?: BudgetAmounts | undefined;
  /** The account that is deployed to (`prices.account`); left out, nobody knows. */
  readonly deployedTo?: string | undefined;
};

/**
 * `input.budgets`: what the file limits today, with what this change adds to it, and with what is already known of it
 * (billed, forecast, committed by open pull requests). Whatever nobody knows is null, never zero. A budget in another
 * currency than the estimate cannot be judged.
 */
export function inputBudgets(
  budgets: readonly KnownBudget[],
  input: PolicyInput,
): { readonly budgets: PolicyInput['budgets']; readonly refused: readonly PolicyResult[] } {
  const today = input.now.slice(0, 10);
  const active = budgets.filter((each) => holdsOn(each, today));
  const foreign = active.filter(({ currency }) => currency !== undefined && currency !== input.currency);
  const filled = active.filter((each) => !foreign.includes(each)).map((each) => inputBudget(each, input));
  const others = input.budgets.filter(({ id }) => !active.some((each) => each.id === id));
  return {
    budgets: [...others, ...filled],
    refused: foreign.map(({ id, currency, place }) => {
      const message = `budget ${id} is in ${currency}, the estimate in ${input.currency}`;
      return errorResult(new PolicyError(message, { place, remedy: 'state both in one currency' }), 'budgets/currency');
    }),
  };
}

function inputBudget(budget: KnownBudget, input: PolicyInput): PolicyInput['budgets'][number] {
  const known = input.budgets.find(({ id }) => id === budget.id);
  const atLeast = known?.openPullRequestsAtLeast;
  return {
    id: budget.id,
    team: budget.team ?? null,
    limit: budget.limit,
    actual: known?.actual ?? budget.billed?.actual ?? null,
    forecast: known?.forecast ?? budget.billed?.forecast ?? null,
    openPullRequests: known?.openPullRequests ?? null,
    ...(atLeast === undefined ? {} : { openPullRequestsAtLeast: atLeast }),
    thisPullRequest: known?.thisPullRequest ?? increaseUnder(budget, input),
  };
}

/**
 * What the change adds under the budget; null when a part of it is not known: which service bills what it does not say, and
 * which account it deploys to only the configuration does.
 */
function increaseUnder({ selector, team, deployedTo }: KnownBudget, input: PolicyInput): number | null {
  if (selector?.service !== undefined) return null;
  if (selector?.account !== undefined) {
    if (deployedTo === undefined) return null;
    if (deployedTo !== selector.account) return 0;
  }
  const whole = selector?.account !== undefined || (selector === undefined && team === undefined);
  const chosen = whole ? undefined : (selector ?? { tag: `team=${team}` });
  let sum = ZERO;
  for (const subject of subjectsOf(input)) {
    if (chosen !== undefined && !selects(chosen, subject)) continue;
    if (subject.delta === null) return null;
    sum = sum.plus(subject.delta);
  }
  return sum.toNumber();
}
