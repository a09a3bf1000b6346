import type { FinopsConfig } from '#app/config/finops-config.ts';

/** Who reads what is published in a repository. Contracted prices and measured consumption are for the team alone. */
export type Audience = 'team' | 'everybody';

/** The team in a private repository, everybody in a public one unless its configuration says otherwise. */
export function audienceOf(
  { publicAmounts }: Pick<FinopsConfig, 'publicAmounts'>,
  { isPrivate }: { readonly isPrivate: boolean },
): Audience {
  return isPrivate || publicAmounts ? 'team' : 'everybody';
}
