import { expect, it } from 'vitest';
import { CHARGE_RULES } from '#app/focus/charge-rules.ts';
import { readAll } from './read-all.ts';
import type { SourceCase } from './source-case.ts';

/** Rules that a source cannot keep, for what they ask is not in what the provider gives. */
const CANNOT: Readonly<Record<string, readonly string[]>> = {
  'azure-export': [],
  // A subscription is asked for by its id.
  'azure-cost-management': ['SubAccountName is set where SubAccountId is'],
  // What is unused of a commitment is told in money alone.
  'google-bigquery': ['PricingQuantity is set on usage and purchases'],
  opencost: [],
};

it.each(Object.keys(CANNOT))('charges of %s break no rule of FOCUS that they can keep', async (kind) => {
  const { sourceCase } = (await import(`./cases/${kind}.ts`)) as { readonly sourceCase: SourceCase };
  const { source, close } = await sourceCase.open();
  const { charges } = await readAll(source);
  await close();
  const broken = CHARGE_RULES.filter(({ isBroken }) => charges.some(isBroken)).map(({ rule }) => rule);
  expect(broken).toEqual(CANNOT[kind]);
});
