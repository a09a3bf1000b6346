import { BudgetError } from './budget-error.ts';
import { partsOf, type Value } from './value.ts';

/** What evaluation may still spend; shared by all evaluations that are given the same object. */
export interface Budget {
  /** Nodes evaluated and items produced. */
  steps: number;
  /** UTF-16 units of text produced. */
  characters: number;
}

/** No single string may be longer, in UTF-16 units. */
export const MAX_STRING_LENGTH = 16 * 1024 * 1024;

/** A budget that no honest configuration of 50,000 resource instances reaches. */
export function newBudget(): Budget {
  return { steps: 12_000_000, characters: 512 * 1024 * 1024 };
}

/** @throws BudgetError when the steps are used up. */
export function spendSteps(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new BudgetError('Evaluation was stopped: it takes more steps than are allowed');
}

/** @throws BudgetError when a text is longer than any may be. */
export function checkLength(text: string): void {
  if (text.length > MAX_STRING_LENGTH) throw tooLong(text.length);
}

function tooLong(characters: number): BudgetError {
  return new BudgetError(
    `A string of ${characters} characters is longer than the ${MAX_STRING_LENGTH} that are allowed`,
  );
}

/** @throws BudgetError when the text is too long, or all text together is. */
export function spendCharacters(budget: Budget, characters: number): void {
  if (characters > MAX_STRING_LENGTH) throw tooLong(characters);
  budget.characters -= characters;
  if (budget.characters < 0) throw new BudgetError('Evaluation was stopped: it produces more text than is allowed');
}

/** Spends what a fresh result of a function is worth: its text or its items, not what lies deeper. */
export function spendValue(budget: Budget, value: Value): void {
  if (value.kind === 'string') spendCharacters(budget, value.text.length);
  else if (value.kind === 'sequence') spendSteps(budget, value.items.length);
  else if (value.kind === 'mapping') spendSteps(budget, value.entries.size);
}

/** Spends what it takes to walk through values, which is much less than to evaluate as many nodes. */
export function spendWalk(budget: Budget, values: readonly Value[]): void {
  let parts = 0;
  for (const value of values) parts += partsOf(value);
  spendSteps(budget, Math.floor(parts / 100));
}
