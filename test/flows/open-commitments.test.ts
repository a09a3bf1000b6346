import { describe, expect, it } from 'vitest';
import { committedUnder } from '#app/flows/open-commitments.ts';
import type { Commitment } from '#app/warehouse/open-commitments.ts';

function adds(amount: string | null, over: Partial<Commitment> = {}): Commitment {
  const at = { repository: 'acme/infra', number: 1, headSha: 'a1', baseRef: 'main', recordedAt: 0 };
  return { ...at, currency: 'USD', amounts: [{ budget: 'shop', amount }], ...over };
}

/** The sum under the budget shop, and whether it is the whole. */
function committed(...others: readonly (Commitment | null)[]): readonly [string, boolean] {
  const { sum, isWhole } = committedUnder({ budget: 'shop', currency: 'USD' }, others);
  return [sum.toFixed(), isWhole];
}

describe('what other pull requests commit of a budget', () => {
  it('is their exact sum, and nothing where there are none', () => {
    expect(committed(adds('0.1'), adds('0.2'))).toEqual(['0.3', true]);
    expect(committed()).toEqual(['0', true]);
  });

  it('is not made less by one that saves', () => {
    expect(committed(adds('5'), adds('-1000000'))).toEqual(['5', true]);
  });

  it('is the same with one in which nothing is priced', () => {
    expect(committed(adds('5'), adds('0', { currency: null, amounts: null }))).toEqual(['5', true]);
  });

  it.each([
    ['has not been judged at its latest head', null],
    ['has an amount that nobody knows', adds(null)],
    ['is in another currency', adds('7', { currency: 'EUR' })],
    ['was judged before the budget was there', adds('7', { amounts: [{ budget: 'data', amount: '7' }] })],
  ])('is known in part only where one %s', (_name, other) => {
    expect(committed(adds('5'), other)).toEqual(['5', false]);
    expect(committed(other, adds('5'))).toEqual(['5', false]);
  });
});
