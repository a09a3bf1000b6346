import type { CostDimension, CostQuery } from '#app/warehouse/cost-query.ts';
import type { FileBudget } from './budgets-file.ts';

/** Which charges fall under a budget; a text says why the bill cannot tell. */
export type Selection = NonNullable<CostQuery['where']> | string;

/** The charges of a budget as a filter of the query port: by its selector, else by the tag `team`, else all of them. */
export function selectionOf({ selector, team }: Pick<FileBudget, 'selector' | 'team'>): Selection {
  if (selector === undefined) return team === undefined ? {} : { 'tag:team': [team] };
  if (selector.account !== undefined) return { SubAccountId: [selector.account] };
  if (selector.service !== undefined) return { ServiceName: [selector.service] };
  if (selector.tag !== undefined) return tagSelection(selector.tag);
  return `the bill knows no ${selector.path === undefined ? 'address' : 'path'}`;
}

/** `key=value` as a filter. */
export function tagSelection(text: string): Selection {
  const [key = '', ...value] = text.split('=');
  if (value.length === 0 || key === '') return `the bill is asked for one value of a tag: write ${key || 'key'}=VALUE`;
  const wanted = value.join('=');
  if (/[*?[{]/.test(wanted)) return 'the bill is asked for one value of a tag, not for a pattern';
  const dimension: CostDimension = `tag:${key}`;
  return { [dimension]: [wanted] };
}
