import type { PolicyInput } from './input.ts';

/**
 * The input of the packs as JSON. Rows of resources are two fifths of a large plan, and all that the packs ask of them is
 * which of an unpriced resource have no price: the others come without (`test/policies/packs-input.test.ts` holds that no
 * rule could tell). The team's own rules and bundles get everything.
 */
export function packsInputText(input: PolicyInput): string {
  const resources = input.resources.map((each) => {
    return each.support === 'unpriced' || each.costComponents.length === 0 ? each : { ...each, costComponents: [] };
  });
  return JSON.stringify({ ...input, resources });
}
