import { HclError } from './diagnostic.ts';

/** Evaluation would take more than it may: an error that `try`, `can` and conditionals do not catch. */
export class BudgetError extends HclError {
  constructor(message: string) {
    super(message, null);
    this.name = 'BudgetError';
  }
}
